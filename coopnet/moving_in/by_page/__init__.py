"""An export of WordPress brought in from a page: looked at first, then by the worker, with its progress on the page."""
