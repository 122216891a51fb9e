-- Rows of a file find each other by how their names are written too, as people of the registry do: of many that share
-- a name the most alike are compared. What was staged before has no letters, and is compared as it was.

CREATE TABLE import_key_new (
    job BYTEA NOT NULL,
    key BIGINT NOT NULL,
    rank BIGINT NOT NULL,
    letters BIGINT NOT NULL,
    id BYTEA NOT NULL,
    PRIMARY KEY (job, key, rank, letters, id)
);
INSERT INTO import_key_new (job, key, rank, letters, id) SELECT job, key, rank, 0, id FROM import_key;
DROP TABLE import_key;
ALTER TABLE import_key_new RENAME TO import_key;
