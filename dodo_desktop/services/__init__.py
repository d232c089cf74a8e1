"""Use cases: asyncio and core; adapters are known only through the Protocols in ports."""
