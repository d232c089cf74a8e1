-- `met` is the number of the sweep that met the entry last, NULL for one that none met yet; `gone` says that a
-- sweep which ended did not meet it.
ALTER TABLE customers ADD COLUMN met INTEGER;
ALTER TABLE customers ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;
ALTER TABLE products ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;
CREATE INDEX customers_email ON customers (email COLLATE NOCASE);
CREATE INDEX customers_gone ON customers (seq) WHERE gone = 1;
DROP INDEX products_on_sale;
CREATE INDEX products_order ON products (gone, archived);

-- Customers who were picked here, apart from all others: the last one has the lowest rank, so that reading in
-- the order of the index is reading in the order of use.
CREATE TABLE recent (
    rank INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL UNIQUE,
    words TEXT NOT NULL
);
CREATE VIRTUAL TABLE recent_words USING fts5 (
    words, content = 'recent', content_rowid = 'rank',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);
CREATE TRIGGER recent_added AFTER INSERT ON recent BEGIN
    INSERT INTO recent_words (rowid, words) VALUES (new.rank, new.words);
END;
CREATE TRIGGER recent_changed AFTER UPDATE OF words ON recent BEGIN
    INSERT INTO recent_words (recent_words, rowid, words) VALUES ('delete', old.rank, old.words);
    INSERT INTO recent_words (rowid, words) VALUES (new.rank, new.words);
END;
CREATE TRIGGER recent_removed AFTER DELETE ON recent BEGIN
    INSERT INTO recent_words (recent_words, rowid, words) VALUES ('delete', old.rank, old.words);
END;
CREATE TRIGGER customers_renamed AFTER UPDATE OF words ON customers WHEN old.words IS NOT new.words BEGIN
    UPDATE recent SET words = new.words WHERE seq = new.seq;
END;
INSERT INTO recent (rank, seq, words)
    SELECT -row_number() OVER (ORDER BY used_at, seq), seq, words FROM customers WHERE used_at IS NOT NULL;
DROP INDEX customers_used;
ALTER TABLE customers DROP COLUMN used_at;

-- How far the customers are read. `sweep` is the number of the last whole read, begun or ended; `place` is how
-- many rows of the list it has behind it, NULL where none is under way; `upto` narrows that list to those made
-- until then, NULL for all. `began_at` is Dodo's time when it began, `ended_at` when the last one that ended
-- had begun. `news_at` is Dodo's time of the last read of new ones. All of them NULL for never.
ALTER TABLE directory ADD COLUMN sweep INTEGER NOT NULL DEFAULT 0;
ALTER TABLE directory ADD COLUMN place INTEGER;
ALTER TABLE directory ADD COLUMN upto INTEGER;
ALTER TABLE directory ADD COLUMN began_at INTEGER;
ALTER TABLE directory ADD COLUMN ended_at INTEGER;
ALTER TABLE directory ADD COLUMN news_at INTEGER;
-- Read before there was any of this: how far is not known.
UPDATE directory SET complete_at = NULL;

-- The last order of a customer, made or waiting.
CREATE INDEX links_customer ON links (customer_id, created_at);
CREATE INDEX outbox_customer ON outbox (
    CASE WHEN json_valid(document) AND json_extract(document, '$.order.draft.customer.mode') = 'existing'
        THEN json_extract(document, '$.order.draft.customer.existing.customer_id') END,
    created_at
) WHERE state NOT IN ('created', 'rejected', 'discarded');
