-- Step 3. The beginnings of words are indexed too, up to three letters: what begins so need not be gathered word by word.
-- Imported events have no words and no row here.
DROP TABLE event_words;
DROP TABLE quote_words;
CREATE VIRTUAL TABLE event_words USING fts5(
  words, titles, content='event', content_rowid='seq', tokenize='unicode61 remove_diacritics 2', prefix='1 2 3'
);
CREATE VIRTUAL TABLE quote_words USING fts5(
  words, titles, content='quote', content_rowid='seq', tokenize='unicode61 remove_diacritics 2', prefix='1 2 3'
);
INSERT INTO event_words (rowid, words, titles) SELECT seq, words, titles FROM event WHERE origin = 'read';
INSERT INTO quote_words (rowid, words, titles) SELECT seq, words, titles FROM quote;
