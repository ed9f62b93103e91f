"""Loading a sheet of members, and taking a whole load back."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError

from coopnet.accounts.models import User
from coopnet.audit.actions import record
from coopnet.kit.actors import Actor
from coopnet.kit.basis import Basis
from coopnet.kit.clock import london_day
from coopnet.membership.acting.actions import appoint
from coopnet.membership.actions import begin, move, set_payer
from coopnet.membership.enums import Duty, State
from coopnet.membership.importing.planning import Planned, Thing, plan
from coopnet.membership.importing.reading import Line
from coopnet.membership.joining.listed import schools_of
from coopnet.membership.models import (
    Coverage,
    Mandate,
    Member,
    MembersLoad,
    Payer,
    Period,
    StateChange,
)
from coopnet.membership.refusals import NotPossible
from coopnet.people.actions import add_person, affiliate, organisation_for
from coopnet.people.enums import Role
from coopnet.people.models import Affiliation, Organisation, Person
from coopnet.register.models import Establishment

TWICE = "This very sheet is loaded already. Undo that load first."
# In the order in which they are taken away: what points comes before what it points at.
_MADE: tuple[type[Model], ...] = (
    Mandate, StateChange, Coverage, Payer, Period, Member, Affiliation, Person, Organisation,
)  # fmt: skip


class _Made:
    """The keys of the rows that a load makes, by model."""

    def __init__(self) -> None:
        self.keys: dict[str, list[int]] = {model.__name__: [] for model in _MADE}

    def add(self, *rows: Model) -> None:
        """Note rows that are new."""
        for row in rows:
            self.keys[type(row).__name__].append(row.pk)


def _organisation(thing: Thing, made: _Made, by: Actor, at: datetime) -> Organisation:
    given = {"establishment": thing} if isinstance(thing, Establishment) else {"group": thing}
    known = Organisation.objects.filter(**given).first()
    if known is not None:
        return known
    if isinstance(thing, Establishment):
        organisation = organisation_for(establishment=thing, by=by, at=at)
    else:
        organisation = organisation_for(group=thing, by=by, at=at)
    made.add(organisation)
    return organisation


@transaction.atomic
def load(*, name: str, lines: Sequence[Line], by: Actor, at: datetime) -> tuple[MembersLoad, list[Planned]]:
    """Load the lines without a fault, all of them or none; give the load and the plan with the lines left out.

    What is loaded is marked as uncertain, and keeps what the line said cell by cell. Raises NotPossible for a sheet
    that is loaded already, or without a line that can be loaded.
    """
    today = london_day(at)
    rows = plan(lines, on=today)
    digest = hashlib.sha256(repr([(line.number, line.said) for line in lines]).encode()).hexdigest()
    if MembersLoad.objects.filter(sha256=digest, undone_at__isnull=True).exists():
        raise NotPossible(TWICE)
    good = sorted((row for row in rows if row.good), key=lambda row: (row.starts or today, row.line.number))
    if not good:
        raise NotPossible("No line can be loaded as it is. Put the lines right first.")
    try:
        with transaction.atomic():
            made_load = MembersLoad.objects.create(
                name=name[:100], sha256=digest, lines=len(good), left_out=len(rows) - len(good), made_at=at,
                made_by=by if isinstance(by, User) else None,
            )  # fmt: skip
    except IntegrityError as error:
        raise NotPossible(TWICE) from error
    made = _Made()
    for row in good:
        _enter(row, made_load, made, today, by, at)
    made_load.made = made.keys
    made_load.save(update_fields=["made"])
    record(
        "membership.sheet-loaded",
        subject=f"load:{made_load.pk}",
        words=f"Loaded {len(good)} lines of members from “{made_load.name}”, left out {made_load.left_out}.",
        by=by,
        at=at,
        details={"sha256": digest},
    )
    return made_load, rows


def _enter(row: Planned, held: MembersLoad, made: _Made, today: date, by: Actor, at: datetime) -> None:
    assert row.thing is not None
    assert row.starts is not None
    assert row.membership_class is not None
    organisation = _organisation(row.thing, made, by, at)
    before = Member.objects.filter(organisation=organisation).first()
    schools = (
        [row.thing]
        if isinstance(row.thing, Establishment)
        else schools_of(row.thing, row.starts if row.ends else today)
    )
    basis = Basis("old-list", str(held.pk), f"From “{held.name}”, line {row.line.number}", today)
    period = begin(
        organisation=organisation, membership_class=row.membership_class, starts=row.starts, schools=schools,
        basis=basis, state=State.CURRENT, certain=False, by=by, at=at,
    )  # fmt: skip
    period.load, period.said = held, row.line.said
    period.save(update_fields=["load", "said"])
    member = period.member
    if before is None:
        made.add(member)
    made.add(period, *member.coverage.filter(starts=row.starts))
    if row.payer is not None and row.ends is None:
        payer = set_payer(
            member=member, organisation=_organisation(row.payer, made, by, at), starts=row.starts, by=by, at=at
        )
        made.add(*([payer] if payer else []))
    if row.ends is not None:
        move(
            period=period, to=State.RESIGNED, day=row.ends, words="From the old list.",
            private_words=row.line.cells.get("reason", ""), by=by, at=at,
        )  # fmt: skip
    elif row.contact:
        _contact(row, member, organisation, made, basis, by, at)
    made.add(*period.changes.all())


def _contact(
    row: Planned, member: Member, organisation: Organisation, made: _Made, basis: Basis, by: Actor, at: datetime
) -> None:
    known = [
        person
        for person in Person.objects.filter(email__iexact=row.email)
        if row.email and person.name.casefold() == row.contact.casefold()
    ]
    if len(known) == 1:
        person = known[0]
    else:
        person = add_person(name=row.contact, email=row.email, by=by, at=at)
        made.add(person)
    today = london_day(at)
    held = Affiliation.objects.filter(person=person, organisation=organisation, ends__isnull=True)
    if not held.exists():
        made.add(affiliate(person=person, organisation=organisation, role=Role.OTHER, starts=today, by=by, at=at))
    made.add(appoint(member=member, person=person, duty=Duty.LEAD, starts=today, basis=basis, by=by, at=at))


@transaction.atomic
def undo(*, load: MembersLoad, by: Actor, at: datetime) -> None:
    """Take a whole load back: every row that it made goes, and the records are as they were before.

    Raises NotPossible where something has been built on it since; nothing is undone then.
    """
    held = MembersLoad.objects.select_for_update().get(pk=load.pk)
    if held.undone_at is not None:
        raise NotPossible("This load was undone already.")
    # From here on the guard of the states lets the rows of this load go, and of no other.
    held.undone_at = at
    held.save(update_fields=["undone_at"])
    changed = StateChange.objects.filter(period__load=held).exclude(pk__in=held.made["StateChange"])
    if changed.exists():
        raise NotPossible(f"{changed[0].period.member} has changed since. End what is wrong one by one instead.")
    numbers = Member.objects.filter(pk__in=held.made["Member"]).values_list("number", flat=True)
    if numbers and Member.objects.filter(number__gt=min(numbers)).exclude(pk__in=held.made["Member"]).exists():
        raise NotPossible("Other members were entered since, and their numbers follow. End them one by one instead.")
    for model in _MADE:
        try:
            with transaction.atomic():
                model._default_manager.filter(pk__in=held.made[model.__name__]).delete()
        except (ProtectedError, IntegrityError) as error:
            raise NotPossible(
                "Something was built on these members since: people, schools, letters or money. End them one by one "
                "instead."
            ) from error
    record(
        "membership.sheet-undone",
        subject=f"load:{held.pk}",
        words=f"Undid the load of “{held.name}”: {held.lines} lines.",
        by=by,
        at=at,
    )
