"""Complaints about how we use what we hold, and the clock of each."""
