-- Which draft stands in the form; '' for none, NULL where nobody has said so yet.
CREATE TABLE desk (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    open_draft TEXT
);
INSERT INTO desk (only_row, open_draft) VALUES (1, NULL);
