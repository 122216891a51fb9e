-- Group activities. `day` is sortable (20260314): the day on which it was held, or is meant to be; `women`, `men` and
-- `came_to_talk` count who came, 0 before it was held.
CREATE TABLE activity_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    year BIGINT NOT NULL,
    letter BIGINT NOT NULL,
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    theme TEXT NOT NULL,
    stage TEXT NOT NULL,
    day BIGINT NOT NULL,
    women BIGINT NOT NULL,
    men BIGINT NOT NULL,
    came_to_talk BIGINT NOT NULL,
    PRIMARY KEY (scope, entity)
);
CREATE INDEX activity_row_day ON activity_row (scope, stage, day);
CREATE INDEX activity_row_number ON activity_row (scope, year, letter, number);

-- Who came to one that was held: how many of a sex and age band; the band is empty where nobody asked.
CREATE TABLE activity_count_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    sex TEXT NOT NULL,
    band TEXT NOT NULL,
    people BIGINT NOT NULL,
    PRIMARY KEY (scope, entity, sex, band)
);
