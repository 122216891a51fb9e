-- Accounts whose passphrase somebody else has seen: it opens one page, the one that changes it.

CREATE TABLE passphrase_due (
    account BYTEA NOT NULL,
    since_micros BIGINT NOT NULL,
    PRIMARY KEY (account)
);
