-- `name_key` is the name as names are told apart, `search` as they are found, `place` as they are sorted.
CREATE TABLE templates (
    seq INTEGER PRIMARY KEY,
    template_id TEXT NOT NULL UNIQUE,
    name_key TEXT NOT NULL UNIQUE,
    search TEXT NOT NULL,
    place TEXT NOT NULL,
    document TEXT NOT NULL
);
CREATE INDEX templates_by_name ON templates (place, seq);
