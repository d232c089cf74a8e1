"""Edges of the operating system, without Qt: keyring, folders, logs, settings."""
