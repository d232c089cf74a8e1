"""Building blocks of every screen."""
