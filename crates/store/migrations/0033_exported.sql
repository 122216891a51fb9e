-- Which list left the centre, and how: on the lines of the trail that say that one did.

ALTER TABLE trail_row ADD COLUMN exported BYTEA;
