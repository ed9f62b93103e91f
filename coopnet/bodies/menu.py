"""Entries of the officers' bar."""

from coopnet.kit import registry
from coopnet.kit.registry import Entry


def declare() -> None:
    """Make the entries known."""
    registry.add_entry(Entry("officer", "Roles", "/roles/", 30, act="roles.see"))
