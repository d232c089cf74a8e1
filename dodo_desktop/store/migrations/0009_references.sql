-- Whether a reference was used before is asked while it is typed.
CREATE INDEX links_reference ON links (trim(order_reference) COLLATE NOCASE, created_at)
    WHERE order_reference <> '';
CREATE INDEX outbox_reference ON outbox (trim(order_reference) COLLATE NOCASE, created_at)
    WHERE order_reference <> '' AND state NOT IN ('created', 'rejected', 'discarded');
