-- The journal, the keys, the state of every entity, and what this node alone knows.
-- One text for SQLite and PostgreSQL: BIGINT, TEXT and BYTEA only; ids are 16 bytes; time is
-- in microseconds since 1970; every key of the journal and of a projection begins with scope.

-- The end of every stream: how far it goes, its hash, and this signature over both.
CREATE TABLE stream (
    scope BYTEA NOT NULL,
    node BYTEA NOT NULL,
    incarnation BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    signature BYTEA NOT NULL,
    clock_micros BIGINT NOT NULL,
    clock_count BIGINT NOT NULL,
    PRIMARY KEY (scope, node, incarnation)
);
CREATE INDEX stream_clock ON stream (clock_micros, clock_count);

-- The journal. `bytes` is the entry as it was hashed; the other columns only find it.
CREATE TABLE entry (
    scope BYTEA NOT NULL,
    node BYTEA NOT NULL,
    incarnation BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    id BYTEA NOT NULL,
    clock_micros BIGINT NOT NULL,
    clock_count BIGINT NOT NULL,
    actor BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    kind TEXT NOT NULL,
    version BIGINT NOT NULL,
    subject BYTEA,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (scope, node, incarnation, seq)
);
CREATE UNIQUE INDEX entry_id ON entry (scope, id);
CREATE INDEX entry_entity ON entry (scope, entity, clock_micros, clock_count, id);
CREATE INDEX entry_subject ON entry (scope, subject) WHERE subject IS NOT NULL;

-- One key per person or record, wrapped; empty once destroyed. Never part of the journal.
CREATE TABLE subject_key (
    scope BYTEA NOT NULL,
    subject BYTEA NOT NULL,
    wrapped BYTEA NOT NULL,
    destroyed_micros BIGINT,
    PRIMARY KEY (scope, subject)
);

-- The folded state of every entity: the first projection, from which the others are made.
CREATE TABLE entity (
    scope BYTEA NOT NULL,
    entity BYTEA NOT NULL,
    kind TEXT NOT NULL,
    state BYTEA NOT NULL,
    PRIMARY KEY (scope, entity)
);
CREATE INDEX entity_kind ON entity (scope, kind);

-- Who this installation is. One row.
CREATE TABLE node_identity (
    one BIGINT NOT NULL CHECK (one = 1),
    id BYTEA NOT NULL,
    incarnation BIGINT NOT NULL,
    PRIMARY KEY (one)
);

-- The secrets of this installation, each wrapped under the key that its host holds.
CREATE TABLE local_secret (
    name TEXT NOT NULL,
    wrapped BYTEA NOT NULL,
    PRIMARY KEY (name)
);

-- The public keys of the nodes whose streams are accepted.
CREATE TABLE known_node (
    node BYTEA NOT NULL,
    public BYTEA NOT NULL,
    PRIMARY KEY (node)
);

-- Entries that came before the ones they follow.
CREATE TABLE held_back (
    scope BYTEA NOT NULL,
    node BYTEA NOT NULL,
    incarnation BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (scope, node, incarnation, seq)
);

-- What came and is wrong, with the reason; the rest goes on without it.
CREATE TABLE quarantine (
    hash BYTEA NOT NULL,
    node BYTEA,
    reason TEXT NOT NULL,
    seen_micros BIGINT NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (hash)
);

-- Entries of the journal that a later version of Akwaba wrote: kept, to be read after upgrade.
CREATE TABLE later_version (
    scope BYTEA NOT NULL,
    id BYTEA NOT NULL,
    kind TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (scope, id)
);
