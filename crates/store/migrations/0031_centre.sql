-- Accounts and the trail, as tables.

CREATE TABLE account_row (
    scope BYTEA NOT NULL,
    account BYTEA NOT NULL,
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    suspended BIGINT NOT NULL,
    pending BIGINT NOT NULL,
    PRIMARY KEY (scope, account)
);
CREATE INDEX account_row_login ON account_row (scope, login);

CREATE TABLE trail_row (
    scope BYTEA NOT NULL,
    entry BYTEA NOT NULL,
    at_micros BIGINT NOT NULL,
    at_count BIGINT NOT NULL,
    account BYTEA NOT NULL,
    event TEXT NOT NULL,
    subject BYTEA,
    route TEXT NOT NULL,
    PRIMARY KEY (scope, entry)
);
CREATE INDEX trail_row_time ON trail_row (scope, at_micros, at_count);
CREATE INDEX trail_row_subject ON trail_row (scope, subject, at_micros) WHERE subject IS NOT NULL;
