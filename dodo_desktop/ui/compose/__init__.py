"""The page on which an order is put together."""
