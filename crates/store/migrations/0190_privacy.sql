-- The life and death of what is kept about people. `day` and `due` are sortable (20260314); `answered` is 1 once the request
-- was answered. It stays when the person is forgotten: dates and codes, of nobody any more.
CREATE TABLE privacy_request_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    person BYTEA NOT NULL,
    wish TEXT NOT NULL,
    day BIGINT NOT NULL,
    due BIGINT NOT NULL,
    answered BIGINT NOT NULL,
    outcome TEXT,
    PRIMARY KEY (scope, entity)
);
CREATE INDEX privacy_request_row_person ON privacy_request_row (scope, person, day);
CREATE INDEX privacy_request_row_due ON privacy_request_row (scope, answered, due);

-- What is looked up of one person before their file is destroyed.
CREATE INDEX referral_row_person ON referral_row (scope, person);
CREATE INDEX appointment_row_person ON appointment_row (scope, person) WHERE person IS NOT NULL;
