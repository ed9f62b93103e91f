"""Promises about volunteers that ``verify`` checks on the live database."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import F, Sum

from coopnet.kit.registry import Breach, Invariant, add_invariant
from coopnet.volunteers import queries, rules
from coopnet.volunteers.models import Handover, Hours


def a_day_has_24_hours(at: datetime) -> Iterable[Breach]:
    """Nobody gave more than a day has, or before the day had come."""
    days = Hours.objects.values("person", "on").annotate(all=Sum("minutes")).filter(all__gt=rules.LONGEST_DAY)
    for day in days.order_by("on", "person")[:20]:
        yield Breach(f"hours of {day['on']}", "one person noted more than 24 hours")
    for row in Hours.objects.order_by("pk").filter(on__gt=F("made_at__date"))[:20]:
        yield Breach(f"hours {row.pk}", "were noted before their day had come")


def only_who_follows_takes_over(at: datetime) -> Iterable[Breach]:
    """Whoever took over holds, or held, the same role after that."""
    rows = Handover.objects.filter(received_by__isnull=False).select_related("term")
    for row in rows.order_by("pk"):
        if row.received_by_id not in queries.all_after(row.term) or row.person_id != row.term.person_id:
            yield Breach(
                f"what was handed over of term {row.term_id}", "was taken over by somebody who does not follow"
            )


def old_words_go(at: datetime) -> Iterable[Breach]:
    """Words are deleted within a week of their day."""
    for pk in queries.to_forget(at - timedelta(days=7)).order_by("pk").values_list("pk", flat=True)[:20]:
        yield Breach(f"handover {pk}", "its words should have been deleted")


def declare() -> None:
    """Called once when the house opens."""
    for name, statement, check in (
        ("volunteers.hours", "Nobody gives more hours than a day has.", a_day_has_24_hours),
        ("volunteers.followed", "Only whoever follows takes over what was left.", only_who_follows_takes_over),
        ("volunteers.forgotten", "What leavers wrote is deleted in time.", old_words_go),
    ):
        add_invariant(Invariant(name, statement, "volunteers", check))
