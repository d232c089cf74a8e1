"""Dodo Payment Links: an order at the counter becomes a payment link and its QR code."""

__version__ = "0.1.0"
