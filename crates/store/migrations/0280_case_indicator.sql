-- How each indicator of a procedure stands to each case of which it is asked, by its place among the indicators of the version
-- under which the case runs: 0 does not hold, 1 holds, 2 only the moment at which it is read tells.
CREATE TABLE case_indicator_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    place BIGINT NOT NULL,
    held BIGINT NOT NULL,
    PRIMARY KEY (scope, entity, place)
);
CREATE INDEX case_row_period ON case_row (scope, procedure_code, opened_micros);
