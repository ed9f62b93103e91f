"""Promises about enquiries that ``verify`` checks on the live database."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from coopnet.enquiries import queries
from coopnet.enquiries.enums import Kind, State
from coopnet.enquiries.models import Enquiry, Message
from coopnet.kit.registry import Breach, Invariant, add_invariant
from coopnet.notices.models import Letter


def answers_exist(at: datetime) -> Iterable[Breach]:
    """What is called answered has an answer, by letter or by telephone."""
    said = Message.objects.filter(enquiry=OuterRef("pk"), kind__in=[Kind.ANSWER.value, Kind.BY_PHONE.value])
    found = Enquiry.objects.filter(state__in=[State.ANSWERED.value, State.CLOSED.value])
    for pk in found.exclude(Exists(said)).order_by("pk").values_list("pk", flat=True)[:20]:
        yield Breach(f"enquiry {pk}", "is called answered, and nobody answered")


def somebody_was_told(at: datetime) -> Iterable[Breach]:
    """Of every enquiry that is no spam somebody was told by letter."""
    letters = Letter.objects.filter(key__startswith="enquiry:").values_list("key", flat=True)
    told = {key.split(":")[1] for key in letters.iterator()}
    for key in Enquiry.objects.exclude(state=State.SPAM.value).order_by("pk").values_list("key", flat=True).iterator():
        if str(key) not in told:
            yield Breach(f"enquiry {key}", "came, and nobody was told")


def old_words_go(at: datetime) -> Iterable[Breach]:
    """Words are deleted within a week of their day."""
    for pk in queries.to_forget(at - timedelta(days=7)).values_list("pk", flat=True)[:20]:
        yield Breach(f"enquiry {pk}", "its words should have been deleted")


def declare() -> None:
    """Called once when the house opens."""
    for name, statement, check in (
        ("enquiries.answered", "What is called answered has an answer.", answers_exist),
        ("enquiries.told", "Of every enquiry somebody is told.", somebody_was_told),
        ("enquiries.forgotten", "Old words are deleted in time.", old_words_go),
    ):
        add_invariant(Invariant(name, statement, "enquiries", check))
