"""Promises about the first ninety days that ``verify`` checks on the live database."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import F

from coopnet.kit import registry
from coopnet.kit.registry import Breach
from coopnet.welcome import queries, rules
from coopnet.welcome.models import Buddy, Plan, Tick


def beside_another(at: datetime) -> Iterator[Breach]:
    """Members that walk beside themselves."""
    for row in Buddy.objects.filter(member=F("period__member")).order_by("pk")[:20]:
        yield Breach(f"buddy {row.pk}", "It names the new member itself.")


def ticked_by_hand(at: datetime) -> Iterator[Breach]:
    """Ticks of steps that the records alone may show, or from before the membership began."""
    by_hand = [fact.value for fact in rules.BY_HAND]
    wrong = Tick.objects.exclude(step__fact__in=by_hand) | Tick.objects.filter(day__lt=F("period__starts"))
    for row in wrong.order_by("pk")[:20]:
        yield Breach(f"tick {row.pk}", "It says what only the records may say, or on a day before the first.")


def new_ones_alone(at: datetime) -> Iterator[Breach]:
    """Choices kept for what an old list told, which has no first days."""
    for row in Plan.objects.filter(period__certain=False).order_by("pk")[:20]:
        yield Breach(f"plan {row.pk}", "It belongs to a membership from an old list.")


def old_words_go(at: datetime) -> Iterator[Breach]:
    """Answers that should have been deleted a week ago."""
    for row in queries.old_answers(at - timedelta(days=7))[:20]:
        yield Breach(f"answer {row.pk}", "It should have been deleted.")


def declare() -> None:
    """Make the checks known."""
    for name, statement, check in (
        ("beside", "Nobody walks beside itself.", beside_another),
        ("ticks", "What the records show is never ticked by hand.", ticked_by_hand),
        ("plans", "Only a membership that began with us has first days.", new_ones_alone),
        ("forgotten", "How the first days went is deleted after half a year.", old_words_go),
    ):
        registry.add_invariant(registry.Invariant(f"welcome.{name}", statement, "members", check))
