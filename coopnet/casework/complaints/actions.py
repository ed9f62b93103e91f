"""What is done with a complaint about data: taken down, acknowledged, given more time once, answered, forgotten."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from coopnet.accounts.models import User
from coopnet.audit.actions import record
from coopnet.casework import rules
from coopnet.casework.actions import NotPossible
from coopnet.casework.models import Complaint
from coopnet.kit.actors import Actor
from coopnet.kit.clock import london_day


def _note(what: str, words: str, complaint: Complaint, by: Actor, at: datetime) -> None:
    """The record of acts names it by its key alone: many may read the record."""
    record(f"complaint.{what}", subject=f"complaint:{complaint.key}", words=words, by=by, at=at)


def _open(complaint: Complaint, day: date, at: datetime) -> Complaint:
    held = Complaint.objects.select_for_update().get(pk=complaint.pk)
    if held.answered_on is not None:
        raise NotPossible("This complaint was answered already.")
    if not held.came_on <= day <= london_day(at):
        raise NotPossible("Choose a day since it came, and none that is yet to come.")
    return held


@transaction.atomic
def take_down(
    *, key: UUID, came_on: date, name: str, reach: str, words: str, by: User, at: datetime
) -> Complaint:  # fmt: skip
    """A complaint came, on whichever way. The clock runs from that day, not from the day it was written down."""
    if came_on > london_day(at):
        raise NotPossible("That day is yet to come.")
    made = Complaint.objects.create(
        key=key, came_on=came_on, name=name, reach=reach, words=words, due_on=rules.answer_by(came_on), recorded_by=by,
        made_at=at,
    )  # fmt: skip
    _note("came", "Took down a complaint about data.", made, by, at)
    return made


@transaction.atomic
def acknowledge(*, complaint: Complaint, day: date, by: Actor, at: datetime) -> None:
    """The person was told that it came. Raises NotPossible the second time."""
    held = _open(complaint, day, at)
    if held.acknowledged_on is not None:
        raise NotPossible("That it came was said already.")
    held.acknowledged_on = day
    held.save(update_fields=["acknowledged_on"])
    _note("acknowledged", "Told somebody that their complaint came.", held, by, at)


@transaction.atomic
def extend(*, complaint: Complaint, why: str, by: Actor, at: datetime) -> None:
    """Take more time, once, before the time is over, for a reason that the person is told."""
    today = london_day(at)
    held = _open(complaint, today, at)
    if held.extended_on is not None:
        raise NotPossible("More time was taken already. It can be taken once.")
    if today > held.due_on:
        raise NotPossible("The time is over. Answer it now.")
    if not why.strip():
        raise NotPossible("Say why.")
    held.extended_on, held.extended_why = today, why.strip()
    held.extended_to = rules.answer_by(held.came_on, extended=True)
    held.save(update_fields=["extended_on", "extended_to", "extended_why"])
    _note("extended", "Took more time for a complaint, for a reason.", held, by, at)


@transaction.atomic
def answer(*, complaint: Complaint, day: date, words: str, by: Actor, at: datetime) -> None:
    """The person was told what came of it. Where nobody had said that it came, the answer says so too."""
    held = _open(complaint, day, at)
    if held.acknowledged_on is not None and day < held.acknowledged_on:
        raise NotPossible("That is before you told them that it came.")
    if not words.strip():
        raise NotPossible("Say what came of it.")
    held.answered_on, held.answer = day, words.strip()
    held.acknowledged_on = held.acknowledged_on or day
    held.save(update_fields=["answered_on", "answer", "acknowledged_on"])
    _note("answered", "Answered a complaint about data.", held, by, at)


@transaction.atomic
def forget(*, complaint: Complaint, by: Actor, at: datetime) -> None:
    """Delete names and words; the days stay, so that it can be shown that the clock was kept."""
    held = Complaint.objects.select_for_update().get(pk=complaint.pk)
    held.name = held.reach = held.words = held.answer = ""
    held.forgotten_at = at
    held.save(update_fields=["name", "reach", "words", "answer", "forgotten_at"])
    _note("forgotten", "Deleted the words of an old complaint.", held, by, at)
