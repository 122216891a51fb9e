-- The private keys of an account under what is printed on its recovery sheet: one sheet for each of its keys.

CREATE TABLE account_sheet (
    account BYTEA NOT NULL,
    public BYTEA NOT NULL,
    wrapped BYTEA NOT NULL,
    made_micros BIGINT NOT NULL,
    PRIMARY KEY (account, public)
);

-- The shares of the private keys of an account, each sealed to its custodian.
CREATE TABLE account_share (
    account BYTEA NOT NULL,
    public BYTEA NOT NULL,
    custodian BYTEA NOT NULL,
    custodian_public BYTEA NOT NULL,
    threshold BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (account, public, custodian)
);

-- A share that its custodian has given for one request, sealed to who is to have it.
CREATE TABLE account_share_given (
    account BYTEA NOT NULL,
    public BYTEA NOT NULL,
    custodian BYTEA NOT NULL,
    request TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (account, public, custodian, request)
);
