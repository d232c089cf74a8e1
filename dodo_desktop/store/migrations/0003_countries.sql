-- The countries that Dodo sells to: two-letter codes with blanks between them.
CREATE TABLE supported_countries (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    codes TEXT NOT NULL,
    read_at INTEGER NOT NULL
);
