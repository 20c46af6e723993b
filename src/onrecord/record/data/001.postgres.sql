ALTER TABLE event ADD COLUMN found tsvector;
ALTER TABLE quote ADD COLUMN found tsvector;
CREATE INDEX event_found ON event USING gin (found);
CREATE INDEX quote_found ON quote USING gin (found);
