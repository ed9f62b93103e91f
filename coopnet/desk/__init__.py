"""The officers' door: one To do list, and the pages from which officers work."""
