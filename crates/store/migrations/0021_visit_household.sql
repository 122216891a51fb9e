-- A visit may be linked, afterwards, to a household as well as to a person.
ALTER TABLE visit_row ADD COLUMN household BYTEA;
CREATE INDEX visit_row_household ON visit_row (scope, household, day) WHERE household IS NOT NULL;
