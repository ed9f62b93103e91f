"""Judgements about people that need no table: names as they are searched, periods that may stand beside each other."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from coopnet.kit.periods import Period


def fold(text: str) -> str:
    """A name as it is searched: no accents, no case, no punctuation, single spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in bare.casefold() if c not in "'\u2019").split())


@dataclass(frozen=True, slots=True)
class Clash:
    """Two periods that share a day; ``reason`` is for people."""

    reason: str


def clash(wanted: Period, others: Iterable[Period]) -> Clash | None:
    """Whether the same affiliation already stands on a day of the wanted period."""
    for other in others:
        if wanted.overlaps(other):
            until = f" until {other.ends.isoformat()}" if other.ends else ""
            since = f" since {other.starts.isoformat()}" if other.starts else ""
            return Clash(f"This person already has that role there{since}{until}.")
    return None


def may_end(*, starts: date, ends: date | None, on: date) -> str:
    """Why an affiliation cannot end on that day, or nothing."""
    if on <= starts:
        return "The last day must come after the first."
    if ends is not None and on > ends:
        return "It has ended already, and earlier than that."
    return ""
