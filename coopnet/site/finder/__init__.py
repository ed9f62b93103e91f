"""Find a school: one search form, a list of results, and the same list as a sheet."""
