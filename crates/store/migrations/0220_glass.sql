-- Break-glass: the key of each sealed scope in shares, each sealed to a guardian. As many rows for every scope,
-- whoever has a share; no row says whose it is.

CREATE TABLE glass_share (
    scope BYTEA NOT NULL,
    place BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (scope, place)
);

-- Among whom a scope is shared and by what it is found, under its own key.
CREATE TABLE glass_roll (
    scope BYTEA NOT NULL,
    roll BYTEA NOT NULL,
    PRIMARY KEY (scope)
);

-- What is asked, given and told of it, each sealed to whom it is for, whom no row names.
CREATE TABLE glass_letter (
    id BYTEA NOT NULL,
    until_micros BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (id)
);
