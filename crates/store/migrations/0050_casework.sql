-- Casework. What is to be done is not written anywhere: these rows are made from what was done and
-- from the procedure, and are made again whenever either changes.

-- One case. `subject` is the person or household; `risk` is 0 none, 1 low, 2 middle, 3 high.
CREATE TABLE case_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    year BIGINT NOT NULL,
    book BIGINT NOT NULL,
    number BIGINT NOT NULL,
    procedure_code TEXT NOT NULL,
    version BIGINT NOT NULL,
    layer BIGINT NOT NULL,
    subject BYTEA,
    assigned BYTEA,
    opened_micros BIGINT NOT NULL,
    over_micros BIGINT,
    risk BIGINT NOT NULL,
    PRIMARY KEY (scope, entity)
);
CREATE INDEX case_row_number ON case_row (scope, year, book, number);
CREATE INDEX case_row_subject ON case_row (scope, subject) WHERE subject IS NOT NULL;
CREATE INDEX case_row_assigned ON case_row (scope, assigned, opened_micros);
CREATE INDEX case_row_procedure ON case_row (scope, procedure_code, version, layer);

-- One open step of a case. `job` is the function that does it; `waits` is 1 while an approval is
-- awaited; `due_micros` is its last moment in time.
CREATE TABLE case_step_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    step TEXT NOT NULL,
    label TEXT NOT NULL,
    job TEXT NOT NULL,
    assigned BYTEA,
    since_micros BIGINT NOT NULL,
    due_micros BIGINT,
    waits BIGINT NOT NULL,
    returned BIGINT NOT NULL,
    risk BIGINT NOT NULL,
    PRIMARY KEY (scope, entity, step)
);
CREATE INDEX case_step_row_due ON case_step_row (scope, waits, due_micros);
CREATE INDEX case_step_row_assigned ON case_step_row (scope, assigned, waits, due_micros);
CREATE INDEX case_step_row_job ON case_step_row (scope, job, waits, due_micros);

-- Who hears of a step that is late, and from when.
CREATE TABLE case_alert_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    step TEXT NOT NULL,
    place BIGINT NOT NULL,
    job TEXT NOT NULL,
    at_micros BIGINT NOT NULL,
    PRIMARY KEY (scope, entity, step, place)
);
CREATE INDEX case_alert_row_job ON case_alert_row (scope, job, at_micros);

-- An approval that is awaited, once for each function that may give it.
CREATE TABLE case_visa_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    submission TEXT NOT NULL,
    place BIGINT NOT NULL,
    job TEXT NOT NULL,
    step TEXT NOT NULL,
    label TEXT NOT NULL,
    author BYTEA NOT NULL,
    asked_micros BIGINT NOT NULL,
    PRIMARY KEY (scope, entity, submission, place, job)
);
CREATE INDEX case_visa_row_job ON case_visa_row (scope, job, asked_micros);

-- A published version of a procedure.
CREATE TABLE procedure_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    code TEXT NOT NULL,
    version BIGINT NOT NULL,
    layer BIGINT NOT NULL,
    title TEXT NOT NULL,
    since_micros BIGINT NOT NULL,
    withdrawn BIGINT NOT NULL,
    PRIMARY KEY (scope, entity)
);
CREATE INDEX procedure_row_code ON procedure_row (scope, code, version, layer);
