-- What the monthly report and the conformity of a procedure count of cases, found by its moment: when a line of a register
-- counted, with the code and the words of the one answer by which the report counts that register; and each step done, or left
-- with a reason. `kept` is the line of the report: in time, late, left. A step that waits for an approval was finished when it
-- was sent: `finished_micros`.
ALTER TABLE register_line_row ADD COLUMN at_micros BIGINT NOT NULL DEFAULT 0;
ALTER TABLE register_line_row ADD COLUMN answer TEXT NOT NULL DEFAULT '';
ALTER TABLE register_line_row ADD COLUMN answer_label TEXT NOT NULL DEFAULT '';
CREATE INDEX register_line_row_at ON register_line_row (scope, procedure_code, register, at_micros);

CREATE TABLE case_kept_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    place BIGINT NOT NULL,
    step TEXT NOT NULL,
    at_micros BIGINT NOT NULL,
    kept TEXT NOT NULL,
    PRIMARY KEY (scope, entity, place)
);
CREATE INDEX case_kept_row_at ON case_kept_row (scope, at_micros);
ALTER TABLE case_step_row ADD COLUMN finished_micros BIGINT;
