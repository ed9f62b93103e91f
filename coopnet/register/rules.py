"""What counts as a change, which names sound co-operative, and how names are made alike for joining files."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from coopnet.register.enums import ChangeKind, GroupKind

Plain = str | int | None
TRUST_KINDS = frozenset({GroupKind.MULTI_ACADEMY_TRUST.value, GroupKind.SINGLE_ACADEMY_TRUST.value})

# Numbers from here on are never given to real schools: a demo's invented schools have them.
FIRST_INVENTED = 900_000

# A whole extract that makes more of the known schools vanish than this is taken for a damaged one.
MOST_VANISHING = 0.05
# The same for the rows of the other files.
MOST_LOST_ROWS = 0.20
# So is one that renames more than this: its columns were swapped.
MOST_RENAMED = 0.20
FEWEST_FOR_A_SHARE = 20

# "co", nothing or one of space - = _ and dashes, "op", and an ending; as a word. Not Cooper, Coopers', Coopersale.
_COOPERATIVE = re.compile(r"(?<![^\W_])co[ \-=_‐‑‒–—]?op(?:s|erative|eratives|eration)?(?![^\W_])", re.IGNORECASE)
_THE_AT_END = re.compile(r"^(.*), the$")


def fold(name: str) -> str:
    """A name without case and doubled space: two that fold alike differ in spelling only."""
    return " ".join(name.casefold().split())


def fold_authority(name: str) -> str:
    """An authority's name for joining files: one publisher writes "Bristol, City of", another "Bristol City of"."""
    return fold(name.replace(",", " "))


def fold_group(name: str) -> str:
    """A group's name for joining files: "X Trust, The" is "The X Trust" is "X Trust"; a leading "*" means nothing."""
    folded = fold(name.lstrip("*"))
    found = _THE_AT_END.match(folded)
    if found:
        folded = found.group(1)
    return folded.removeprefix("the ")


def sounds_cooperative(name: str) -> bool:
    """Whether a name holds the word co-operative in one of its spellings. Evidence only: people decide."""
    return _COOPERATIVE.search(name) is not None


@dataclass(frozen=True, slots=True)
class Difference:
    """One change of one school or group: only what differs stands in ``before`` and ``after``."""

    kind: ChangeKind
    before: dict[str, Plain] = field(default_factory=dict)
    after: dict[str, Plain] = field(default_factory=dict)


def name_difference(before: str, after: str) -> Difference | None:
    """Renamed, or respelled where only case or white space differ."""
    if before == after:
        return None
    kind = ChangeKind.RESPELLED if fold(before) == fold(after) else ChangeKind.RENAMED
    return Difference(kind, {"name": before}, {"name": after})


def school_differences(before: Mapping[str, Plain], after: Mapping[str, Plain]) -> list[Difference]:
    """What changed between two tellings of one school. Only fields that both tell are compared.

    A close date that appears closes a school, one that disappears reopens it; a status that follows goes with it.
    """
    both = before.keys() & after.keys()
    found: list[Difference] = []
    if "name" in both:
        renamed = name_difference(str(before["name"]), str(after["name"]))
        if renamed:
            found.append(renamed)
    others = {name for name in both if name != "name" and before[name] != after[name]}
    if "close_date" in others and (before["close_date"] is None) != (after["close_date"] is None):
        together = others & {"close_date", "status_name", "status_code", "reason_closed"}
        kind = ChangeKind.CLOSED if after["close_date"] is not None else ChangeKind.REOPENED
        found.append(_difference(kind, before, after, together))
        others -= together
    if others:
        found.append(_difference(ChangeKind.AMENDED, before, after, others))
    return found


def _difference(
    kind: ChangeKind, before: Mapping[str, Plain], after: Mapping[str, Plain], names: set[str]
) -> Difference:
    ordered = sorted(names)
    return Difference(kind, {name: before[name] for name in ordered}, {name: after[name] for name in ordered})


def trust_difference(before: frozenset[str], after: frozenset[str]) -> ChangeKind | None:
    """What a change in an academy's set of trust UIDs means. A sponsor is no trust and never stands in these sets."""
    if before == after:
        return None
    if not before:
        return ChangeKind.JOINED_TRUST
    if not after:
        return ChangeKind.LEFT_TRUST
    return ChangeKind.MOVED_TRUST


def loses_too_much(*, lost: int, known: int) -> bool:
    """Whether a whole extract would make more than 5 % of the known schools vanish."""
    return lost > known * MOST_VANISHING


def renames_too_much(*, renamed: int, known: int) -> bool:
    """Whether an extract renames so many of the schools that it shares with the list that it must be wrong."""
    return renamed >= FEWEST_FOR_A_SHARE and renamed > known * MOST_RENAMED
