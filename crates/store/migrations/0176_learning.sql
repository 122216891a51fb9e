-- Cases opened to interns until a day (20260314), and the steps that interns prepared and nobody ruled on.
CREATE TABLE case_opened_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    intern BYTEA NOT NULL,
    until_day BIGINT NOT NULL,
    PRIMARY KEY (scope, entity, intern)
);
CREATE INDEX case_opened_row_intern ON case_opened_row (scope, intern, until_day);

CREATE TABLE case_prepared_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    name TEXT NOT NULL,
    step TEXT NOT NULL,
    author BYTEA NOT NULL,
    holder BYTEA,
    PRIMARY KEY (scope, entity, name)
);
CREATE INDEX case_prepared_row_holder ON case_prepared_row (scope, holder);
