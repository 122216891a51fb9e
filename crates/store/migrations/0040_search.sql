-- Search: the card of each person, and the keys under which it is found.

CREATE TABLE person_card (
    scope BYTEA NOT NULL,
    person BYTEA NOT NULL,
    card BYTEA NOT NULL,
    PRIMARY KEY (scope, person)
);

CREATE TABLE person_key (
    scope BYTEA NOT NULL,
    key BIGINT NOT NULL,
    rank BIGINT NOT NULL,
    letters BIGINT NOT NULL,
    id BYTEA NOT NULL,
    PRIMARY KEY (scope, key, rank, letters, id)
);
