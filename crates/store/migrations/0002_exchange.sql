-- What the exchange between nodes needs: signed heads along a stream, and parts that wait.

DROP TABLE held_back;

-- Signed heads along a stream, some way apart; its last head stands in `stream`.
CREATE TABLE head (
    scope BYTEA NOT NULL,
    node BYTEA NOT NULL,
    incarnation BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    signature BYTEA NOT NULL,
    PRIMARY KEY (scope, node, incarnation, seq)
);

-- Parts of bundles that came before what they follow, or without their proof.
CREATE TABLE held_part (
    scope BYTEA NOT NULL,
    node BYTEA NOT NULL,
    incarnation BIGINT NOT NULL,
    place BIGINT NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (scope, node, incarnation, place)
);

-- The version of each kind of act under which the projections were made.
CREATE TABLE kind_version (
    kind TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (kind)
);
