"""Codes become sentences here and nowhere else; nothing is translated at import time."""
