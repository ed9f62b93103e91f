"""What changes bodies, seats and terms of office. Each act is recorded and names what it rests on."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from coopnet.accounts.models import User
from coopnet.audit.actions import record
from coopnet.bodies import rules
from coopnet.bodies.enums import BodyKind, BodyState, Ending, Office
from coopnet.bodies.models import Body, Seat, Term
from coopnet.kit.actors import Actor
from coopnet.kit.basis import Basis
from coopnet.people.models import Person
from coopnet.regions.models import Region


class NotPossible(Exception):
    """The change cannot be made; the message says why, for people."""


@transaction.atomic
def make_body(
    *,
    kind: BodyKind,
    slug: str,
    name: str,
    region: Region | str | None = None,
    parent: Body | None = None,
    by: Actor,
    at: datetime,
) -> Body:
    """Make a body of the network. A regional board or forum needs its region, and each region has one of them."""
    body = Body.objects.create(
        kind=BodyKind(kind).value,
        slug=slug,
        name=name,
        region=_region(region),
        parent=parent,
        state=BodyState.ACTIVE.value,
    )
    record("bodies.made", subject=f"body:{slug}", words=f"Made the body {name}.", by=by, at=at)
    return body


@transaction.atomic
def add_seat(
    *,
    body: Body,
    title: str,
    rank: int | None = None,
    since: date,
    region: Region | str | None = None,
    by: Actor,
    at: datetime,
) -> Seat:
    """Add a seat at the end of the body's list, or at ``rank``. It is vacant until a term in it begins."""
    if rank is None:
        last = Seat.objects.filter(body=body).order_by("-rank").first()
        rank = last.rank + 1 if last else 1
    seat = Seat.objects.create(body=body, title=title, rank=rank, since=since, region=_region(region))
    record("seats.added", subject=f"seat:{seat.pk}", words=f"Added the seat {title} to {body.name}.", by=by, at=at)
    return seat


def _region(region: Region | str | None) -> Region | None:
    if isinstance(region, str):
        return Region.objects.get(key=region)
    return region


def _refuse_own(person: Person, by: Actor) -> None:
    if isinstance(by, User) and person.user_id == by.pk:
        raise NotPossible("Nobody gives a role to himself or herself. Ask another officer to enter it.")


def _post_words(office: Office | None, region: Region | None, seat: Seat | None) -> str:
    if office is not None:
        return rules.office_words(office, region.name if region else "")
    return f"{seat.title}, {seat.body.name}" if seat else ""


@transaction.atomic
def begin_term(
    *,
    person: Person,
    office: Office | str | None = None,
    region: Region | str | None = None,
    seat: Seat | None = None,
    starts: date,
    ends: date | None = None,
    basis: Basis,
    by: Actor,
    at: datetime,
) -> Term:
    """The person holds the office or seat from ``starts`` up to, not including, ``ends``, by the act named.

    Raises NotPossible, with a sentence, when somebody holds it on a day of that time, and when an officer would give a
    role to himself or herself. What the person may do follows at once, and ends by itself.
    """
    held = Office(office) if office else None
    place = _region(region)
    if (held is None) == (seat is None):
        raise NotPossible("Choose one office or one seat.")
    if held is not None and rules.OFFICES[held].regional != (place is not None):
        needs = "Choose the region." if place is None else "This office is held for the whole network."
        raise NotPossible(needs)
    if ends is not None and ends <= starts:
        raise NotPossible("The last day must come after the first.")
    if not basis.words:
        raise NotPossible("Say by which act the person came to hold it.")
    _refuse_own(person, by)
    words = _post_words(held, place, seat)
    same = Term.objects.filter(office=held.value if held else "", region=place, seat=seat).select_related("person")
    if held is not None and rules.OFFICES[held].shared:
        same = same.filter(person=person)
    for other in same:
        if rules.overlap(starts, ends, other.starts, other.ends):
            raise NotPossible(_taken(other, words))
    try:
        with transaction.atomic():
            term = Term.objects.create(
                person=person,
                office=held.value if held else "",
                region=place,
                seat=seat,
                starts=starts,
                ends=ends,
                basis_kind=basis.kind,
                basis_key=basis.key,
                basis_words=basis.words,
                basis_day=basis.day,
                begun_at=at,
            )
    except IntegrityError as error:
        if "bodies_term_overlap" not in str(error):
            raise
        raise NotPossible("Somebody else has just been entered for it. Look again.") from error
    record(
        "terms.begun",
        subject=f"term:{term.pk}",
        words=f"Began a term: {words}, from {starts.isoformat()}"
        + (f", ending before {ends.isoformat()}." if ends else "."),
        by=by,
        at=at,
        details={"person": str(person.key), "basis": basis.words, "basis_day": basis.day.isoformat()},
    )
    return term


def _taken(other: Term, words: str) -> str:
    until = rules.last_day(other.ends)
    return (
        f"{other.person.name} is {words} from {rules.long_day(other.starts)}"
        + (f" until {rules.long_day(until)}" if until else "")
        + ". End that first, or choose other days."
    )


@transaction.atomic
def end_term(
    *, term: Term, on: date, reason: str = "", ending: Ending = Ending.RESIGNED, by: Actor, at: datetime
) -> Term:
    """End a term: ``on`` is the first day without the right. Ended today, the person's next request is refused."""
    term = Term.objects.select_for_update().get(pk=term.pk)
    problem = rules.may_end(starts=term.starts, ends=term.ends, on=on)
    if problem:
        raise NotPossible(problem)
    if ending is Ending.RAN_OUT:
        raise NotPossible("Say why it ends.")
    term.ends = on
    term.ending = ending.value
    term.ending_words = reason
    term.save(update_fields=["ends", "ending", "ending_words"])
    record(
        "terms.ended",
        subject=f"term:{term.pk}",
        words=f"Ended a term on {on.isoformat()}.",
        by=by,
        at=at,
        details={"ending": ending.value, "reason": reason},
    )
    return term


@transaction.atomic
def hand_over(
    *, term: Term, to: Person, on: date, ends: date | None = None, basis: Basis, by: Actor, at: datetime
) -> Term:
    """End a term and begin the next one on the same day: the office or seat is never empty and never held twice."""
    end_term(term=term, on=on, reason=f"Handed over to {to.name}.", ending=Ending.HANDED_OVER, by=by, at=at)
    return begin_term(
        person=to,
        office=term.office or None,
        region=term.region,
        seat=term.seat,
        starts=on,
        ends=ends,
        basis=basis,
        by=by,
        at=at,
    )
