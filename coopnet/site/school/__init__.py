"""A school's page: what it is, its story as a line and a list, and whether it is co-operative."""
