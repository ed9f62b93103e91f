"""The user model alone. Nothing here knows Wagtail, or `migrate` would go in a ring."""
