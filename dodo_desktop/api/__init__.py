"""Dodo's HTTP API; the only package that knows httpx."""
