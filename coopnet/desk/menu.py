"""Entries of the officers' bar."""

from coopnet.kit import registry
from coopnet.kit.registry import Entry


def declare() -> None:
    """Make the entries known. To do comes first: it is where officers arrive."""
    registry.add_entry(Entry("officer", "To do", "/to-do/", 1, act="to-do.see"))
    registry.add_entry(Entry("officer", "People", "/people/", 20, act="people.see"))
    registry.add_entry(Entry("officer", "Pages", "/cms/", 40, act="pages.edit"))
