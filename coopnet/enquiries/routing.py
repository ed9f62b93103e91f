"""Who reads an enquiry: the ambassador of its region or whoever stands in, else the national co-ordinator."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from coopnet.bodies import queries as bodies
from coopnet.bodies import rules
from coopnet.bodies.enums import Office
from coopnet.bodies.rules import long_day
from coopnet.enquiries.models import Cover
from coopnet.kit.access import Account, Answer, Placed
from coopnet.kit.clock import london_day
from coopnet.people.models import Person

ACT = "enquiries.answer"


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads: the office in words for the public, name and address for letters."""

    person: int
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Route:
    """Whoever reads first, and a sentence where it is not the one whom people would expect."""

    readers: tuple[Reader, ...]
    instead: str = ""


def cover_of(person: int, on: date) -> Cover | None:
    """Who stands in for a person on a day."""
    found = Cover.objects.filter(away=person, starts__lte=on, ends__gt=on).select_related("cover")
    return found.order_by("-pk").first()


def _readers(held: list[bodies.Holding], on: date) -> Route:
    readers, instead = [], ""
    for holding in held:
        stand_in = cover_of(holding.person, on)
        if stand_in is None:
            readers.append(Reader(holding.person, holding.name, holding.words))
        else:
            readers.append(Reader(stand_in.cover_id, stand_in.cover.name, f"standing in for the {holding.words}"))
            instead = f"The {holding.words} is away. {stand_in.cover.name} answers meanwhile."
    return Route(tuple(readers), instead)


def route(region_key: str, on: date) -> Route:
    """Who reads what is sent to a region (empty: to the whole network) on a day. Nobody, if no post is filled."""
    if region_key:
        found = _readers(bodies.holders(Office.AMBASSADOR, region_key, on), on)
        if found.readers:
            return found
    national = _readers(bodies.holders(Office.CO_ORDINATOR, None, on), on)
    if not region_key or not national.readers:
        return national
    return Route(national.readers, "This region has no ambassador just now. The national co-ordinator answers.")


def who_reads(route: Route) -> str:
    """Who reads what somebody writes, in a sentence or two for that person."""
    if not route.readers:
        return "The post is vacant just now. The office reads your message and passes it on."
    if route.instead:
        return route.instead
    return " ".join(f"{reader.name}, {reader.words}, reads your message." for reader in route.readers)


def stands_in(account: Account, act: str, on: object | None, at: datetime) -> Iterator[Answer]:
    """A source of standing: whoever stands in for somebody may answer what that one may by an office, not by cover."""
    if act != ACT:
        return
    day = london_day(at)
    regions: frozenset[str] | None = None
    if on is not None:
        regions = on.access_regions(at) if isinstance(on, Placed) else frozenset()
    for cover in covers_by(account, day):
        for term in bodies.office_terms_of(cover.away.user) if cover.away.user else []:
            for ground in rules.grounds([bodies.facts(term)], act, regions=regions, on=day):
                if ground.allowed:
                    last = cover.ends - timedelta(days=1)
                    yield Answer(True, f"You stand in for {cover.away.name} until {long_day(last)}.", term.basis)


def covers_by(account: Account, on: date) -> list[Cover]:
    """For whom the person behind an account stands in on a day."""
    mine = Cover.objects.filter(cover__user=account.pk or 0, starts__lte=on, ends__gt=on)
    return list(mine.select_related("away__user").order_by("pk"))


def reach(account: Account, on: date) -> frozenset[str] | None:
    """Where the account may answer that day, by office or standing in: None for everywhere, else keys of regions."""
    mine = [bodies.reach(account, ACT, on)]
    mine += [bodies.reach(cover.away.user, ACT, on) for cover in covers_by(account, on) if cover.away.user]
    if None in mine:
        return None
    return frozenset().union(*(keys for keys in mine if keys is not None))


def can_stand_in(on: date, *, but: int) -> QuerySet[Person]:
    """Officers with an account, but for one person: whom that one may ask to stand in."""
    held = {holding.person for holding in bodies.others_who_may("to-do.see", None, on, but=but)}
    return Person.objects.filter(pk__in=held, user__is_active=True).order_by("folded", "pk")
