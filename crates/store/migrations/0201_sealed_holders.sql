-- Who holds a sealed scope, by their public keys, under its own key: those who hold it know who else does.

CREATE TABLE sealed_holders (
    scope BYTEA NOT NULL,
    holders BYTEA NOT NULL,
    PRIMARY KEY (scope)
);

-- Public keys of accounts that left: nothing is wrapped to them any more.
CREATE TABLE sealed_departed (
    public BYTEA NOT NULL,
    left_micros BIGINT NOT NULL,
    PRIMARY KEY (public)
);

-- Up to which departure a holder has begun other keys of all they hold.
CREATE TABLE sealed_swept (
    public BYTEA NOT NULL,
    left_micros BIGINT NOT NULL,
    PRIMARY KEY (public)
);
