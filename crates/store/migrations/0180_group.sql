-- Groups of the registry and those of their members who are registered; with which group, and in which case, an activity was
-- held.
CREATE TABLE group_row (
    scope BYTEA NOT NULL,
    record BYTEA NOT NULL,
    code TEXT NOT NULL,
    line BYTEA NOT NULL,
    first_micros BIGINT NOT NULL,
    last_micros BIGINT NOT NULL,
    PRIMARY KEY (scope, record)
);
CREATE INDEX group_row_code ON group_row (scope, code);
CREATE INDEX group_row_last ON group_row (scope, last_micros);

CREATE TABLE group_member_row (
    scope BYTEA NOT NULL,
    record BYTEA NOT NULL,
    item TEXT NOT NULL,
    person BYTEA NOT NULL,
    membership BYTEA NOT NULL,
    PRIMARY KEY (scope, record, item)
);
CREATE INDEX group_member_row_person ON group_member_row (scope, person);

ALTER TABLE activity_row ADD COLUMN group_record BYTEA;
ALTER TABLE activity_row ADD COLUMN case_entity BYTEA;
CREATE INDEX activity_row_group ON activity_row (scope, group_record, day) WHERE group_record IS NOT NULL;
CREATE INDEX activity_row_case ON activity_row (scope, case_entity) WHERE case_entity IS NOT NULL;
