-- Persons, households, relations and links, as tables.

CREATE TABLE person_row (
    scope BYTEA NOT NULL,
    person BYTEA NOT NULL,
    line BYTEA NOT NULL,
    first_micros BIGINT NOT NULL,
    last_micros BIGINT NOT NULL,
    PRIMARY KEY (scope, person)
);
CREATE INDEX person_row_last ON person_row (scope, last_micros);

CREATE TABLE identity_row (
    scope BYTEA NOT NULL,
    number TEXT NOT NULL,
    kind TEXT NOT NULL,
    person BYTEA NOT NULL,
    PRIMARY KEY (scope, number, kind, person)
);
CREATE INDEX identity_row_person ON identity_row (scope, person);

CREATE TABLE relation_row (
    scope BYTEA NOT NULL,
    subject BYTEA NOT NULL,
    item TEXT NOT NULL,
    other BYTEA NOT NULL,
    kind TEXT NOT NULL,
    relation BYTEA NOT NULL,
    PRIMARY KEY (scope, subject, item)
);
CREATE INDEX relation_row_other ON relation_row (scope, other);

CREATE TABLE household_row (
    scope BYTEA NOT NULL,
    household BYTEA NOT NULL,
    code TEXT NOT NULL,
    place BYTEA,
    first_micros BIGINT NOT NULL,
    last_micros BIGINT NOT NULL,
    PRIMARY KEY (scope, household)
);
CREATE INDEX household_row_code ON household_row (scope, code);
CREATE INDEX household_row_last ON household_row (scope, last_micros);

CREATE TABLE member_row (
    scope BYTEA NOT NULL,
    household BYTEA NOT NULL,
    item TEXT NOT NULL,
    person BYTEA NOT NULL,
    membership BYTEA NOT NULL,
    PRIMARY KEY (scope, household, item)
);
CREATE INDEX member_row_person ON member_row (scope, person);

CREATE TABLE link_row (
    scope BYTEA NOT NULL,
    link BYTEA NOT NULL,
    first BYTEA NOT NULL,
    second BYTEA NOT NULL,
    verdict TEXT NOT NULL,
    in_conflict BIGINT NOT NULL,
    PRIMARY KEY (scope, link)
);
CREATE INDEX link_row_first ON link_row (scope, first);
CREATE INDEX link_row_second ON link_row (scope, second);
