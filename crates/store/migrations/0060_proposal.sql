-- Making the manual: proposed changes, the notes of new versions, and who has read them.

-- One proposed change. `stage` is written, awaiting, returned, approved, published or abandoned;
-- `changed_micros` is when it last changed.
CREATE TABLE proposal_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    code TEXT NOT NULL,
    base BIGINT NOT NULL,
    author BYTEA NOT NULL,
    stage TEXT NOT NULL,
    since_micros BIGINT NOT NULL,
    changed_micros BIGINT NOT NULL,
    PRIMARY KEY (scope, entity)
);
CREATE INDEX proposal_row_stage ON proposal_row (scope, stage, changed_micros);
CREATE INDEX proposal_row_code ON proposal_row (scope, code, changed_micros);

-- A published version that came with a note.
CREATE TABLE manual_note_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    code TEXT NOT NULL,
    version BIGINT NOT NULL,
    layer BIGINT NOT NULL,
    PRIMARY KEY (scope, entity)
);
CREATE INDEX manual_note_row_code ON manual_note_row (scope, code, version, layer);

-- Who has read the note of a version.
CREATE TABLE manual_read_row (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    account BYTEA NOT NULL,
    code TEXT NOT NULL,
    version BIGINT NOT NULL,
    layer BIGINT NOT NULL,
    at_micros BIGINT NOT NULL,
    PRIMARY KEY (scope, entity, account)
);
CREATE INDEX manual_read_row_account ON manual_read_row (scope, account, code, version, layer);
