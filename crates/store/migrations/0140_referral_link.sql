-- Links by which services answer, as this installation alone knows them: the fingerprint of the secret in each, never the
-- secret. `whole` is 1 where it shows all that the slip tells, `ended` 1 once it serves no more.
CREATE TABLE referral_link (
    fingerprint BYTEA NOT NULL,
    scope BYTEA NOT NULL,
    referral BYTEA NOT NULL,
    until_micros BIGINT NOT NULL,
    whole BIGINT NOT NULL,
    ended BIGINT NOT NULL,
    openings BIGINT NOT NULL,
    visits BIGINT NOT NULL,
    PRIMARY KEY (fingerprint)
);
CREATE INDEX referral_link_referral ON referral_link (scope, referral);
