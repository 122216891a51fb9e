-- The numbers given to the lines of the registers that cases fill, and the months in which they stand. A number stays when what
-- stood in its line is forgotten: the row of the line goes, the row of the number does not.
CREATE TABLE register_number_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    case_entity BYTEA NOT NULL,
    entry BYTEA NOT NULL,
    procedure_code TEXT NOT NULL,
    register TEXT NOT NULL,
    year BIGINT NOT NULL,
    month BIGINT NOT NULL,
    book BIGINT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (scope, entity, case_entity, entry)
);
CREATE INDEX register_number_row_order ON register_number_row
    (scope, procedure_code, register, year, book, number);
CREATE INDEX register_number_row_case ON register_number_row (scope, case_entity, register, entry);
CREATE TABLE register_month_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    procedure_code TEXT NOT NULL,
    register TEXT NOT NULL,
    year BIGINT NOT NULL,
    month BIGINT NOT NULL,
    signatures BIGINT NOT NULL,
    signed_micros BIGINT,
    signed_lines BIGINT,
    PRIMARY KEY (scope, entity)
);
CREATE INDEX register_month_row_year ON register_month_row (scope, procedure_code, register, year);
