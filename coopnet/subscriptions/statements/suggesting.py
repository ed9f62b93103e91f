"""Which invoice a line may pay, and why: from its words and its sum. Pure; a person decides."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

# How alike a payer's name and the words of a line must be, of 100: banks cut names at 18 letters and shout them.
ALIKE = 90
SHORTEST = 6


@dataclass(frozen=True, slots=True)
class Open:
    """An invoice on which something is owed, with the words by which its payer is known."""

    number: int
    owed: int
    names: tuple[str, ...]
    urns: tuple[str, ...] = ()
    order_number: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An invoice for a line, with why. ``certain``: the words name this one alone, and the sum is what is owed."""

    number: int
    why: str
    certain: bool
    weight: int


def _tokens(words: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", words.lower()))


def _why(words: str, tokens: set[str], one: Open) -> tuple[str, int]:
    if re.search(rf"(?<![a-z])inv(?:oice)?s?[^a-z0-9]{{0,3}}(?:no[^a-z0-9]{{0,3}})?0*{one.number}(?!\d)", words, re.I):
        return "it names the invoice", 4
    order = one.order_number.strip()
    if len(order) >= 4 and order.lower() in words.lower():
        return "it names the order number", 4
    if any(urn in tokens for urn in one.urns):
        return "it names the number of the school", 3
    best = max(
        (fuzz.token_set_ratio(name.lower(), words.lower()) for name in one.names if len(name) >= SHORTEST), default=0
    )
    if best >= ALIKE:
        return "the name is alike", 2
    if str(one.number) in tokens:
        return "a number in it is that of the invoice", 1
    return "", 0


def suggest(words: str, pence: int, open_ones: Sequence[Open]) -> list[Suggestion]:
    """At most four, the likeliest first. Money out has none."""
    if pence <= 0:
        return []
    tokens = _tokens(words)
    found = []
    for one in open_ones:
        why, weight = _why(words, tokens, one)
        same = one.owed == pence
        if weight or same:
            parts = [why] if why else []
            parts.append("the sum is what is owed" if same else "the sum is another")
            found.append((weight * 2 + same, weight, same, one, ", ".join(parts)))
    found.sort(key=lambda row: (-row[0], row[3].number))
    top = [row for row in found if row[1] >= 2]
    alone = len([row for row in top if row[1] == max((r[1] for r in top), default=0)]) == 1
    return [
        Suggestion(one.number, why[:1].upper() + why[1:], weight >= 2 and same and alone and row_place == 0, score)
        for row_place, (score, weight, same, one, why) in enumerate(found[:4])
    ]
