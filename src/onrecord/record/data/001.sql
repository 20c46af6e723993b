-- Step 1. SQLite's words for types; postgres.to_ddl turns them. Days are ISO text, so they compare as they stand.
CREATE TABLE onrecord_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- What read: settings, version, and the hashes of weights and tables.
CREATE TABLE run (
  id TEXT PRIMARY KEY, started_at TEXT NOT NULL, version TEXT NOT NULL, weights TEXT NOT NULL, gazetteer TEXT NOT NULL,
  ontology TEXT NOT NULL, settings TEXT NOT NULL
) STRICT;

-- The words of articles, once each however often they were printed; text is zlib over UTF-8.
CREATE TABLE body (id TEXT PRIMARY KEY, text BLOB NOT NULL, n_chars INTEGER NOT NULL) STRICT;

-- One article as one outlet printed it on one day. generation counts its readings; details are the names and numbers by
-- which stories are told apart (matching.details).
CREATE TABLE article (
  key TEXT PRIMARY KEY, id TEXT NOT NULL, title TEXT, published_on TEXT, outlet TEXT, url TEXT, language TEXT,
  removed TEXT NOT NULL, details TEXT NOT NULL, locator TEXT, generation INTEGER NOT NULL, run TEXT NOT NULL, copy_of TEXT, loaded_at TEXT NOT NULL
) STRICT;
CREATE INDEX article_by_id ON article (id);

-- Readings as read: zlib over the contract's JSON without the article.
CREATE TABLE reading (
  article TEXT NOT NULL, generation INTEGER NOT NULL, run TEXT NOT NULL, made_at TEXT NOT NULL, body BLOB NOT NULL,
  PRIMARY KEY (article, generation)
) STRICT, WITHOUT ROWID;

-- Exact and near copies: bands of MinHash find them, the exact Jaccard of their shingles decides. Both ways.
CREATE TABLE band (band INTEGER NOT NULL, article TEXT NOT NULL, PRIMARY KEY (band, article)) STRICT, WITHOUT ROWID;
CREATE TABLE near (
  article TEXT NOT NULL, other TEXT NOT NULL, jaccard REAL NOT NULL, PRIMARY KEY (article, other)
) STRICT, WITHOUT ROWID;

-- One event or quotation as one article tells it. An id keeps its row until a new reading tells it otherwise.
CREATE TABLE report (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL, article TEXT NOT NULL, generation INTEGER NOT NULL,
  told_as TEXT NOT NULL, coding TEXT NOT NULL, component INTEGER NOT NULL, entry TEXT NOT NULL, loaded_at TEXT NOT NULL,
  retired_at TEXT
) STRICT;
CREATE UNIQUE INDEX report_by_id ON report (id, generation);
CREATE INDEX report_by_article ON report (article);
CREATE INDEX report_by_component ON report (component);
CREATE INDEX report_by_entry ON report (entry);

-- Who may match whom, and who does (both ways).
CREATE TABLE block (
  block INTEGER NOT NULL, first_day INTEGER NOT NULL, report INTEGER NOT NULL, last_day INTEGER NOT NULL,
  PRIMARY KEY (block, first_day, report)
) STRICT, WITHOUT ROWID;
CREATE TABLE pairing (
  report INTEGER NOT NULL, other INTEGER NOT NULL, score REAL NOT NULL, PRIMARY KEY (report, other)
) STRICT, WITHOUT ROWID;

-- Entries. seq orders by day (its upper bits), so the newest come first without sorting.
CREATE TABLE event (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, mode TEXT, quad INTEGER NOT NULL, cameo TEXT,
  goldstein REAL, plover_score REAL, modality TEXT NOT NULL, asserted_by TEXT, actors TEXT NOT NULL, recipients TEXT NOT NULL,
  actor_countries TEXT NOT NULL, recipient_countries TEXT NOT NULL, reciprocal INTEGER NOT NULL, first_on TEXT, last_on TEXT,
  granularity TEXT, day_from TEXT, place TEXT, place_country TEXT, contexts TEXT NOT NULL, n_reports INTEGER NOT NULL,
  n_independent INTEGER NOT NULL, outlets TEXT NOT NULL, prob REAL NOT NULL, words TEXT NOT NULL, anchor TEXT NOT NULL,
  titles TEXT NOT NULL, disagreements TEXT NOT NULL, origin TEXT NOT NULL, loaded_at TEXT NOT NULL
) STRICT;
CREATE TABLE quote (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, speaker TEXT, speaker_words TEXT, speaker_country TEXT,
  addressee TEXT, addressee_country TEXT, about TEXT NOT NULL, about_countries TEXT NOT NULL, polarity TEXT NOT NULL, first_on TEXT, last_on TEXT, granularity TEXT, day_from TEXT,
  n_reports INTEGER NOT NULL, n_independent INTEGER NOT NULL, outlets TEXT NOT NULL, prob REAL NOT NULL, words TEXT NOT NULL,
  titles TEXT NOT NULL, disagreements TEXT NOT NULL, loaded_at TEXT NOT NULL
) STRICT;
CREATE INDEX event_by_prob ON event (prob) WHERE origin = 'read';
CREATE INDEX quote_by_prob ON quote (prob);
CREATE TABLE event_party (
  country TEXT NOT NULL, role TEXT NOT NULL, entry INTEGER NOT NULL, actor TEXT NOT NULL, PRIMARY KEY (country, role, entry, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_party_by_actor ON event_party (actor, role, entry);
CREATE TABLE quote_party (
  country TEXT NOT NULL, role TEXT NOT NULL, entry INTEGER NOT NULL, actor TEXT NOT NULL, PRIMARY KEY (country, role, entry, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX quote_party_by_actor ON quote_party (actor, role, entry);

-- The row that proves an imported event.
CREATE TABLE coded (entry INTEGER PRIMARY KEY, row TEXT NOT NULL) STRICT;

CREATE TABLE actor (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, sectors TEXT NOT NULL,
  known INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_by_name ON actor (folded);
CREATE INDEX actor_by_country ON actor (country);

CREATE TABLE failure (
  key TEXT PRIMARY KEY, source TEXT NOT NULL, line_id TEXT, reason TEXT NOT NULL, failed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX failure_by_source ON failure (source, line_id);

-- The log: rows are added and never touched again.
CREATE TABLE change (
  number INTEGER PRIMARY KEY, changed_at TEXT NOT NULL, entry TEXT, what TEXT NOT NULL, detail TEXT, made_by TEXT NOT NULL
) STRICT;
CREATE INDEX change_by_entry ON change (entry);
CREATE INDEX change_by_person ON change (number) WHERE made_by <> 'onrecord';

-- The roll-up, kept in the transaction that changes an event. Sums are whole tenths, so that they stay exact.
CREATE TABLE dyad_month (
  actor TEXT NOT NULL, recipient TEXT NOT NULL, month TEXT NOT NULL, type TEXT NOT NULL, quad INTEGER NOT NULL, deed INTEGER NOT NULL,
  n INTEGER NOT NULL, n_goldstein INTEGER NOT NULL, goldstein INTEGER NOT NULL, n_plover INTEGER NOT NULL, plover INTEGER NOT NULL,
  PRIMARY KEY (actor, recipient, month, type, quad, deed)
) STRICT, WITHOUT ROWID;
