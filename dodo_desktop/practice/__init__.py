"""An embedded server that speaks Dodo's API on loopback, with sample data."""
