-- Files on their way in. The first three tables are of this node alone: a file is staged, checked
-- and shown before anything of it is in the registry, and its rows go when it is done or dropped.

CREATE TABLE import_job (
    job BYTEA NOT NULL,
    account BYTEA NOT NULL,
    phase BIGINT NOT NULL,
    begun_micros BIGINT NOT NULL,
    content BYTEA NOT NULL,
    PRIMARY KEY (job)
);
CREATE INDEX import_job_account ON import_job (account, begun_micros);

-- One row of the file. `person` and `household` are the ids it will have, empty until it is checked.
CREATE TABLE import_line (
    job BYTEA NOT NULL,
    number BIGINT NOT NULL,
    cells BYTEA NOT NULL,
    state BIGINT NOT NULL,
    person BYTEA NOT NULL,
    household BYTEA NOT NULL,
    role BIGINT,
    card BYTEA,
    found BYTEA,
    choice BIGINT,
    PRIMARY KEY (job, number)
);
CREATE INDEX import_line_state ON import_line (job, state, number);
CREATE INDEX import_line_person ON import_line (job, person);
CREATE INDEX import_line_household ON import_line (job, household, number);

-- Under which keys the rows of a file find each other.
CREATE TABLE import_key (
    job BYTEA NOT NULL,
    key BIGINT NOT NULL,
    rank BIGINT NOT NULL,
    id BYTEA NOT NULL,
    PRIMARY KEY (job, key, rank, id)
);

-- The imports that were done, from the journal.
CREATE TABLE import_row (
    scope BYTEA NOT NULL,
    import BYTEA NOT NULL,
    at_micros BIGINT NOT NULL,
    account BYTEA NOT NULL,
    content BYTEA NOT NULL,
    PRIMARY KEY (scope, import)
);
CREATE INDEX import_row_time ON import_row (scope, at_micros);
