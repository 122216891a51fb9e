-- The number on a page that was printed: on the lines of the trail that say so.

ALTER TABLE trail_row ADD COLUMN paper BIGINT;
