-- Keys of search are nothing but their key: SQLite keeps them once, in their order, instead of a table and its index.
-- Those of people are made again from the cards; those of files on their way in are kept.

DROP TABLE person_key;
CREATE TABLE person_key (
    scope BYTEA NOT NULL,
    key BIGINT NOT NULL,
    rank BIGINT NOT NULL,
    letters BIGINT NOT NULL,
    id BYTEA NOT NULL,
    PRIMARY KEY (scope, key, rank, letters, id)
) /* all of it is its key */;

CREATE TABLE import_key_new (
    job BYTEA NOT NULL,
    key BIGINT NOT NULL,
    rank BIGINT NOT NULL,
    letters BIGINT NOT NULL,
    id BYTEA NOT NULL,
    PRIMARY KEY (job, key, rank, letters, id)
) /* all of it is its key */;
INSERT INTO import_key_new (job, key, rank, letters, id) SELECT job, key, rank, letters, id FROM import_key;
DROP TABLE import_key;
ALTER TABLE import_key_new RENAME TO import_key;
