-- Step 2. Reports that tell the same in the same surroundings are one telling, however many outlets print them; tellings are
-- compared, not reports. Texts are compared for copies, not articles. What was compared before is compared anew (remerging.py).
ALTER TABLE report ADD COLUMN telling INTEGER NOT NULL DEFAULT 0;
CREATE INDEX report_by_telling ON report (telling);
CREATE TABLE telling (id INTEGER PRIMARY KEY) STRICT;

DROP TABLE block;
DROP TABLE pairing;
DROP TABLE band;
DROP TABLE near;

-- Who may match whom, and who does (both ways).
CREATE TABLE block (
  block INTEGER NOT NULL, first_day INTEGER NOT NULL, telling INTEGER NOT NULL, last_day INTEGER NOT NULL,
  PRIMARY KEY (block, first_day, telling)
) STRICT, WITHOUT ROWID;
CREATE TABLE pairing (
  telling INTEGER NOT NULL, other INTEGER NOT NULL, score REAL NOT NULL, PRIMARY KEY (telling, other)
) STRICT, WITHOUT ROWID;

-- Near copies: bands of MinHash find them, the exact Jaccard of their shingles decides. Both ways.
CREATE TABLE band (band INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (band, text)) STRICT, WITHOUT ROWID;
CREATE TABLE near (
  text TEXT NOT NULL, other TEXT NOT NULL, jaccard REAL NOT NULL, PRIMARY KEY (text, other)
) STRICT, WITHOUT ROWID;
UPDATE onrecord_meta SET value = '' WHERE name = 'matching';
