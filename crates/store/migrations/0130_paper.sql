-- The papers that were issued. `record` is the person or household that one is about, `case_entity` the
-- case whose readers alone read it, `day` sortable (20261123); what stands on it is in its entity.
CREATE TABLE paper_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    kind TEXT NOT NULL,
    year BIGINT NOT NULL,
    letter BIGINT NOT NULL,
    number BIGINT NOT NULL,
    day BIGINT NOT NULL,
    record BYTEA,
    case_entity BYTEA,
    issuer BYTEA NOT NULL,
    cancelled BIGINT NOT NULL,
    PRIMARY KEY (scope, entity)
);
CREATE INDEX paper_row_number ON paper_row (scope, year, letter, number);
CREATE INDEX paper_row_record ON paper_row (scope, record, day) WHERE record IS NOT NULL;
CREATE INDEX paper_row_case ON paper_row (scope, case_entity, day) WHERE case_entity IS NOT NULL;
