"""What the site adds to the bars."""

from coopnet.kit.registry import Entry, add_entry


def declare() -> None:
    """Called once when the house opens."""
    add_entry(Entry("public", "About", "/about/", 10))
    add_entry(Entry("public", "Join", "/join/", 20))
    add_entry(Entry("public", "Support", "/support/", 30))
    add_entry(Entry("public", "Voice", "/voice/", 40))
    add_entry(Entry("public", "News", "/news/", 70))
    add_entry(Entry("member", "News", "/news/", 70))
    add_entry(Entry("officer", "Write news", "/news/write/", 25, act="pages.edit"))
    add_entry(Entry("officer", "Something urgent", "/urgent/", 28, act="urgent.raise"))
    for bar in ("public", "member"):
        add_entry(Entry(bar, "Find a school", "/find/", 60))
    add_entry(Entry("officer", "Pages and links", "/pages/", 33, act="pages.edit"))
    add_entry(Entry("officer", "School list", "/schools/to-look-at/", 35, act="register.change"))
    add_entry(Entry("member", "Regions", "/regions/", 50))
