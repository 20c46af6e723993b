-- Step 4. `titles` holds all that a search looks at beside an entry's own words: the titles of its articles, and what its other
-- reports say. Entries of several reports are summed up anew (remerging.summarise_anew), which takes this line away.
INSERT INTO onrecord_meta (name, value) VALUES ('summaries', 'old') ON CONFLICT (name) DO NOTHING;
