-- What somebody lacks, by need (act, school, cmu, health), as the grid says it: for the lists of those who are not served.
CREATE TABLE lack_row (
    scope BYTEA NOT NULL,
    need TEXT NOT NULL,
    person BYTEA NOT NULL,
    PRIMARY KEY (scope, need, person)
);
CREATE INDEX lack_row_person ON lack_row (scope, person);

-- The last answer to each proposal of a household: what, and what stands in the way. For the household itself `person` is the entity.
CREATE TABLE complement_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    rule TEXT NOT NULL,
    person BYTEA NOT NULL,
    need TEXT NOT NULL,
    answer TEXT NOT NULL,
    barrier TEXT NOT NULL,
    at_micros BIGINT NOT NULL,
    PRIMARY KEY (scope, entity, rule, person)
);
CREATE INDEX complement_row_barrier ON complement_row (scope, need, barrier);
