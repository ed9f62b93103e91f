"""Asking to join, the answer, and a second decision. A yes makes the member; nothing before it does."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from coopnet.audit.actions import record
from coopnet.kit.actors import Actor
from coopnet.kit.basis import Basis
from coopnet.kit.clock import london_day
from coopnet.membership import rules
from coopnet.membership.acting.actions import appoint
from coopnet.membership.actions import begin
from coopnet.membership.enums import ASKED_WORDS, Asked, Duty, State, Verdict
from coopnet.membership.joining import letters, listed
from coopnet.membership.models import Application, MembershipClass, Period
from coopnet.membership.refusals import NotPossible
from coopnet.notices.actions import erase
from coopnet.people.actions import add_person, affiliate, organisation_for
from coopnet.people.enums import Role
from coopnet.people.models import Affiliation, Person
from coopnet.people.rules import fold
from coopnet.register.models import Establishment, Group
from coopnet.rulebook import queries as rulebook

# Nobody gets more letters than these by having a stranger type the address in.
IN_AN_HOUR = 3


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, and what he or she wrote."""

    name: str
    role: Role
    email: str
    phone: str = ""
    words: str = ""
    governors_know: bool = False


def _subject(application: Application) -> str:
    return f"application:{application.key}"


def _move(application: Application, to: Asked) -> Application:
    """The application, locked and in its new state, not yet saved. Raises NotPossible where there is no such move."""
    row = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if to not in rules.ASKED_MOVES[Asked(row.state)]:
        raise NotPossible(f"This application {row.state_words}. It cannot become “{ASKED_WORDS[to]}”.")
    row.state = to.value
    return row


@transaction.atomic
def apply(*, thing: Establishment | Group, asking: Asking, by: Actor, at: datetime) -> Application:
    """A school or a trust asks to join. The writer and the officers of the region hear of it.

    Raises NotPossible for one that belongs already, or that is closed. Whoever else may have asked for the same school
    is not told: that somebody asks is nobody's business but the officers'.
    """
    today = london_day(at)
    hour = Application.objects.filter(email__iexact=asking.email.strip(), made_at__gt=at - timedelta(hours=1))
    if hour.count() >= IN_AN_HOUR:
        raise NotPossible("Several requests came from this address within the hour. Wait an hour, or write to us.")
    found = listed.judge(thing, today)
    if found.verdict in (Verdict.ALREADY, Verdict.CLOSED):
        raise NotPossible(found.reason)
    application = Application.objects.create(
        establishment=thing if isinstance(thing, Establishment) else None,
        group=thing if isinstance(thing, Group) else None,
        name=asking.name,
        role=asking.role.value,
        email=asking.email.strip().lower(),
        phone=asking.phone,
        words=asking.words,
        governors_know=asking.governors_know,
        verdict=found.verdict.value,
        verdict_words=found.reason,
        region_key=listed.region_key(thing, today),
        made_at=at,
        due_on=rulebook.duration("membership", "applications-decided-within", today).after(today),
    )
    letters.received(application, by=by, at=at)
    letters.tell(application, "came", by=by, at=at)
    record("applications.came", subject=_subject(application), words="Somebody asks to join.", by=by, at=at)
    return application


@transaction.atomic
def ask_back(*, application: Application, question: str, by: Actor, at: datetime) -> None:
    """Ask the writer something before the board decides."""
    row = _move(application, Asked.MORE_INFO)
    row.words = f"{row.words}\n\nWe asked: {question}".strip()
    row.save(update_fields=["state", "words"])
    number = row.words.count("We asked: ")
    letters.asked_back(row, question, number, by=by, at=at)
    record("applications.asked-back", subject=_subject(row), words="Asked the writer something.", by=by, at=at)


@transaction.atomic
def answer_back(*, application: Application, answer: str, by: Actor, at: datetime) -> None:
    """The writer's answer; the clock of the promise goes on from here."""
    row = _move(application, Asked.APPLIED)
    today = london_day(at)
    row.words = f"{row.words}\n\nThey answered: {answer}"
    row.due_on = rulebook.duration("membership", "applications-decided-within", today).after(today)
    row.save(update_fields=["state", "words", "due_on"])
    letters.tell(row, f"answered-{row.words.count('They answered: ')}", by=by, at=at)
    record("applications.answered", subject=_subject(row), words="The writer answered.", by=by, at=at)


@transaction.atomic
def withdraw(*, application: Application, by: Actor, at: datetime) -> None:
    """The writer takes the request back."""
    row = _move(application, Asked.WITHDRAWN)
    row.save(update_fields=["state"])
    record("applications.withdrawn", subject=_subject(row), words="The writer took the request back.", by=by, at=at)


@transaction.atomic
def appeal(*, application: Application, words: str, by: Actor, at: datetime) -> None:
    """Ask for a second decision, within the time that the rules give after the first."""
    row = _move(application, Asked.APPEALED)
    today = london_day(at)
    assert row.decided_on is not None  # the database says so of whatever is refused
    until = rulebook.duration("membership", "appeal-within", today).after(row.decided_on)
    if today > until:
        raise NotPossible(f"An appeal could be made until {until.day} {until:%B %Y}. You may ask to join anew.")
    row.words = f"{row.words}\n\nAppeal: {words}".strip()
    row.due_on = rulebook.duration("membership", "applications-decided-within", today).after(today)
    row.ask_again_on, row.ask_again_words = None, ""
    row.save(update_fields=["state", "words", "due_on", "ask_again_on", "ask_again_words"])
    letters.tell(row, "appeal", by=by, at=at)
    record("applications.appealed", subject=_subject(row), words="The writer asks for a second decision.", by=by, at=at)


@transaction.atomic
def forget(*, application: Application, by: Actor, at: datetime) -> None:
    """Delete who asked and what was written. That somebody asked, when, and what was decided stays, and so does the
    day from which the school may be asked again: it tells of nobody."""
    row = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if Asked(row.state) in rules.OPEN:
        raise NotPossible("This request still waits for an answer.")
    row.name = row.email = row.phone = row.words = row.ask_again_words = ""
    row.forgotten_at = at
    row.save(update_fields=["name", "email", "phone", "words", "ask_again_words", "forgotten_at"])
    erase(prefix=f"application:{row.key}:", by=by, at=at)
    record("applications.forgotten", subject=_subject(row), words="Deleted who asked.", by=by, at=at)


@transaction.atomic
def refuse(*, application: Application, decided_by: Basis, reason: str, by: Actor, at: datetime) -> Application:
    """The body said no: which body, by which decision, and why. On appeal it is the last word."""
    if not decided_by.words or not reason.strip():
        raise NotPossible("Say which body decided, and why.")
    second = application.state == Asked.APPEALED.value
    row = _move(application, Asked.REFUSED_FOR_GOOD if second else Asked.REFUSED)
    _settle(row, decided_by, reason, at)
    record("applications.refused", subject=_subject(row), words="The body said no.", by=by, at=at)
    letters.decided(row, by=by, at=at)
    return row


def _settle(row: Application, decided_by: Basis, reason: str, at: datetime) -> None:
    row.decided_on = london_day(at)
    row.decided_by = decided_by.words
    row.reason = reason.strip()
    row.save(update_fields=["state", "decided_on", "decided_by", "reason", "member"])


@transaction.atomic
def approve(
    *,
    application: Application,
    membership_class: MembershipClass,
    starts: date,
    decided_by: Basis,
    reason: str,
    by: Actor,
    at: datetime,
) -> Period:
    """The body said yes: the school or trust belongs from ``starts``, with all its schools, once it has paid.

    Whoever asked becomes the person who speaks for it from day to day; who votes is asked of the chair. Raises
    NotPossible where a full member is no school of a co-operative trust and no reason for an exception is given.
    """
    if not decided_by.words or not reason.strip():
        raise NotPossible("Say which body decided, and why.")
    row = _move(application, Asked.APPROVED)
    thing = row.establishment or row.group
    assert thing is not None  # the database says so
    found = listed.judge(thing, london_day(at))
    full = membership_class.rights.filter(starts__lte=starts, full=True).exists()
    if full and not found.straight and decided_by.kind != "decision":
        raise NotPossible(f"{found.reason} An exception rests on a recorded decision: choose it.")
    organisation = organisation_for(establishment=row.establishment, group=row.group, by=by, at=at)
    schools = [thing] if isinstance(thing, Establishment) else listed.schools_of(thing, starts)
    period = begin(
        organisation=organisation,
        membership_class=membership_class,
        starts=starts,
        schools=schools,
        basis=decided_by,
        state=State.AWAITING,
        by=by,
        at=at,
    )
    row.member = period.member
    _settle(row, decided_by, reason, at)
    person = _person(row, by, at)
    begins = min(starts, london_day(at))
    held = Affiliation.objects.filter(person=person, organisation=organisation, role=row.role, ends__isnull=True)
    if not held.exists():
        affiliate(person=person, organisation=organisation, role=Role(row.role), starts=begins, by=by, at=at)
    asked = Basis("application", str(row.key), f"{row.name} asked that it may join", london_day(row.made_at))
    appoint(member=period.member, person=person, duty=Duty.LEAD, starts=starts, basis=asked, by=by, at=at)
    record("applications.approved", subject=_subject(row), words="The body said yes.", by=by, at=at)
    letters.decided(row, by=by, at=at)
    return period


def _person(row: Application, by: Actor, at: datetime) -> Person:
    """Whoever asked: the one known person with that address and name, or somebody new. An address alone is no proof
    of a person: several may read it."""
    known = [one for one in Person.objects.filter(email__iexact=row.email) if one.folded == fold(row.name)]
    return known[0] if len(known) == 1 else add_person(name=row.name, email=row.email, by=by, at=at)
