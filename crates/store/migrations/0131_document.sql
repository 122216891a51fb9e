-- Photos and scans. One document; `record` is the person or household it is about, `case_entity` the case
-- whose readers alone see it.
CREATE TABLE document_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    record BYTEA,
    case_entity BYTEA,
    day BIGINT NOT NULL,
    withdrawn BIGINT NOT NULL,
    PRIMARY KEY (scope, entity)
);
CREATE INDEX document_row_record ON document_row (scope, record, day) WHERE record IS NOT NULL;
CREATE INDEX document_row_case ON document_row (scope, case_entity, day) WHERE case_entity IS NOT NULL;

-- The picture of a document, encrypted under the key of `subject`. Not made from the journal, which holds
-- its hash: it is kept, and copied with what is kept.
CREATE TABLE document_picture (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    subject BYTEA NOT NULL,
    wrapped BYTEA NOT NULL,
    PRIMARY KEY (scope, entity)
);
CREATE INDEX document_picture_subject ON document_picture (scope, subject);
