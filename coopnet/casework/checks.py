"""Promises about requests for help that ``verify`` checks on the live database."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from coopnet.casework import queries
from coopnet.casework.complaints import queries as complaints
from coopnet.casework.enums import Kind
from coopnet.casework.models import HelpEvent, HelpRequest
from coopnet.kit.registry import Breach, Invariant, add_invariant
from coopnet.notices.models import Letter

_READING = [Kind.RUNG.value, Kind.NO_ANSWER.value, Kind.NOTE.value, Kind.CLOSED.value]


def somebody_was_told(at: datetime) -> Iterable[Breach]:
    """Of every request somebody was told by letter."""
    told = {key.split(":")[1] for key in Letter.objects.filter(key__startswith="help:").values_list("key", flat=True)}
    for key in HelpRequest.objects.order_by("pk").values_list("key", flat=True):
        if str(key) not in told:
            yield Breach(f"request for help {key}", "came, and nobody was told")


def nobody_acted_unseen(at: datetime) -> Iterable[Breach]:
    """Whoever did something with a request is noted as having opened it before."""
    opened = HelpEvent.objects.filter(
        request=OuterRef("request"), by=OuterRef("by"), kind=Kind.OPENED.value, at__lte=OuterRef("at")
    )
    found = HelpEvent.objects.filter(kind__in=_READING, by__isnull=False).exclude(Exists(opened))
    for pk in found.order_by("pk").values_list("pk", flat=True)[:20]:
        yield Breach(f"event {pk} of a request for help", "was done by somebody who is not noted as having looked")


def old_words_go(at: datetime) -> Iterable[Breach]:
    """Words are deleted within a week of their day."""
    for pk in queries.to_forget(at - timedelta(days=7)).values_list("pk", flat=True)[:20]:
        yield Breach(f"request for help {pk}", "its words should have been deleted")


def old_complaints_go(at: datetime) -> Iterable[Breach]:
    """Words of complaints are deleted within a week of their day."""
    for pk in complaints.to_forget(at - timedelta(days=7)).values_list("pk", flat=True)[:20]:
        yield Breach(f"complaint {pk}", "its words should have been deleted")


def declare() -> None:
    """Called once when the house opens."""
    for name, statement, check in (
        ("help.told", "Of every request for help somebody is told.", somebody_was_told),
        ("help.seen", "Whoever dealt with a request is noted as having looked.", nobody_acted_unseen),
        ("help.forgotten", "Old words of requests are deleted in time.", old_words_go),
        ("complaints.forgotten", "Old words of complaints are deleted in time.", old_complaints_go),
    ):
        add_invariant(Invariant(name, statement, "help", check))
