-- The pictures of sealed files, each under a key of its file and all of one length. `name` is made with that key:
-- without it, a row tells of no document.

CREATE TABLE sealed_picture (
    scope BYTEA NOT NULL,
    name BYTEA NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (scope, name)
);
