-- What people say of how they were received, without a name: a row for each word, and whether it was taken back.
CREATE TABLE satisfaction_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    day BIGINT NOT NULL,
    channel TEXT NOT NULL,
    scale TEXT NOT NULL,
    withdrawn BIGINT NOT NULL,
    PRIMARY KEY (scope, entity)
);
CREATE INDEX satisfaction_row_day ON satisfaction_row (scope, day);
