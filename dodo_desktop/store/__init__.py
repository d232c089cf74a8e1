"""What is kept on this computer, in SQLite; the only package that knows sqlite3."""
