"""Promises about letters that ``verify`` checks on the live database."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef

from coopnet.kit.registry import Breach, Invariant
from coopnet.notices import rules
from coopnet.notices.enums import Outcome, State
from coopnet.notices.models import Attempt, Letter, Secret


def keys_are_unique(at: datetime) -> Iterable[Breach]:
    """No two letters under one key, and none under one Message-ID, whatever became of the indexes."""
    for field in ("key", "message_id"):
        twice = Letter.objects.values(field).annotate(rows=Count("pk")).filter(rows__gt=1).order_by(field)
        for row in twice[:20]:
            yield Breach(f"letters with {field} {row[field][:80]}", f"{row['rows']} letters where one may be")


def sendings_are_logged(at: datetime) -> Iterable[Breach]:
    """Every letter sent has a line in the log of the post that says so, and every line belongs to a letter."""
    taken = Attempt.objects.filter(letter=OuterRef("pk"), outcome=Outcome.TAKEN.value)
    sent = Letter.objects.filter(state__in=[State.SENT.value, State.BOUNCED.value])
    for pk in sent.exclude(Exists(taken)).order_by("pk").values_list("pk", flat=True)[:20]:
        yield Breach(f"letter {pk}", "is called sent, but no try is logged that was taken")
    lost = Attempt.objects.exclude(Exists(Letter.objects.filter(pk=OuterRef("letter_id"))))
    for pk in lost.order_by("pk").values_list("pk", flat=True)[:20]:
        yield Breach(f"try {pk}", "belongs to no letter")


def letters_move(at: datetime) -> Iterable[Breach]:
    """No letter is held by a worker for longer than a lease can last."""
    held = Letter.objects.filter(claimed_until__gt=at + rules.LEASE + timedelta(days=1)).order_by("pk")
    for pk in held.values_list("pk", flat=True)[:20]:
        yield Breach(f"letter {pk}", "is held by a worker beyond any lease")


def codes_do_not_linger(at: datetime) -> Iterable[Breach]:
    """The text of a code is gone as soon as its letter no longer waits."""
    settled = Secret.objects.exclude(letter__state=State.WAITING.value).order_by("pk")
    for pk in settled.values_list("pk", flat=True)[:20]:
        yield Breach(f"letter {pk}", "its code is still kept")


INVARIANTS = [
    Invariant("letters.one-per-key", "A letter is one row, however often it is asked for.", "letters", keys_are_unique),
    Invariant("letters.logged", "Every letter sent is in the log of the post.", "letters", sendings_are_logged),
    Invariant("letters.move", "No worker holds a letter for ever.", "letters", letters_move),
    Invariant("letters.codes-go", "The text of a code does not linger.", "letters", codes_do_not_linger),
]
