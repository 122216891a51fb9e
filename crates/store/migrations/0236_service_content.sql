-- A service whole in its row, and under which kinds it is found: lists and the orientation assistant read no state. Both are
-- made again from the journal.

DROP TABLE service_row;
CREATE TABLE service_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    label TEXT NOT NULL,
    closed_day TEXT,
    verified_by BYTEA,
    due_day TEXT NOT NULL,
    content BYTEA NOT NULL,
    PRIMARY KEY (scope, entity)
);
CREATE INDEX service_row_due ON service_row (scope, due_day);

CREATE TABLE service_kind_row (
    scope BYTEA NOT NULL,
    kind TEXT NOT NULL,
    entity BYTEA NOT NULL,
    PRIMARY KEY (scope, kind, entity)
) /* all of it is its key */;
