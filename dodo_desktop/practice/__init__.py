"""An embedded server that speaks Dodo's API on loopback, with sample data.

`practice.server.PracticeServer` is the way in. It is not imported here, so that looking at this package does
not load a web framework.
"""
