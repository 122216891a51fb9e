-- Whoever reads all of one kind reads them in order; without the entity in the index, an engine that
-- sorts by the key walks through everything the centre keeps.
DROP INDEX entity_kind;
CREATE INDEX entity_kind ON entity (scope, kind, entity);
