"""What changes membership: joining, moving, ending, coming back, schools covered, payers, shares. Each is recorded."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Q

from coopnet.audit.actions import record
from coopnet.kit.actors import Actor
from coopnet.kit.basis import Basis
from coopnet.kit.clock import london_day
from coopnet.membership import defaults, queries, rules
from coopnet.membership.enums import STATE_WORDS, State
from coopnet.membership.models import (
    Application,
    Coverage,
    Holding,
    Inspection,
    Member,
    MembershipClass,
    Payer,
    Period,
    Rights,
    StateChange,
)
from coopnet.membership.refusals import NotPossible, held_fast, subject_of
from coopnet.people.models import Organisation
from coopnet.people.queries import in_force
from coopnet.register.models import Establishment

T = TypeVar("T")


@transaction.atomic
def make_classes(*, since: date, basis: Basis, by: Actor, at: datetime) -> list[MembershipClass]:
    """The kinds of membership that a new network begins with. Those that are there already stay as they are."""
    for rank, kind in enumerate(defaults.CLASSES):
        found, made = MembershipClass.objects.get_or_create(
            slug=kind.slug, defaults={"name": kind.name, "summary": kind.summary, "rank": rank}
        )
        if made:
            Rights.objects.create(
                membership_class=found, votes=kind.votes, full=kind.full, starts=since, basis_words=basis.words
            )
            record(
                "membership.kind-added",
                subject=f"class:{kind.slug}",
                words=f"Added the kind {kind.name}.",
                by=by,
                at=at,
            )
    return list(MembershipClass.objects.order_by("rank"))


@transaction.atomic
def member_for(*, organisation: Organisation, by: Actor, at: datetime) -> Member:
    """The member's one row; made, with the next number of the register, when it first belongs."""
    found = Member.objects.filter(organisation=organisation).first()
    if found is not None:
        return found
    last = Member.objects.select_for_update().order_by("-number").first()
    try:
        with transaction.atomic():
            member = Member.objects.create(number=last.number + 1 if last else 1, organisation=organisation, made_at=at)
    except IntegrityError as error:
        raise NotPossible("Somebody else has just entered a member. Look again.") from error
    record(
        "membership.entered",
        subject=subject_of(member),
        words=f"Entered {organisation.name} as number {member.number}.",
        by=by,
        at=at,
    )
    return member


@transaction.atomic
def begin(
    *,
    organisation: Organisation,
    membership_class: MembershipClass,
    starts: date,
    schools: Iterable[Establishment],
    basis: Basis,
    state: State = State.AWAITING,
    certain: bool = True,
    by: Actor,
    at: datetime,
) -> Period:
    """Begin a period of membership, the first or another. Its schools are covered from the same day.

    Raises NotPossible where it belongs already, where a school belongs through another member, where the kind is not
    offered that day, or where an earlier membership ended in a way after which only a recorded decision lets it back.
    """
    if state not in (State.AWAITING, State.CURRENT):
        raise NotPossible("Membership begins as current, or as waiting for the first payment.")
    # An old list tells of days before our own records of what each kind gave.
    if queries.rights(membership_class, starts) is None and certain:
        raise NotPossible(f"{membership_class.name} is not offered on {starts.isoformat()}.")
    member = held_fast(member_for(organisation=organisation, by=by, at=at))
    before = member.periods.order_by("-starts").first()
    if before is not None:
        _may_come_back(before, starts, basis)
    period = _guarded(
        lambda: Period.objects.create(
            member=member,
            membership_class=membership_class,
            starts=starts,
            basis_kind=basis.kind,
            basis_key=basis.key,
            basis_words=basis.words,
            basis_day=basis.day,
            certain=certain,
        ),
        "It belongs already on one of these days.",
    )
    StateChange.objects.create(period=period, state=state.value, day=starts, words=basis.words, made_at=at)
    covered = list(schools)
    for school in covered:
        _cover(member, school, starts, "")
    _asked_no_more(member)
    same = Q(establishment__in=covered) | Q(group__isnull=False, group=organisation.group_id)
    Application.objects.filter(same, ask_again_on__isnull=False).update(ask_again_on=None, ask_again_words="")
    record(
        "membership.begun" if before is None else "membership.came-back",
        subject=subject_of(member),
        words=f"{organisation.name} {'joined' if before is None else 'came back'} as {membership_class.name} "
        f"from {starts.isoformat()}.",
        by=by,
        at=at,
        details={"basis": basis.words, "basis_day": basis.day.isoformat()},
    )
    return period


def _asked_no_more(member: Member) -> None:
    """Whoever belongs is not asked to join: no day for that stands any more."""
    if member.ask_again_on is not None:
        member.ask_again_on, member.ask_again_words = None, ""
        member.save(update_fields=["ask_again_on", "ask_again_words"])


def _may_come_back(before: Period, starts: date, basis: Basis) -> None:
    if before.ends is None or before.ends > starts:
        raise NotPossible(f"It belongs already, since {before.starts.isoformat()}.")
    ended = queries.state_on(before.changes.all(), before.ends)
    if ended not in rules.COME_BACK and basis.kind != "decision":
        raise NotPossible("After an ending like the last one, only a recorded decision lets it come back.")


def _guarded(do: Callable[[], T], refusal: str) -> T:
    """Run ``do``; say ``refusal`` where the database's own guard against two at once refuses."""
    try:
        with transaction.atomic():
            return do()
    except IntegrityError as error:
        raise NotPossible(refusal) from error


def _cover(member: Member, school: Establishment, starts: date, words: str) -> Coverage:
    other = queries.covering(school, starts)
    if other is not None:
        whose = "this member" if other.pk == member.pk else other.organisation.name
        raise NotPossible(f"{school.name} belongs already, through {whose}.")
    return _guarded(
        lambda: Coverage.objects.create(member=member, establishment=school, starts=starts, words=words),
        f"{school.name} belongs to another member on a later day. End that first, or choose other days.",
    )


@transaction.atomic
def cover(*, member: Member, school: Establishment, starts: date, words: str = "", by: Actor, at: datetime) -> Coverage:
    """One more school belongs through a member that belongs on that day."""
    held = held_fast(member)
    if queries.period_on(held, starts) is None:
        raise NotPossible(f"{held} does not belong on {starts.isoformat()}.")
    found = _cover(held, school, starts, words)
    record(
        "membership.covers",
        subject=subject_of(held),
        words=f"{held} covers {school.name} from {starts.isoformat()}. {words}".strip(),
        by=by,
        at=at,
    )
    return found


@transaction.atomic
def uncover(*, coverage: Coverage, on: date, words: str, by: Actor, at: datetime) -> None:
    """A school belongs no more through this member from ``on``; say why (it closed, it moved to another trust)."""
    held = held_fast(coverage.member)
    row = Coverage.objects.select_for_update().get(pk=coverage.pk)
    if on <= row.starts or (row.ends is not None and on > row.ends):
        raise NotPossible("Choose a day after it began and not after it ended.")
    row.ends, row.words = on, words
    row.save(update_fields=["ends", "words"])
    record(
        "membership.covers-no-more",
        subject=subject_of(held),
        words=f"{held} covers {row.establishment.name} no more from {on.isoformat()}. {words}".strip(),
        by=by,
        at=at,
    )


@transaction.atomic
def succeed(*, coverage: Coverage, successor: Establishment, on: date, words: str, by: Actor, at: datetime) -> Coverage:
    """A school took the place of another: membership goes on under the new number, by this act and not by itself."""
    uncover(coverage=coverage, on=on, words=words, by=by, at=at)
    return cover(member=coverage.member, school=successor, starts=on, words=words, by=by, at=at)


@transaction.atomic
def move(
    *,
    period: Period,
    to: State,
    day: date,
    words: str = "",
    private_words: str = "",
    basis: Basis | None = None,
    by: Actor,
    at: datetime,
) -> StateChange:
    """From ``day`` on the period stands as ``to``. An end closes what follows from it on the same day.

    Raises NotPossible for a move that does not exist, a day before the last change, or a right taken away without the
    decision of a body.
    """
    member = held_fast(period.member)
    row = Period.objects.select_for_update().get(pk=period.pk)
    last = row.changes.order_by("day", "pk").last()
    if last is None or not rules.may_move(State(last.state), to):
        now = STATE_WORDS[State(last.state)] if last else "nothing"
        raise NotPossible(f"From “{now}” it cannot become “{STATE_WORDS[to]}”.")
    if day < last.day:
        raise NotPossible(f"The last change was on {last.day.isoformat()}. Choose that day or a later one.")
    if to in rules.BY_DECISION and (basis is None or not basis.words):
        raise NotPossible("Name the decision of the body: this takes a right away.")
    if to in rules.ENDED and day <= row.starts:
        raise NotPossible("It must have belonged for a day at least. Take the entry back instead.")
    closed = _close(member, row, day) if to in rules.ENDED else {}
    change = StateChange.objects.create(
        period=row,
        state=to.value,
        day=day,
        closed=closed,
        words=words,
        private_words=private_words,
        basis_kind=basis.kind if basis else "",
        basis_key=basis.key if basis else "",
        basis_words=basis.words if basis else "",
        made_at=at,
    )
    record(
        "membership.moved",
        subject=subject_of(member),
        words=f"{member}: {STATE_WORDS[to]}, from {day.isoformat()}.",
        by=by,
        at=at,
        details={"words": words, "basis": basis.words if basis else ""},
    )
    return change


_FOLLOWS = ("coverage", "mandates", "payers")


def _close(member: Member, period: Period, day: date) -> dict[str, list[tuple[int, str]]]:
    """What follows from membership ends with it; what was to begin later never does.

    The rows that were closed, each with the day on which it was to end anyhow (empty: none).
    """
    period.ends = day
    period.save(update_fields=["ends"])
    closed = {}
    for name in _FOLLOWS:
        rows = getattr(member, name)
        rows.filter(starts__gte=day).delete()
        running = rows.filter(in_force(day))
        closed[name] = [(row.pk, row.ends.isoformat() if row.ends else "") for row in running.order_by("pk")]
        running.update(ends=day)
    return closed


@transaction.atomic
def take_back(*, period: Period, words: str, by: Actor, at: datetime) -> StateChange:
    """The last change was a mistake: from its own day on the period stands as before. Both rows stay to be seen.

    Where it had ended, its schools, people and payer are as they were. Raises NotPossible for the first change, for a
    correction, and where a school has gone to another member since.
    """
    member = held_fast(period.member)
    row = Period.objects.select_for_update().get(pk=period.pk)
    changes = list(row.changes.order_by("day", "pk"))
    if len(changes) < 2 or changes[-1].correction:
        raise NotPossible("There is no change to take back.")
    last, earlier = changes[-1], changes[-2]

    def reopen() -> None:
        row.ends = None
        row.save(update_fields=["ends"])
        for name in _FOLLOWS:
            for pk, ends in last.closed.get(name, []):
                one = getattr(member, name).get(pk=pk)
                one.ends = date.fromisoformat(ends) if ends else None
                one.save(update_fields=["ends"])

    if State(last.state) in rules.ENDED:
        _guarded(reopen, "A school or the member itself belongs elsewhere since. End that first.")
        _asked_no_more(member)
    change = StateChange.objects.create(
        period=row, state=earlier.state, day=last.day, words=words, correction=True, made_at=at
    )
    record(
        "membership.taken-back",
        subject=subject_of(member),
        words=f"{member}: took back “{last.state_words}” of {last.day.isoformat()}.",
        by=by,
        at=at,
        details={"words": words},
    )
    return change


@transaction.atomic
def set_payer(*, member: Member, organisation: Organisation, starts: date, by: Actor, at: datetime) -> Payer | None:
    """From ``starts`` on this organisation pays. Named itself, the member pays for itself again (None)."""
    held = held_fast(member)
    later = held.payers.filter(starts__gte=starts).first()
    if later is not None:
        raise NotPossible(f"Another change of the payer is set for {later.starts.isoformat()}. Choose a later day.")
    held.payers.filter(in_force(starts)).update(ends=starts)
    made = None
    if organisation.pk != held.organisation_id:
        made = Payer.objects.create(member=held, organisation=organisation, starts=starts)
    record(
        "membership.payer",
        subject=subject_of(held),
        words=f"{organisation.name} pays for {held} from {starts.isoformat()}.",
        by=by,
        at=at,
    )
    return made


@transaction.atomic
def allot(*, member: Member, shares: int, paid_pence: int, on: date, by: Actor, at: datetime) -> Holding:
    """Allot shares of the society; one at least is what makes a member of it (Co-operative and Community Benefit
    Societies Act 2014, section 30, asks for holdings and what was paid)."""
    if shares < 1 or paid_pence < 0:
        raise NotPossible("A holding is one share at least.")
    held = held_fast(member)
    holding = Holding.objects.create(member=held, shares=shares, paid_pence=paid_pence, starts=on)
    record(
        "membership.shares",
        subject=subject_of(held),
        words=f"Allotted {shares} share{'s' if shares > 1 else ''} to {held} on {on.isoformat()}.",
        by=by,
        at=at,
    )
    return holding


@transaction.atomic
def inspected(*, who: str, duplicate: bool, by: Actor, at: datetime) -> Inspection:
    """Note that somebody was shown the register. Members may inspect its duplicate, which leaves the holdings out
    (Co-operative and Community Benefit Societies Act 2014, section 103)."""
    if not who.strip():
        raise NotPossible("Say who was shown the register.")
    made = Inspection.objects.create(who=who.strip(), duplicate=duplicate, day=london_day(at), made_at=at)
    which = "the duplicate of the register" if duplicate else "the register"
    record(
        "membership.register-inspected",
        subject=f"inspection:{made.pk}",
        words=f"Somebody was shown {which} of members.",
        by=by,
        at=at,
        details={"who": made.who},
    )
    return made
