"""By when an enquiry is answered, and what looks like spam. Pure: facts in, judgement out."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from coopnet.calendars.days import after_working_days

# Working days from the day after it came.
PROMISE = 5
# Below this many answers no time to answer is told: it would be the time of one person.
FEWEST = 10
# Closed enquiries are forgotten after a year, spam after a month.
FORGET_CLOSED = timedelta(days=365)
FORGET_SPAM = timedelta(days=30)
# More than this from one address within an hour is no person with a question.
IN_AN_HOUR = 5
# Quicker than this nobody reads a form and writes.
QUICKEST = timedelta(seconds=3)
ENOUGH = 5

_LINKS = re.compile(r"https?://|www\.", re.IGNORECASE)
_MARKUP = re.compile(r"<a\s+href|\[url[=\]]|\[link[=\]]", re.IGNORECASE)
_SELLS = re.compile(
    r"\b(backlinks?|seo|casino|viagra|cialis|crypto(?:currency)?|bitcoin|forex|payday|loans?|escorts?|porn\w*|"
    r"guest posts?|first page of google|web ?design services?|bulk e-?mail|telegram channel)\b",
    re.IGNORECASE,
)
_LATIN = re.compile(r"[A-Za-z]")
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Sent:
    """What judging needs of one sending. ``took``: from the form's being served to its coming back."""

    name: str
    words: str
    trap: str
    took: timedelta | None
    same_words_before: bool
    in_the_last_hour: int


def spam(sent: Sent) -> str:
    """Why it looks like spam, in a sentence; empty where it does not. Nothing is thrown away for it."""
    found: list[tuple[int, str]] = []
    if sent.trap.strip():
        found.append((ENOUGH, "a field that no person sees was filled in"))
    if sent.took is not None and sent.took < QUICKEST:
        found.append((ENOUGH, "it came back quicker than anybody can write"))
    if sent.in_the_last_hour >= IN_AN_HOUR:
        found.append((ENOUGH, "many came from this address within an hour"))
    if sent.same_words_before:
        found.append((ENOUGH, "the same words came from another address"))
    links = len(_LINKS.findall(sent.words))
    if _MARKUP.search(sent.words):
        found.append((ENOUGH, "it holds links as spam programs write them"))
    elif links > 2:
        found.append((3, f"it holds {links} links"))
    if _LINKS.search(sent.name):
        found.append((ENOUGH, "the name is a link"))
    sells = {word.lower() for word in _SELLS.findall(sent.words)}
    if sells:
        found.append((2 * len(sells), f"it speaks of {', '.join(sorted(sells))}"))
    letters = len(_LETTERS.findall(sent.words))
    if letters > 20 and len(_LATIN.findall(sent.words)) * 2 < letters:
        found.append((3, "most of it is in other letters than ours"))
    if sum(weight for weight, _ in found) < ENOUGH:
        return ""
    return "It looks like spam: " + "; ".join(words for _, words in found) + "."


def due(came: date) -> date:
    """The last day of the promise."""
    return after_working_days(came, PROMISE)


def median(days: list[int]) -> int | None:
    """The middle one, told only of ten or more."""
    return sorted(days)[len(days) // 2] if len(days) >= FEWEST else None
