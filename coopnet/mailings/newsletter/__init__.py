"""The newsletter for everybody: asking for it, confirming it, its archive."""
