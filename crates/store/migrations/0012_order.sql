-- Indexes that also hold the order in which their rows are asked for. Without statistics SQLite takes the key of the
-- table for the order instead, and walks a whole scope, or a whole file, to find a few rows.

DROP INDEX import_line_person;
CREATE INDEX import_line_person ON import_line (job, person, number);
DROP INDEX member_row_person;
CREATE INDEX member_row_person ON member_row (scope, person, household, item);
DROP INDEX relation_row_other;
CREATE INDEX relation_row_other ON relation_row (scope, other, subject, item);
DROP INDEX household_row_code;
CREATE INDEX household_row_code ON household_row (scope, code, household);
DROP INDEX link_row_first;
CREATE INDEX link_row_first ON link_row (scope, first, link);
DROP INDEX link_row_second;
CREATE INDEX link_row_second ON link_row (scope, second, link);
