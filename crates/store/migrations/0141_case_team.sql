-- Who may be shown a case in a list. `restricted` is 0 for who works in the centre, 1 for the team and who directs, 2 for nobody.
ALTER TABLE case_row ADD COLUMN restricted BIGINT NOT NULL DEFAULT 2;
CREATE TABLE case_team_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    actor BYTEA NOT NULL,
    PRIMARY KEY (scope, entity, actor)
);

-- What became of the referrals to each service is counted in this index alone.
DROP INDEX referral_row_service;
CREATE INDEX referral_row_service ON referral_row (scope, service, stands, obstacle, sent_micros, since_micros);
CREATE INDEX referral_row_to ON referral_row (scope, service, sent_micros);
