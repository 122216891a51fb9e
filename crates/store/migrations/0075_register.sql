-- The registers that cases fill: one row a line, made from the case and from its procedure. `place` names
-- the line within its case and register; `clock_micros`, `clock_count` and `entry` put lines in the order of their
-- entries, from which numbers are counted in each year and book.
CREATE TABLE register_line_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    procedure_code TEXT NOT NULL,
    register TEXT NOT NULL,
    place BIGINT NOT NULL,
    year BIGINT NOT NULL,
    book BIGINT NOT NULL,
    clock_micros BIGINT NOT NULL,
    clock_count BIGINT NOT NULL,
    entry BYTEA NOT NULL,
    PRIMARY KEY (scope, entity, register, place)
);
CREATE INDEX register_line_row_order ON register_line_row
    (scope, procedure_code, register, year, book, clock_micros, clock_count, entry);
