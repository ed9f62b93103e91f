"""Which enquiries an account may see, and how long answers take."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from coopnet.calendars.days import working_days
from coopnet.enquiries import routing, rules
from coopnet.enquiries.enums import State
from coopnet.enquiries.models import Cover, Enquiry, Message
from coopnet.enquiries.routing import ACT
from coopnet.kit.access import Account, may
from coopnet.kit.clock import london_day
from coopnet.kit.registry import Duty

PAGE = 30
GROUPS: dict[str, tuple[str, Q]] = {
    "waiting": ("Waiting for us", Q(state__in=[State.NEW.value, State.TAKEN.value])),
    "answered": ("Waiting for them", Q(state=State.ANSWERED.value)),
    "closed": ("Closed", Q(state__in=[State.CLOSED.value, State.MERGED.value])),
    "spam": ("Looks like spam", Q(state=State.SPAM.value)),
}
_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Page:
    """Some enquiries and the number of the next page, if there is one."""

    rows: list[Enquiry]
    next: int | None


def visible(account: Account, at: datetime) -> QuerySet[Enquiry]:
    """The one rule of who sees which: those of the regions where the account may answer at that moment."""
    keys = routing.reach(account, london_day(at))
    every = Enquiry.objects.select_related("region", "taken_by")
    return every if keys is None else every.filter(region__key__in=keys)


def get(account: Account, key: UUID, at: datetime) -> Enquiry | None:
    """One that the account may see; nothing otherwise, whether or not there is one."""
    return visible(account, at).filter(key=key).first()


def inbox(account: Account, group: str, text: str, at: datetime, page: int = 1) -> Page:
    """Enquiries of one group: those that wait by the day of the promise, others newest first."""
    found = visible(account, at).filter(GROUPS[group][1])
    for word in text.split()[:6]:
        wanted = Q(name__icontains=word) | Q(school__icontains=word) | Q(email__icontains=word)
        found = found.filter(wanted | Q(words__icontains=word))
    found = found.order_by("due_on", "pk") if group == "waiting" else found.order_by("-made_at", "-pk")
    start = (page - 1) * PAGE
    rows = list(found[start : start + PAGE + 1])
    return Page(rows[:PAGE], page + 1 if len(rows) > PAGE else None)


def conversation(enquiry: Enquiry) -> list[Message]:
    """All that was said after the first words, oldest first."""
    return list(Message.objects.filter(enquiry=enquiry).select_related("by").order_by("at", "pk"))


def others_of(account: Account, enquiry: Enquiry, at: datetime) -> list[Enquiry]:
    """Other open enquiries of the same writer, which may be the same matter sent twice."""
    same = Q(email__iexact=enquiry.email) if enquiry.email else Q(email="", phone=enquiry.phone)
    open_ones = visible(account, at).filter(same, GROUPS["waiting"][1] | GROUPS["answered"][1])
    return list(open_ones.exclude(pk=enquiry.pk).order_by("pk")[:10])


def usual_days(at: datetime) -> int | None:
    """Working days within which half of last year's enquiries were answered, for the whole network; None below ten."""
    rows = Enquiry.objects.filter(answered_at__gte=at - _YEAR).values_list("made_at", "answered_at")
    days = [working_days(london_day(made), london_day(answered)) for made, answered in rows if answered]
    return rules.median(days)


def facts_of(
    name: str, email: str, phone: str, words: str, trap: str, took: timedelta | None, at: datetime
) -> rules.Sent:
    """What judging one sending needs. Two queries."""
    same = Enquiry.objects.filter(words=words, made_at__gte=at - timedelta(days=7)).exclude(email__iexact=email)
    mine = Q(email__iexact=email) if email else Q(phone=phone, email="")
    lately = Enquiry.objects.filter(mine, made_at__gte=at - timedelta(hours=1))
    return rules.Sent(name, words, trap, took, len(words) > 40 and same.exists(), lately.count())


def overdue(today: date) -> QuerySet[Enquiry]:
    """Those that missed the promise and of which the co-ordinator was not told."""
    return Enquiry.objects.filter(GROUPS["waiting"][1], due_on__lt=today, passed_on_at__isnull=True).order_by("pk")


def to_forget(at: datetime) -> QuerySet[Enquiry]:
    """Closed ones and spam whose time is over."""
    closed = Q(state=State.CLOSED.value, closed_at__lt=at - rules.FORGET_CLOSED)
    merged = Q(state=State.MERGED.value, made_at__lt=at - rules.FORGET_CLOSED)
    spam = Q(state=State.SPAM.value, made_at__lt=at - rules.FORGET_SPAM)
    return Enquiry.objects.filter(closed | merged | spam, forgotten_at__isnull=True).order_by("pk")


def covers(person: int, on: date) -> list[Cover]:
    """The days for which a person has named somebody, from today on."""
    return list(Cover.objects.filter(away=person, ends__gt=on).select_related("cover").order_by("starts"))


def duties(account: Account, at: datetime) -> Iterator[Duty]:
    """One line for those that wait, urgent when the promise is missed."""
    if not may(account, ACT, at=at):
        return
    rows = list(visible(account, at).filter(GROUPS["waiting"][1]).order_by("due_on").values_list("due_on", "taken_by"))
    rows = [(due, taken) for due, taken in rows if taken in (None, account.pk)]
    if not rows:
        return
    due = rows[0][0]
    late = due < london_day(at)
    yield Duty(
        words=f"Answer {len(rows)} {'enquiry' if len(rows) == 1 else 'enquiries'}",
        address="/enquiries/",
        due=due,
        why="People wrote to the network, and were told by when they hear from us.",
        if_left="The day of the promise is over; they still wait." if late else "The national co-ordinator is told.",
        urgent=late,
    )
