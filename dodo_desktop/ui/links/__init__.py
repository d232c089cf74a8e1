"""The page of links made on this computer."""
