-- Whether a late step was told to somebody is asked step by step, which the key of the table answers. With this index
-- SQLite read all that a function was told for every step: the agenda of a director grew with the square of the cases.
DROP INDEX case_alert_row_job;
