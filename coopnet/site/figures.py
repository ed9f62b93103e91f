"""Counts of co-operative schools on a day, by region, form and trust, and at the end of each year.

Everything is worked out from two lists that are read once (``register.coop`` and ``regions.queries``), so a page asks
the same few questions whether it shows four schools or four hundred.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from coopnet.audit.memo import remembered
from coopnet.regions.queries import Boundaries, boundaries
from coopnet.register.coop import CoopSchool, Standing, Trust, coop_schools, records_begin
from coopnet.register.enums import CoopForm

FORM_WORDS: dict[CoopForm, str] = {
    CoopForm.FOUNDATION_TRUST: "in a co-operative foundation trust",
    CoopForm.ACADEMY_TRUST: "in a co-operative academy trust",
    CoopForm.SCHOOL: "co-operative in its own name",
    CoopForm.EDUCATION_BODY: "an education body",
    CoopForm.OTHER: "co-operative in another form",
}


@dataclass(frozen=True, slots=True)
class Counted:
    """A school that counts on the day: on what ground, in which trust, in which region."""

    school: CoopSchool
    standing: Standing
    trust: Trust | None
    region: str


@dataclass(frozen=True, slots=True)
class Point:
    """The counts of one day."""

    day: date
    total: int
    by_form: dict[CoopForm, int]
    by_region: dict[str, int]
    began: int
    ended: int


class Figures:
    """The two lists, and what they say about any day. ``begin`` is the first day for which we hold evidence."""

    def __init__(self, schools: Sequence[CoopSchool], drawn: Boundaries) -> None:
        self.schools = schools
        self.boundaries = drawn
        self.begin = records_begin(schools)

    def known(self, on: date) -> bool:
        """Whether our records reach back to that day."""
        return self.begin is not None and self.begin <= on

    def counted(self, on: date, region: str = "") -> list[Counted]:
        """The schools that are co-operative on the day, by name; of one region if one is named."""
        found: list[Counted] = []
        if not self.known(on):
            return found
        for school in self.schools:
            standing = school.standing(on)
            if standing is None:
                continue
            key = self.boundaries.region(school.authority_code, school.urn, on)
            if region in ("", key):
                found.append(Counted(school, standing, school.trust(on), key))
        return found

    def point(self, on: date, since: date | None = None, region: str = "") -> Point:
        """The counts of a day, and how many schools began and ended to be co-operative since another."""
        counted = self.counted(on, region)
        now = {c.school.urn for c in counted}
        before = {c.school.urn for c in self.counted(since, region)} if since else now
        return Point(
            day=on,
            total=len(counted),
            by_form=dict(Counter(c.standing.form for c in counted)),
            by_region=dict(Counter(c.region for c in counted)),
            began=len(now - before),
            ended=len(before - now),
        )

    def over_time(self, until: date, region: str = "") -> list[Point]:
        """The end of each year from where our records begin, and the day itself as the last."""
        days = year_ends(self.begin, until)
        earlier: list[date | None] = [None, *days]
        return [self.point(day, since, region) for day, since in zip(days, earlier, strict=False)]


def year_ends(begin: date | None, until: date) -> list[date]:
    """31 December of every year that our records hold whole, then the day asked about."""
    if begin is None or begin > until:
        return []
    days = [date(year, 12, 31) for year in range(begin.year, until.year)]
    return [*days, until]


def read() -> Figures:
    """Both lists: in two queries after a change, from memory until the next."""
    return remembered("figures", lambda: Figures(coop_schools(), boundaries()))


def trusts(counted: Iterable[Counted]) -> list[tuple[Trust, list[Counted]]]:
    """Schools by trust, the largest trust first; schools without one are left out."""
    found: dict[int, tuple[Trust, list[Counted]]] = {}
    for one in counted:
        if one.trust is not None:
            found.setdefault(one.trust.key, (one.trust, []))[1].append(one)
    return sorted(found.values(), key=lambda item: (-len(item[1]), item[0].name.casefold(), item[0].key))
