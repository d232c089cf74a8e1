-- Reads of lists that broke off, by the list's name: `place`, `upto` and `began_at` as they are kept for the
-- customers in `directory`; `since` narrows the list to those made from then on, NULL for all.
CREATE TABLE half_reads (
    list TEXT PRIMARY KEY NOT NULL,
    place INTEGER NOT NULL,
    upto INTEGER,
    since INTEGER,
    began_at INTEGER NOT NULL
);
-- Which entries such a read has met.
CREATE TABLE half_read_entries (
    list TEXT NOT NULL,
    entry TEXT NOT NULL,
    PRIMARY KEY (list, entry)
) WITHOUT ROWID;
