"""The page of orders on their way to Dodo."""
