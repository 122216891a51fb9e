-- The counter. Names and reasons stay in the states of the visits; these rows only find and count.

-- One line of the register. `day` is 20260314; `step`, `triage`, `sex`, `known` and `demands` are
-- the numbers of the domain's codes; `hour` is the hour of arrival.
CREATE TABLE visit_row (
    scope BYTEA NOT NULL,
    visit BYTEA NOT NULL,
    day BIGINT NOT NULL,
    year BIGINT NOT NULL,
    book BIGINT NOT NULL,
    number BIGINT NOT NULL,
    step BIGINT NOT NULL,
    present BIGINT NOT NULL,
    retyped BIGINT NOT NULL,
    triage TEXT NOT NULL,
    demands BIGINT NOT NULL,
    sex TEXT,
    known TEXT NOT NULL,
    accompanied BIGINT NOT NULL,
    hour BIGINT,
    waited_minutes BIGINT,
    person BYTEA,
    PRIMARY KEY (scope, visit)
);
CREATE INDEX visit_row_day ON visit_row (scope, day, year, book, number);
CREATE INDEX visit_row_number ON visit_row (scope, year, book, number);
CREATE INDEX visit_row_person ON visit_row (scope, person, day) WHERE person IS NOT NULL;

-- The signatures of a day of the register: how many, the last one, and how many lines it covers.
CREATE TABLE register_day_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    day BIGINT NOT NULL,
    signatures BIGINT NOT NULL,
    signed_micros BIGINT,
    signed_lines BIGINT,
    PRIMARY KEY (scope, entity)
);
CREATE INDEX register_day_row_day ON register_day_row (scope, day);

-- Appointments. `code` is what is printed on the slip.
CREATE TABLE appointment_row (
    scope BYTEA NOT NULL,
    appointment BYTEA NOT NULL,
    day BIGINT NOT NULL,
    minute BIGINT NOT NULL,
    course BIGINT NOT NULL,
    code TEXT NOT NULL,
    visit BYTEA,
    person BYTEA,
    PRIMARY KEY (scope, appointment)
);
CREATE INDEX appointment_row_day ON appointment_row (scope, day, minute);
CREATE INDEX appointment_row_code ON appointment_row (scope, code);
