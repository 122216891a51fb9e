-- The households that rows of a file name with days, beside the one each is in today: of this node alone, as its rows.

CREATE TABLE import_member (
    job BYTEA NOT NULL,
    household BYTEA NOT NULL,
    number BIGINT NOT NULL,
    place BIGINT NOT NULL,
    content BYTEA NOT NULL,
    PRIMARY KEY (job, household, number, place)
);
