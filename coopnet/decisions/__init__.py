"""The record of decisions, from any body: what was decided, by whom, on which day, and what became of it."""
