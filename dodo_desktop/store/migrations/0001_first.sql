-- Times are microseconds since 1970 in UTC. Money is minor units beside the code of its currency.

CREATE TABLE drafts (
    draft_id TEXT PRIMARY KEY NOT NULL,
    saved_at INTEGER NOT NULL,
    document TEXT NOT NULL
);
CREATE INDEX drafts_newest ON drafts (saved_at);

-- `document` holds the whole order but its body; the columns beside it are the truth where both have a value.
CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY,
    request_id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    next_at INTEGER,
    attempts INTEGER NOT NULL,
    ever_unconfirmed INTEGER NOT NULL,
    customer_name TEXT NOT NULL,
    order_reference TEXT NOT NULL,
    search TEXT NOT NULL,
    body TEXT NOT NULL,
    document TEXT NOT NULL
);
CREATE INDEX outbox_newest ON outbox (created_at);
CREATE INDEX outbox_state ON outbox (state, created_at);
CREATE INDEX outbox_due ON outbox (next_at) WHERE next_at IS NOT NULL;

CREATE TABLE links (
    seq INTEGER PRIMARY KEY,
    payment_id TEXT NOT NULL UNIQUE,
    request_id TEXT NOT NULL,
    url TEXT NOT NULL,
    mode TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    answered_minor INTEGER,
    total_minor INTEGER,
    total_currency TEXT,
    expires_at INTEGER,
    status TEXT,
    checked_at INTEGER,
    customer_id TEXT NOT NULL,
    customer_name TEXT NOT NULL,
    customer_email TEXT NOT NULL,
    order_reference TEXT NOT NULL,
    discount_id TEXT NOT NULL,
    quote_minor INTEGER,
    quote_currency TEXT,
    quote_exact INTEGER NOT NULL,
    settled INTEGER NOT NULL,
    search TEXT NOT NULL,
    draft TEXT NOT NULL
);
CREATE INDEX links_newest ON links (created_at);
CREATE INDEX links_order ON links (request_id, created_at);
CREATE INDEX links_unsettled ON links (settled, created_at);

CREATE TABLE customers (
    seq INTEGER PRIMARY KEY,
    customer_id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT NOT NULL,
    created_at INTEGER,
    used_at INTEGER,
    words TEXT NOT NULL
);
CREATE INDEX customers_used ON customers (used_at) WHERE used_at IS NOT NULL;

CREATE VIRTUAL TABLE customer_words USING fts5 (
    words, content = 'customers', content_rowid = 'seq',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);
CREATE TRIGGER customers_added AFTER INSERT ON customers BEGIN
    INSERT INTO customer_words (rowid, words) VALUES (new.seq, new.words);
END;
CREATE TRIGGER customers_changed AFTER UPDATE OF words ON customers WHEN old.words IS NOT new.words BEGIN
    INSERT INTO customer_words (customer_words, rowid, words) VALUES ('delete', old.seq, old.words);
    INSERT INTO customer_words (rowid, words) VALUES (new.seq, new.words);
END;
CREATE TRIGGER customers_removed AFTER DELETE ON customers BEGIN
    INSERT INTO customer_words (customer_words, rowid, words) VALUES ('delete', old.seq, old.words);
END;

CREATE TABLE products (
    seq INTEGER PRIMARY KEY,
    product_id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    price_minor INTEGER,
    price_currency TEXT,
    kind TEXT NOT NULL,
    pay_what_you_want INTEGER NOT NULL,
    suggested_minor INTEGER,
    suggested_currency TEXT,
    tax_inclusive INTEGER NOT NULL,
    tax_category TEXT NOT NULL,
    archived INTEGER NOT NULL,
    words TEXT NOT NULL
);
CREATE INDEX products_on_sale ON products (archived);

CREATE VIRTUAL TABLE product_words USING fts5 (
    words, content = 'products', content_rowid = 'seq',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);
CREATE TRIGGER products_added AFTER INSERT ON products BEGIN
    INSERT INTO product_words (rowid, words) VALUES (new.seq, new.words);
END;
CREATE TRIGGER products_changed AFTER UPDATE OF words ON products WHEN old.words IS NOT new.words BEGIN
    INSERT INTO product_words (product_words, rowid, words) VALUES ('delete', old.seq, old.words);
    INSERT INTO product_words (rowid, words) VALUES (new.seq, new.words);
END;
CREATE TRIGGER products_removed AFTER DELETE ON products BEGIN
    INSERT INTO product_words (product_words, rowid, words) VALUES ('delete', old.seq, old.words);
END;

CREATE TABLE directory (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    complete_at INTEGER
);
INSERT INTO directory (only_row, complete_at) VALUES (1, NULL);
