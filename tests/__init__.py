"""Tests. A package, so that helpers shared by several folders are imported under one name."""
