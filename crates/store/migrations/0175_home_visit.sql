-- Home visits. An open step that is done at the home of the person is marked, with the day agreed or else its
-- last day (20260314); what somebody planned on a case stands beside, `ended` 1 once somebody said what came of it.
ALTER TABLE case_step_row ADD COLUMN home BIGINT NOT NULL DEFAULT 0;
ALTER TABLE case_step_row ADD COLUMN home_day BIGINT;
CREATE INDEX case_step_row_home ON case_step_row (scope, home_day) WHERE home = 1;

CREATE TABLE home_visit_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    name TEXT NOT NULL,
    step TEXT NOT NULL,
    day BIGINT NOT NULL,
    minute BIGINT,
    holder BYTEA,
    ended BIGINT NOT NULL,
    PRIMARY KEY (scope, entity, name)
);
CREATE INDEX home_visit_row_day ON home_visit_row (scope, day);
CREATE INDEX home_visit_row_open ON home_visit_row (scope, ended, day);
