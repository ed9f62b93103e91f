"""Pages of words at addresses of their own: about us."""
