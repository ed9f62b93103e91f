"""Coopnet: the platform on which a co-operative network of schools lives."""

__version__ = "0.1.0"
