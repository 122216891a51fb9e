-- The keys of sealed scopes, wrapped to those who hold them. No row says to whom: a holder tries them.

CREATE TABLE sealed_wrap (
    scope BYTEA NOT NULL,
    place BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    wrapped BYTEA NOT NULL,
    PRIMARY KEY (scope, place)
);

-- The key of the epoch before, under the key of this one: who holds the present one reads all of it.
CREATE TABLE sealed_epoch (
    scope BYTEA NOT NULL,
    epoch BIGINT NOT NULL,
    former BYTEA NOT NULL,
    PRIMARY KEY (scope, epoch)
);
