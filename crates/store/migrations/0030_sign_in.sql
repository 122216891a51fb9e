-- What one installation knows of those who are signed in. Local: never exchanged, kept through a
-- rebuild. Secrets are kept as fingerprints where a fingerprint is enough.

CREATE TABLE session (
    fingerprint BYTEA NOT NULL,
    account BYTEA NOT NULL,
    rights BYTEA,
    language TEXT NOT NULL,
    begun_micros BIGINT NOT NULL,
    seen_micros BIGINT NOT NULL,
    locked BIGINT NOT NULL,
    PRIMARY KEY (fingerprint)
);
CREATE INDEX session_account ON session (account);

CREATE TABLE second_factor (
    account BYTEA NOT NULL,
    secret BYTEA NOT NULL,
    confirmed BIGINT NOT NULL,
    last_step BIGINT NOT NULL,
    PRIMARY KEY (account)
);

CREATE TABLE attempt (
    name BYTEA NOT NULL,
    failures BIGINT NOT NULL,
    last_micros BIGINT NOT NULL,
    PRIMARY KEY (name)
);

-- Forms as they are typed, so that a power cut loses no more than a sentence.
CREATE TABLE form_draft (
    account BYTEA NOT NULL,
    form TEXT NOT NULL,
    saved_micros BIGINT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (account, form)
);
