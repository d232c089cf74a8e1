"""``dev.py bench``: the product as its users feel it, against floors that are measured in the same run."""
