-- What somebody has opposed, as it was granted and not lifted since: a row for each record and use that must stop.
CREATE TABLE opposition_row (
    scope BYTEA NOT NULL,
    request BYTEA NOT NULL,
    stop TEXT NOT NULL,
    person BYTEA NOT NULL,
    PRIMARY KEY (scope, request, stop)
);
CREATE INDEX opposition_row_person ON opposition_row (scope, person, stop);
