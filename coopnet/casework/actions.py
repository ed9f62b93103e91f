"""What is done with requests for help and notes of contacts."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from coopnet.accounts.models import User
from coopnet.audit.actions import record
from coopnet.casework import letters, routing, rules
from coopnet.casework.enums import Kind, State
from coopnet.casework.models import ContactNote, HelpEvent, HelpRequest
from coopnet.kit.actors import Actor
from coopnet.kit.clock import london_day
from coopnet.regions.models import Region
from coopnet.register.models import Establishment


class NotPossible(ValueError):
    """It cannot be done as things stand; the text says why."""


def _note(what: str, words: str, request: HelpRequest, by: Actor, at: datetime) -> None:
    """The record of acts names it by its key alone: many may read the record."""
    record(f"help.{what}", subject=f"help:{request.key}", words=words, by=by, at=at)


def _held(request: HelpRequest, *states: State) -> HelpRequest:
    held = HelpRequest.objects.select_for_update().get(pk=request.pk)
    if states and held.state not in [state.value for state in states]:
        raise NotPossible(f"This cannot be done now: {held.state_words.lower()}.")
    return held


def _event(request: HelpRequest, kind: Kind, by: User | None, at: datetime, text: str = "") -> None:
    HelpEvent.objects.create(request=request, kind=kind.value, at=at, by=by, text=text)


@transaction.atomic
def ask(
    *,
    key: UUID,
    region: Region | None,
    name: str,
    phone: str,
    email: str,
    school: str,
    when: str,
    words: str,
    urgent: bool,
    by: Actor,
    at: datetime,
) -> HelpRequest:
    """Take in a request and tell whoever rings. The same key again is the same request."""
    earlier = HelpRequest.objects.filter(key=key).first()
    if earlier is not None:
        return earlier
    request = HelpRequest.objects.create(
        key=key, region=region, name=name, phone=phone, email=email, school=school, when=when, words=words,
        urgent=urgent, state=State.WAITING.value, made_at=at, ring_by=rules.ring_by(at, urgent=urgent),
    )  # fmt: skip
    found = routing.readers(request.region_id or "", london_day(at))
    subject = "Urgent: somebody asks for help" if urgent else "Somebody asks for help in confidence"
    letters.tell(request, found.first, "came", subject, by=by, at=at)
    _note("asked", "Somebody asked for help in confidence", request, by, at)
    return request


@transaction.atomic
def open_request(*, request: HelpRequest, reason: str, by: User, at: datetime) -> None:
    """Look at it. It is noted who did, and when. ``reason``: of whoever is not its reader; its readers are told."""
    _event(request, Kind.OPENED, by, at, reason)
    if reason:
        found = routing.readers(request.region_id or "", london_day(at))
        what = f"looked-{by.pk}-{at:%Y%m%d%H%M%S}"
        letters.tell(request, found.first, what, f"{by.name} looked at a request for help", by=by, at=at)
    words = f"Opened a request for help, with the reason: {reason}" if reason else "Opened a request for help"
    _note("opened", words, request, by, at)


@transaction.atomic
def rang(*, request: HelpRequest, spoke: bool, text: str, by: User, at: datetime) -> None:
    """Note a call. Only one that was answered keeps the promise."""
    held = _held(request, State.WAITING, State.RUNG)
    _event(held, Kind.RUNG if spoke else Kind.NO_ANSWER, by, at, text)
    if spoke and held.state == State.WAITING.value:
        held.state, held.rung_at = State.RUNG.value, at
        held.save(update_fields=["state", "rung_at"])
    _note("rung", "Rang about a request for help" + ("" if spoke else ", without an answer"), held, by, at)


@transaction.atomic
def note(*, request: HelpRequest, text: str, by: User, at: datetime) -> None:
    """A note. Whoever asked may ask to see it."""
    held = _held(request, State.WAITING, State.RUNG)
    _event(held, Kind.NOTE, by, at, text)
    _note("noted", "Wrote a note on a request for help", held, by, at)


@transaction.atomic
def close(*, request: HelpRequest, by: User, at: datetime) -> None:
    """Nothing more is to be done. Raises NotPossible before somebody has spoken with whoever asked."""
    held = _held(request, State.RUNG)
    held.state, held.closed_at = State.CLOSED.value, at
    held.save(update_fields=["state", "closed_at"])
    _event(held, Kind.CLOSED, by, at)
    _note("closed", "Closed a request for help", held, by, at)


@transaction.atomic
def pass_on(*, request: HelpRequest, by: Actor, at: datetime) -> bool:
    """The call did not come in time: the second reader may read it too from now on, and is told. Once."""
    changed = HelpRequest.objects.filter(pk=request.pk, passed_on_at__isnull=True, state=State.WAITING.value).update(
        passed_on_at=at
    )
    if not changed:
        return False
    request.refresh_from_db()
    found = routing.readers(request.region_id or "", london_day(at))
    letters.tell(
        request, found.second or found.first, "late", "Nobody has rung somebody who asked for help", by=by, at=at
    )
    _event(request, Kind.PASSED_ON, None, at)
    _note("passed-on", "Passed on a request for help, since nobody rang in time", request, by, at)
    return True


@transaction.atomic
def forget(*, request: HelpRequest, by: Actor, at: datetime) -> None:
    """Delete what was said and by whom. That somebody asked, and when we rang, stays for the counts."""
    held = _held(request, State.CLOSED)
    letters.erase(held, by=by, at=at)
    HelpEvent.objects.filter(request=held).update(text="")
    held.words = held.name = held.email = held.phone = held.school = held.when = ""
    held.forgotten_at = at
    held.save(update_fields=["words", "name", "email", "phone", "school", "when", "forgotten_at"])
    _note("forgotten", "Deleted the words of an old request for help", held, by, at)


@transaction.atomic
def log_contact(
    *,
    key: UUID,
    establishment: Establishment,
    on: date,
    with_whom: str,
    words: str,
    next_on: date | None,
    by: User,
    at: datetime,
) -> ContactNote:
    """Note a call or a visit. The same key again is the same note. Raises NotPossible for a day to come."""
    earlier = ContactNote.objects.filter(key=key).first()
    if earlier is not None:
        return earlier
    if on > london_day(at):
        raise NotPossible("That day has not come yet.")
    made = ContactNote.objects.create(
        key=key, establishment=establishment, on=on, with_whom=with_whom, words=words, next_on=next_on, by=by,
        made_at=at,
    )  # fmt: skip
    record(
        "contacts.noted", subject=f"contact:{made.key}", words=f"Noted a contact with {establishment.name}",
        by=by, at=at,
    )  # fmt: skip
    return made


@transaction.atomic
def done_next(*, note: ContactNote, by: User, at: datetime) -> None:
    """What was to be done by its next date is done."""
    ContactNote.objects.filter(pk=note.pk).update(next_on=None)
    record("contacts.done", subject=f"contact:{note.key}", words="Did what was noted", by=by, at=at)


@transaction.atomic
def drop_contact(*, note: ContactNote, by: Actor, at: datetime) -> None:
    """Take away a note: a mistake, or its time is over."""
    record("contacts.dropped", subject=f"contact:{note.key}", words="Took away a note of a contact", by=by, at=at)
    note.delete()
