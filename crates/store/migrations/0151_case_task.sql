-- Cases handed to another centre or service. `waits` is 1 until the note is answered where it was
-- written or taken back; the answer of another centre stands in that centre's own scope.
CREATE TABLE transfer_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    case_entity BYTEA NOT NULL,
    from_centre BYTEA NOT NULL,
    to_centre BYTEA,
    sender BYTEA NOT NULL,
    sent_micros BIGINT NOT NULL,
    waits BIGINT NOT NULL,
    back BIGINT NOT NULL,
    PRIMARY KEY (scope, entity)
);
CREATE INDEX transfer_row_case ON transfer_row (scope, case_entity);
CREATE INDEX transfer_row_to ON transfer_row (to_centre, sent_micros) WHERE to_centre IS NOT NULL;

CREATE TABLE transfer_answer_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    transfer BYTEA NOT NULL,
    PRIMARY KEY (scope, entity)
);
CREATE INDEX transfer_answer_row_transfer ON transfer_answer_row (transfer);

-- What a conference on a case leaves to do: its minutes (`place` is -1), and each decision that nobody
-- has settled. What it is stands in the case alone.
CREATE TABLE case_task_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    name TEXT NOT NULL,
    place BIGINT NOT NULL,
    holder BYTEA NOT NULL,
    due_micros BIGINT NOT NULL,
    PRIMARY KEY (scope, entity, name, place)
);
CREATE INDEX case_task_row_holder ON case_task_row (scope, holder, due_micros);
CREATE INDEX case_task_row_due ON case_task_row (scope, due_micros);
