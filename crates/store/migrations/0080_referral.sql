-- One referral. `stands` is the code of its state, `since_micros` the last thing that happened to
-- it, `review` 1 while an opinion on a referral without consent is awaited.
CREATE TABLE referral_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    case_entity BYTEA NOT NULL,
    person BYTEA NOT NULL,
    service BYTEA NOT NULL,
    code TEXT NOT NULL,
    sender BYTEA NOT NULL,
    stands TEXT NOT NULL,
    waits BIGINT NOT NULL,
    review BIGINT NOT NULL,
    sent_micros BIGINT NOT NULL,
    since_micros BIGINT NOT NULL,
    reminders BIGINT NOT NULL,
    obstacle TEXT,
    PRIMARY KEY (scope, entity)
);
CREATE INDEX referral_row_case ON referral_row (scope, case_entity, sent_micros);
CREATE INDEX referral_row_waits ON referral_row (scope, waits, since_micros);
CREATE INDEX referral_row_code ON referral_row (scope, code);
CREATE INDEX referral_row_review ON referral_row (scope, review, sent_micros);
CREATE INDEX referral_row_service ON referral_row (scope, service, stands);
