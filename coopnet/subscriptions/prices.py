"""What membership costs by a price scheme, line by line with the reason. Pure; money is whole pence.

A scheme is data: a flat price or bands by pupils for each kind of membership, something off for a trust with several
schools, a most that a trust pays, and a share of the year for whoever joins within it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from coopnet.kit import money

MOST_PENCE = 10_000_000


class Unreadable(ValueError):
    """The scheme is none; the text says what is expected."""


@dataclass(frozen=True, slots=True)
class Band:
    """Schools with up to ``most`` pupils (None: any number above the band before) pay this much a year."""

    most: int | None
    pence: int


@dataclass(frozen=True, slots=True)
class Scheme:
    """A price scheme. ``bands`` by kind of membership; a flat price is one band without a most."""

    bands: Mapping[str, tuple[Band, ...]]
    trust_schools: int
    trust_percent_off: int
    trust_most: int | None
    by_month: bool
    vat_code: str
    vat_words: str


@dataclass(frozen=True, slots=True)
class Covered:
    """A school that a membership covers. ``pupils`` None where the school list tells no number."""

    name: str
    pupils: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a price: what for, how it came about, how much in whole pence (less than nothing for what is off)."""

    words: str
    why: str
    pence: int


@dataclass(frozen=True, slots=True)
class Quote:
    """What it costs this year, line by line, and what a whole year costs."""

    lines: tuple[Line, ...]
    total: int
    whole_year: int


def pounds(pence: int) -> str:
    """Like £62.50; whole pounds without pence."""
    return money.pounds(pence).removesuffix(".00")


def _whole(data: Any, least: int, most: int, what: str) -> int:
    if not isinstance(data, int) or isinstance(data, bool) or not least <= data <= most:
        raise Unreadable(f"{what}: give a whole number from {least} to {most}.")
    return data


def _bands(kind: str, data: Any) -> tuple[Band, ...]:
    if not isinstance(data, list) or not data:
        raise Unreadable(f"Give the bands of “{kind}” as a list of [most pupils, pence].")
    found: list[Band] = []
    for place, row in enumerate(data):
        if not isinstance(row, list) or len(row) != 2:
            raise Unreadable(f"A band of “{kind}” is [most pupils, pence].")
        last = place == len(data) - 1
        if last != (row[0] is None):
            raise Unreadable(f"The last band of “{kind}” has no most, and no other is without.")
        most = None if last else _whole(row[0], 1, 100_000, f"Most pupils of a band of “{kind}”")
        if found and most is not None and most <= (found[-1].most or 0):
            raise Unreadable(f"The bands of “{kind}” go up from one to the next.")
        found.append(Band(most, _whole(row[1], 0, MOST_PENCE, f"Pence of a band of “{kind}”")))
    return tuple(found)


def read(data: Any) -> Scheme:
    """Stored data as a scheme. Raises Unreadable with a sentence."""
    keys = {"bands", "trust", "by_month", "vat"}
    if not isinstance(data, dict) or set(data) != keys:
        raise Unreadable(f"A scheme has {', '.join(sorted(keys))}, and nothing else.")
    bands, trust, vat = data["bands"], data["trust"], data["vat"]
    if not isinstance(bands, dict) or not bands:
        raise Unreadable("Give the bands of at least one kind of membership.")
    if not isinstance(trust, dict) or set(trust) != {"schools", "percent_off", "most"}:
        raise Unreadable("Say of trusts: schools, percent_off, most.")
    if not isinstance(vat, dict) or set(vat) != {"code", "words"} or not all(isinstance(v, str) for v in vat.values()):
        raise Unreadable("Say of VAT: code and words.")
    if not isinstance(data["by_month"], bool):
        raise Unreadable("Say yes or no to whether the first year is paid by the month.")
    most = None if trust["most"] is None else _whole(trust["most"], 1, MOST_PENCE, "The most that a trust pays")
    return Scheme(
        {str(kind): _bands(str(kind), rows) for kind, rows in bands.items()},
        _whole(trust["schools"], 2, 1000, "Schools of a trust"),
        _whole(trust["percent_off"], 0, 100, "Per cent off for a trust"),
        most,
        data["by_month"],
        vat["code"],
        vat["words"],
    )


def _band(bands: Sequence[Band], pupils: int | None) -> tuple[Band, int]:
    """The band of a school, and the least number of pupils in it. Without a number: the smallest."""
    least = 0
    for band in bands:
        if pupils is None or band.most is None or pupils <= band.most:
            return band, least
        least = band.most + 1
    raise AssertionError("the last band has no most")


def band_words(band: Band, least: int) -> str:
    """Like “101 to 250 pupils”."""
    if band.most is None:
        return f"{least} pupils or more" if least else "any number of pupils"
    return f"{least} to {band.most} pupils" if least else f"up to {band.most} pupils"


def _why(band: Band, least: int, school: Covered) -> str:
    if band.most is None and not least:
        return "one price for all"
    if school.pupils is None:
        return f"{band_words(band, least)}: the school list tells no number, so the smallest band"
    return f"{band_words(band, least)}: the school list tells {school.pupils}"


def months_left(starts: date, year_begins: date, year_ends: date) -> int:
    """Months of the year from the one in which membership begins, that month among them; at most all of them.

    ``year_ends`` is the first day of the next year.
    """
    whole = (year_ends.year - year_begins.year) * 12 + year_ends.month - year_begins.month
    gone = (starts.year - year_begins.year) * 12 + starts.month - year_begins.month
    return max(0, min(whole, whole - max(0, gone)))


def quote(scheme: Scheme, kind: str, schools: Sequence[Covered], *, trust: bool, months: int = 12) -> Quote:
    """What membership of this kind costs for these schools. ``months``: of twelve, for a first year.

    A share of the year is rounded down to the penny, so that nobody pays a penny too much. Raises KeyError for a kind
    that the scheme does not name.
    """
    bands = scheme.bands[kind]
    lines = []
    for school in schools:
        band, least = _band(bands, school.pupils)
        lines.append(Line(school.name, _why(band, least, school), band.pence))
    whole = sum(line.pence for line in lines)
    if trust and len(lines) >= scheme.trust_schools and scheme.trust_percent_off:
        off = whole * scheme.trust_percent_off // 100
        why = f"{scheme.trust_percent_off} per cent off for a trust with {scheme.trust_schools} schools or more"
        lines.append(Line("Trust with several schools", why, -off))
        whole -= off
    if trust and scheme.trust_most is not None and whole > scheme.trust_most:
        lines.append(Line("The most that a trust pays", pounds(scheme.trust_most), scheme.trust_most - whole))
        whole = scheme.trust_most
    total = whole
    if scheme.by_month and months < 12:
        total = whole * months // 12
        lines.append(Line("Part of a year", f"{months} of 12 months", total - whole))
    return Quote(tuple(lines), total, whole)
