-- Keys that were destroyed are few among all keys. The lines of registers are counted by year, and read by month.
CREATE INDEX subject_key_destroyed ON subject_key (scope, destroyed_micros) WHERE destroyed_micros IS NOT NULL;
CREATE INDEX register_number_row_year ON register_number_row (scope, year, procedure_code, register);
CREATE INDEX register_number_row_month ON register_number_row
    (scope, procedure_code, register, year, month, book, number);

-- The trail grows with every page that is read: the lists that left, few among its lines, are found by themselves, and so is the
-- last line of an event.
CREATE INDEX trail_row_exported ON trail_row (scope, at_micros) WHERE exported IS NOT NULL;
CREATE INDEX trail_row_event ON trail_row (scope, event, at_micros, at_count);
