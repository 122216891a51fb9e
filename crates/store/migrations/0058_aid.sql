-- Aid in cash and in kind: what stands in a book is the sum of its lines.

-- One line. `change` is in francs or in pieces; `day` is sortable (20260314); `undoes` is the line
-- that it undoes, `case_entity` the case for which something was handed over.
CREATE TABLE aid_line_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    book BYTEA NOT NULL,
    year BIGINT NOT NULL,
    letter BIGINT NOT NULL,
    number BIGINT NOT NULL,
    day BIGINT NOT NULL,
    what TEXT NOT NULL,
    change BIGINT NOT NULL,
    case_entity BYTEA,
    undoes BYTEA,
    PRIMARY KEY (scope, entity)
);
CREATE INDEX aid_line_row_book ON aid_line_row (scope, book, day, year, letter, number);
CREATE INDEX aid_line_row_case ON aid_line_row (scope, case_entity) WHERE case_entity IS NOT NULL;
CREATE INDEX aid_line_row_undoes ON aid_line_row (scope, undoes) WHERE undoes IS NOT NULL;
