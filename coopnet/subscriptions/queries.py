"""Which price scheme holds on a day, and what a school or trust would pay by it."""

from dataclasses import dataclass
from datetime import date

from coopnet.membership.joining.listed import schools_of
from coopnet.membership.models import MembershipClass
from coopnet.people.queries import in_force
from coopnet.register.models import Establishment, Group
from coopnet.rulebook import queries as rulebook
from coopnet.subscriptions.models import PriceScheme
from coopnet.subscriptions.prices import Covered, Quote, band_words, months_left, quote


def scheme_on(on: date) -> PriceScheme | None:
    """The scheme that holds on a day."""
    return PriceScheme.objects.filter(in_force(on)).first()


def year_of(on: date) -> tuple[date, date]:
    """The subscription year that holds a day: its first day, and the first day of the next (rule “year-begins”)."""
    month, day = rulebook.season("money", "year-begins", on).first
    begins = date(on.year, month, day)
    if begins > on:
        begins = date(on.year - 1, month, day)
    return begins, date(begins.year + 1, month, day)


def quote_for(scheme: PriceScheme, kind: str, thing: Establishment | Group, on: date) -> Quote:
    """What a school, or a trust with its open schools, would pay if it joined on that day."""
    begins, ends = year_of(on)
    schools = [thing] if isinstance(thing, Establishment) else schools_of(thing, on)
    covered = [Covered(school.name, school.pupils) for school in schools]
    months = months_left(on, begins, ends)
    return quote(scheme.scheme, kind, covered, trust=isinstance(thing, Group), months=months)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the public table: which kind, how many pupils, how much a year."""

    kind: str
    pupils: str
    pence: int


def table(scheme: PriceScheme) -> list[Row]:
    """The scheme as a table, in the order of the kinds of membership."""
    names = {kind.slug: kind.name for kind in MembershipClass.objects.order_by("rank")}
    found = scheme.scheme
    rows = []
    for slug in sorted(found.bands, key=lambda slug: (list(names).index(slug) if slug in names else 99, slug)):
        least = 0
        for band in found.bands[slug]:
            rows.append(Row(names.get(slug, slug), band_words(band, least), band.pence))
            least = (band.most or 0) + 1
    return rows
