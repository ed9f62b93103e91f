"""News: writing and reading posts."""
