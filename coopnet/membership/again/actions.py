"""Setting the day from which one that left or was refused may be asked again, and taking it away."""

from datetime import date, datetime

from django.db import transaction

from coopnet.audit.actions import record
from coopnet.kit.actors import Actor
from coopnet.kit.clock import london_day
from coopnet.membership import queries, rules
from coopnet.membership.again.queries import belongs_otherwise, later
from coopnet.membership.enums import STATE_WORDS, Asked
from coopnet.membership.models import Application, Member
from coopnet.membership.refusals import NotPossible, held_fast, subject_of


@transaction.atomic
def ask_again(*, of: Member | Application, on: date | None, words: str, by: Actor, at: datetime) -> None:
    """Nobody asks it before ``on``; on that day the officers of its region have it among their things to do. ``words``
    say why then, for officers alone. None takes the day and its reason away.

    Raises NotPossible for one that belongs, that a body put out, whose request is open, or where the day is no good.
    """
    today = london_day(at)
    row = _member(of, on, today) if isinstance(of, Member) else _application(of, today)
    old, words = row.ask_again_on, words.strip()
    if on is None and old is None:
        raise NotPossible("No day was set.")
    if on is not None:
        says_why = words not in ("", row.ask_again_words)
        ruling = rules.day_to_ask_again(old=old, new=on, today=today, says_why=says_why)
        if not ruling.allowed:
            raise NotPossible(ruling.reason)
    row.ask_again_on, row.ask_again_words = on, words if on else ""
    row.save(update_fields=["ask_again_on", "ask_again_words"])
    record(
        "membership.ask-again" if on else "membership.ask-no-more",
        subject=subject_of(row) if isinstance(row, Member) else f"application:{row.key}",
        words=f"It may be asked again from {on.isoformat()}." if on else "The day to ask it again is taken away.",
        by=by,
        at=at,
        details={"before": old.isoformat() if old else ""},
    )


def _member(member: Member, on: date | None, today: date) -> Member:
    row = held_fast(member)
    last = row.periods.order_by("-starts", "-pk").first()
    if last is None or last.ends is None:
        raise NotPossible("It belongs. One that belongs is not asked to join.")
    ended = queries.state_on(last.changes.all(), last.ends)
    if ended not in rules.ASK_AGAIN:
        state = STATE_WORDS[ended] if ended else ""
        raise NotPossible(f"It {state}. Only the body that decided may open the door again.")
    if on is not None and today < on < last.ends:
        raise NotPossible(f"It belongs until {last.ends.isoformat()}. Choose that day or a later one.")
    return row


def _application(application: Application, today: date) -> Application:
    row = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if Asked(row.state) not in rules.ASKED_AGAIN:
        raise NotPossible("This request was not refused or taken back.")
    if later(row):
        raise NotPossible("A later request is on record. Set the day there.")
    if belongs_otherwise(row, today):
        raise NotPossible("It belongs. One that belongs is not asked to join.")
    return row
