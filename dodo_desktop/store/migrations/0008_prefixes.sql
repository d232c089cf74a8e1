-- Four letters of a word begin what many customers have in common, too: a country's and a town's numbers in their
-- phones, the host of their e-mail. Without a list of their own, that key reads all of the words they begin.
DROP TABLE customer_words;
CREATE VIRTUAL TABLE customer_words USING fts5 (
    words, content = 'customers', content_rowid = 'seq',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4'
);
INSERT INTO customer_words (customer_words) VALUES ('rebuild');
INSERT INTO customer_words (customer_words) VALUES ('optimize');
