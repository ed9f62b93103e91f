"""What ``verify`` asks about the rules."""

from collections.abc import Iterator
from datetime import datetime

from coopnet.kit import registry
from coopnet.kit.periods import Period
from coopnet.kit.registry import Breach
from coopnet.rulebook import rules
from coopnet.rulebook.models import Clause
from coopnet.rulebook.values import Unreadable


def unreadable(at: datetime) -> Iterator[Breach]:
    """Clauses that nothing can reckon with."""
    for row in Clause.objects.order_by("pk").iterator():
        try:
            rules.check(row.scope, row.key, row.value)
        except Unreadable as error:
            yield Breach(f"clause {row.pk}", f"{row.scope}, {row.key}: {error}")


def overlapping(at: datetime) -> Iterator[Breach]:
    """Two answers to one question on one day."""
    before: Clause | None = None
    for row in Clause.objects.order_by("scope", "key", "starts", "pk").iterator():
        if (
            before is not None
            and (before.scope, before.key) == (row.scope, row.key)
            and Period(before.starts, before.ends).overlaps(Period(row.starts, row.ends))
        ):
            yield Breach(f"clause {row.pk}", f"It holds on a day on which clause {before.pk} holds too.")
        before = row


def declare() -> None:
    """Make the checks known."""
    for name, statement, check in (
        ("rulebook.clauses-can-be-read", "Every clause of the rules says something of its kind.", unreadable),
        ("rulebook.one-answer-a-day", "A question has one answer in the rules on any day.", overlapping),
    ):
        registry.add_invariant(registry.Invariant(name, statement, "rules", check))
