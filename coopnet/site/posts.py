"""Kinds of posts, how old a post is in words, and which need two people. Pure."""

from datetime import date, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What a post is."""

    NEWS = "news"
    DECISION = "decision"
    POLICY = "policy"
    EVENT = "event"
    URGENT = "urgent"


KIND_WORDS = {
    Kind.NEWS: "News",
    Kind.DECISION: "Decision",
    Kind.POLICY: "Policy",
    Kind.EVENT: "Event",
    Kind.URGENT: "Urgent",
}
# Urgent pages have a place of their own; in the list of news they appear by themselves.
PUBLIC_KINDS = (Kind.NEWS, Kind.EVENT, Kind.DECISION, Kind.POLICY)
# After a term a post about what goes on is no news any more; after a year it is history.
A_TERM = timedelta(days=120)
A_YEAR = timedelta(days=365)


def needs_two(kind: str, live_kind: str) -> bool:
    """Whether one person writes it and another publishes it. ``live_kind``: its kind on the site now, or nothing."""
    return Kind.POLICY.value in (kind, live_kind)


def age_words(posted: date, today: date) -> str:
    """What readers should know of its age; nothing for a fresh one."""
    age = today - posted
    if age >= 2 * A_YEAR:
        return f"This is {age.days // A_YEAR.days} years old. It may no longer hold."
    if age >= A_YEAR:
        return "This is more than a year old. It may no longer hold."
    if age >= A_TERM:
        return "This is older than a term."
    return ""


def slug_of(title: str, taken: set[str]) -> str:
    """Words of the title for its address, with a number where another post has them."""
    kept = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in title.lower())
    base = "-".join(kept.split())[:70].rstrip("-") or "post"
    found, number = base, 2
    while found in taken:
        found, number = f"{base}-{number}", number + 1
    return found


def lead_of(words: str, longest: int = 200) -> str:
    """The first sentence or two of the words, for lists."""
    first = " ".join(words.split("\n\n")[0].split())
    if len(first) <= longest:
        return first
    cut = first[: longest + 1]
    end = max(cut.rfind(". "), cut.rfind("! "), cut.rfind("? "))
    return cut[: end + 1] if end > longest // 3 else cut[: cut.rfind(" ")].rstrip(",;:") + " …"
