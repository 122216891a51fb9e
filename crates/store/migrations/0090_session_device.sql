-- From which browser a session was begun, so that its owner knows which one to end.

ALTER TABLE session ADD COLUMN device TEXT NOT NULL DEFAULT '';
