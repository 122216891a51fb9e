-- One service of the directory: what it is called, and who is to verify it again from which day on. Days are `2026-11-23`.
CREATE TABLE service_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    label TEXT NOT NULL,
    closed_day TEXT,
    verified_by BYTEA,
    due_day TEXT NOT NULL,
    PRIMARY KEY (scope, entity)
);
CREATE INDEX service_row_due ON service_row (scope, due_day);
