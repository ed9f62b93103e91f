"""Which invoice a line may pay, and why: from its words and its sum. Pure; a person decides."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

# How alike a payer's name and the words of a line must be, of 100: banks cut names at 18 letters and shout them.
ALIKE = 90
SHORTEST = 6
# Words that half of all payers have in their name: alone they name nobody.
_COMMON = (
    "academies academy all and of the st saint saints church england ce cofe rc catholic co op cooperative operative"
    " college community council county education federation first foundation free girls boys group high infant infants"
    " junior juniors learning limited ltd middle mat multi nursery partnership primary prim pri preparatory road sch"
    " school schools secondary sec sixth form special trust upper lower va vc voluntary aided"
    " bacs payment invoice subscription fee fees ref"
)
COMMON = frozenset(_COMMON.split())


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


@lru_cache(maxsize=16_384)
def _telling(name: str) -> frozenset[str]:
    """What of a name is not in the name of half the payers; nothing where it is too short to tell anybody."""
    if len(name) < SHORTEST:
        return frozenset()
    return frozenset(token for token in _tokens(name) if len(token) > 1 and token not in COMMON)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a line, looked at once for all invoices."""

    low: str
    tokens: set[str]
    numbers: frozenset[int]


_INVOICE = re.compile(r"(?<![a-z])inv(?:oice)?s?[^a-z0-9]{0,3}(?:no[^a-z0-9]{0,3})?([0-9]+)", re.I)


def _words(words: str) -> _Words:
    return _Words(words.lower(), _tokens(words), frozenset(map(int, _INVOICE.findall(words))))


def _alike(name: str, words: _Words) -> bool:
    """Whether the words hold a name, and something of it that is not in the name of half the payers."""
    return not _telling(name).isdisjoint(words.tokens) and fuzz.token_set_ratio(name.lower(), words.low) >= ALIKE


# What in the words points to an invoice, how strongly, and how that is said.
KINDS = {
    "number": (4, "it names the invoice"),
    "order": (4, "it names the order number"),
    "urn": (3, "it names the number of the school"),
    "name": (2, "the name is alike"),
    "digits": (1, "a number in it is that of the invoice"),
}


def _kinds(words: _Words, one: Open) -> set[str]:
    found = set()
    if one.number in words.numbers:
        found.add("number")
    order = one.order_number.strip()
    if len(order) >= 4 and order.lower() in words.low:
        found.add("order")
    if any(urn in words.tokens for urn in one.urns):
        found.add("urn")
    if any(_alike(name, words) for name in one.names):
        found.add("name")
    if not found and str(one.number) in words.tokens:
        found.add("digits")
    return found


_Found = tuple[int, int, bool, int, set[str], str]


def suggest(words: str, pence: int, open_ones: Sequence[Open]) -> list[Suggestion]:
    """At most four, the likeliest first. Money out has none.

    Certain is only one: nothing else is named as strongly, and no other is named in a way in which this one is not.
    """
    if pence <= 0:
        return []
    looked_at = _words(words)
    found: list[_Found] = []
    for one in open_ones:
        kinds = _kinds(looked_at, one)
        weight, why = max((KINDS[kind] for kind in kinds), default=(0, ""))
        same = one.owed == pence
        if weight or same:
            parts = [why] if why else []
            parts.append("the sum is what is owed" if same else "the sum is another")
            found.append((weight * 2 + same, weight, same, one.number, kinds, ", ".join(parts)))
    found.sort(key=lambda row: (-row[0], row[3]))
    return [
        Suggestion(number, why[:1].upper() + why[1:], place == 0 and _certain(weight, same, kinds, found[1:]), score)
        for place, (score, weight, same, number, kinds, why) in enumerate(found[:4])
    ]


def _certain(weight: int, same: bool, kinds: set[str], others: Sequence[_Found]) -> bool:
    named = [row for row in others if row[1] >= 2]
    return weight >= 2 and same and all(row[1] < weight and row[4] <= kinds for row in named)
