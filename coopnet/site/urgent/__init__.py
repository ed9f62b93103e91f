"""Urgent pages: raised in minutes, kept up to date, and kept afterwards."""
