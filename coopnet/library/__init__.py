"""Documents with their versions: which is in force, since when, and who may read it."""
