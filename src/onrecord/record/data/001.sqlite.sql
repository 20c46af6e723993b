CREATE VIRTUAL TABLE event_words USING fts5(
  words, titles, content='event', content_rowid='seq', tokenize='unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE quote_words USING fts5(
  words, titles, content='quote', content_rowid='seq', tokenize='unicode61 remove_diacritics 2'
);
