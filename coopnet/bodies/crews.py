"""Who stands for each region on a day: its ambassador and its board. Two queries, however many regions and seats."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Subquery

from coopnet.bodies import rules
from coopnet.bodies.enums import BodyKind, BodyState, Office
from coopnet.bodies.models import Body, Seat, Term
from coopnet.bodies.queries import Holding, SeatView, holding


@dataclass(frozen=True, slots=True)
class Crew:
    """The people of one region. ``vacant_since`` speaks of the ambassador's office; None where it never was held.
    ``delegates`` are the region's seats on the national board."""

    ambassador: Holding | None
    vacant_since: date | None
    board: tuple[SeatView, ...]
    delegates: tuple[SeatView, ...]

    @property
    def filled(self) -> int:
        """Seats of the board that somebody holds."""
        return sum(seat.holder is not None for seat in self.board)

    @property
    def vacant(self) -> int:
        """Seats of the board that stand empty."""
        return len(self.board) - self.filled


def crews(region_keys: Iterable[str], on: date) -> dict[str, Crew]:
    """Ambassador, board and national seats of each of these regions."""
    keys = list(region_keys)
    seats = list(
        Seat.objects.filter(
            Q(body__kind=BodyKind.REGIONAL_BOARD.value, body__region_id__in=keys)
            | Q(body__kind=BodyKind.NATIONAL_BOARD.value, region_id__in=keys),
            since__lte=on,
        )
        .exclude(body__state=BodyState.DISSOLVED.value)
        .select_related("body")
        .order_by("rank", "pk")
    )
    terms = list(
        Term.objects.filter(
            Q(seat__in=[seat.pk for seat in seats]) | Q(office=Office.AMBASSADOR.value, region_id__in=keys),
            starts__lte=on,
        )
        .select_related("person", "region", "seat__body")
        .order_by("starts", "pk")
    )
    found: dict[str, Crew] = {}
    for key in keys:
        office = [term for term in terms if term.seat_id is None and term.region_id == key]
        now = [term for term in office if rules.in_force(term.starts, term.ends, on)]
        found[key] = Crew(
            ambassador=holding(now[0]) if now else None,
            vacant_since=None if now else max(_past(office, on), default=None),
            board=tuple(_seat(seat, terms, on) for seat in seats if seat.body.region_id == key),
            delegates=tuple(
                _seat(seat, terms, on) for seat in seats if seat.body.region_id is None and seat.region_id == key
            ),
        )
    return found


@dataclass(frozen=True, slots=True)
class Front:
    """Who stands for the whole network: the seats of the national board, the co-ordinator, each region's ambassador
    (None where the office is vacant)."""

    board: tuple[SeatView, ...]
    co_ordinators: tuple[Holding, ...]
    ambassadors: dict[str, Holding | None]

    @property
    def ends(self) -> list[tuple[date, int]]:
        """Last days of terms on the board that are known, soonest first, each with how many terms end on it."""
        days = [seat.holder.until for seat in self.board if seat.holder is not None and seat.holder.until is not None]
        return [(day, days.count(day)) for day in sorted(set(days))]


def front(region_keys: Iterable[str], on: date) -> Front:
    """Board and officers of the whole network. Two queries."""
    boards = Body.objects.filter(kind=BodyKind.NATIONAL_BOARD.value).exclude(state=BodyState.DISSOLVED.value)
    wanted = Seat.objects.filter(body=Subquery(boards.order_by("pk").values("pk")[:1]), since__lte=on)
    seats = list(wanted.select_related("body").order_by("rank", "pk"))
    terms = list(
        Term.objects.filter(
            Q(seat__in=[seat.pk for seat in seats])
            | Q(office__in=[Office.AMBASSADOR.value, Office.CO_ORDINATOR.value]),
            starts__lte=on,
        )
        .select_related("person", "region", "seat__body")
        .order_by("starts", "pk")
    )
    held = [term for term in terms if term.seat_id is None and rules.in_force(term.starts, term.ends, on)]
    here: dict[str, Holding | None] = dict.fromkeys(region_keys)
    for term in held:
        if term.office == Office.AMBASSADOR.value and term.region_id in here and here[term.region_id] is None:
            here[term.region_id] = holding(term)
    return Front(
        board=tuple(_seat(seat, terms, on) for seat in seats),
        co_ordinators=tuple(holding(term) for term in held if term.office == Office.CO_ORDINATOR.value),
        ambassadors=here,
    )


def _past(terms: Iterable[Term], on: date) -> list[date]:
    return [term.ends for term in terms if term.ends and term.ends <= on and term.ends > term.starts]


def _seat(seat: Seat, terms: Iterable[Term], on: date) -> SeatView:
    mine = [term for term in terms if term.seat_id == seat.pk]
    now = [term for term in mine if rules.in_force(term.starts, term.ends, on)]
    return SeatView(
        seat=seat.pk,
        title=seat.title,
        region_key=seat.region_id or "",
        holder=holding(now[0]) if now else None,
        vacant_since=None if now else max([*_past(mine, on), seat.since]),
    )
