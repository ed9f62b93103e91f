"""Promises about letters that ``verify`` checks on the live database."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef

from coopnet.kit.registry import Breach, Invariant
from coopnet.notices import rules
from coopnet.notices.enums import Kind, Outcome, State
from coopnet.notices.models import UNDELIVERED, Attempt, Letter, OptOut, RefusalsList, Secret, Trouble


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


def undelivered_are_to_do(at: datetime) -> Iterable[Breach]:
    """What was not delivered stands against its address until somebody has seen to it; nothing stands there empty."""
    lost = Letter.objects.filter(state__in=UNDELIVERED, trouble=None).exclude(kind=Kind.CODE.value)
    for pk in lost.order_by("pk").values_list("pk", flat=True)[:20]:
        yield Breach(f"letter {pk}", "was not delivered, and stands in nobody's To do list")
    empty = Trouble.objects.exclude(Exists(Letter.objects.filter(trouble=OuterRef("pk"))))
    for pk in empty.order_by("pk").values_list("pk", flat=True)[:20]:
        yield Breach(f"To do {pk}", "stands against an address, and no letter does")


def news_is_wanted(at: datetime) -> Iterable[Breach]:
    """No news went to an address after it refused news; what a worker held at that moment may still have gone."""
    refused = dict(OptOut.objects.values_list("address", "at"))
    news = Letter.objects.filter(kind=Kind.NEWS.value, sent_at__isnull=False).order_by("pk")
    for pk, to, sent_at in news.values_list("pk", "to", "sent_at").iterator():
        said = refused.get(to.lower())
        if said is not None and sent_at is not None and sent_at > said + rules.LEASE:
            yield Breach(f"letter {pk}", "is news for an address that had refused news")


def refusals_come_first(at: datetime) -> Iterable[Breach]:
    """No news went out before the list of those who want none was in."""
    news = Letter.objects.filter(kind=Kind.NEWS.value, sent_at__isnull=False).order_by("sent_at", "pk")
    earliest = list(news.values_list("pk", "sent_at")[:20])
    # Asked last: a list that comes in between, and news behind it, are no breach.
    first = RefusalsList.objects.order_by("at").values_list("at", flat=True).first()
    for pk, sent_at in earliest:
        if sent_at is not None and (first is None or sent_at < first):
            yield Breach(f"letter {pk}", "is news, sent before the list of refusals was in")


INVARIANTS = [
    Invariant("letters.one-per-key", "A letter is one row, however often it is asked for.", "letters", keys_are_unique),
    Invariant("letters.logged", "Every letter sent is in the log of the post.", "letters", sendings_are_logged),
    Invariant("letters.move", "No worker holds a letter for ever.", "letters", letters_move),
    Invariant("letters.codes-go", "The text of a code does not linger.", "letters", codes_do_not_linger),
    Invariant("letters.to-do", "What was not delivered is somebody's to do.", "letters", undelivered_are_to_do),
    Invariant("letters.wanted", "No news goes to whoever refused it.", "letters", news_is_wanted),
    Invariant("letters.refusals-first", "No news goes before the refusals are known.", "letters", refusals_come_first),
]
