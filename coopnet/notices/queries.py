"""Which letters arrived, which did not, and which still wait."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from coopnet.kit.access import Account, may
from coopnet.kit.registry import Duty
from coopnet.notices.enums import Kind, State
from coopnet.notices.models import Attempt, Letter

MONTH = timedelta(days=31)
LATE = timedelta(hours=1)
PAGE = 50

NOT_DELIVERED = Q(state__in=[State.FAILED.value, State.BOUNCED.value])
GROUPS = {
    "not-delivered": ("Not delivered", NOT_DELIVERED),
    "waiting": ("Waiting", Q(state=State.WAITING.value)),
    "sent": ("Sent", Q(state=State.SENT.value)),
    "caught": ("Caught in the rehearsal", Q(state=State.CAUGHT.value)),
    "declined": ("Not wanted", Q(state=State.DECLINED.value)),
}


@dataclass(frozen=True, slots=True)
class Page:
    """Some letters, newest first. ``older`` is the key to ask for next."""

    letters: list[Letter]
    older: int | None


def letters(group: str, *, since: datetime | None = None, until: datetime | None = None) -> QuerySet[Letter]:
    """Letters of one group, made from ``since`` up to ``until``."""
    found = Letter.objects.filter(GROUPS[group][1])
    if since:
        found = found.filter(made_at__gte=since)
    if until:
        found = found.filter(made_at__lt=until)
    return found


def page(found: QuerySet[Letter], *, before: int | None = None, size: int = PAGE) -> Page:
    """The newest of them below a key. One query."""
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found.order_by("-pk")[: size + 1])
    return Page(rows[:size], rows[size - 1].pk if len(rows) > size else None)


def get_letter(pk: int) -> Letter | None:
    """One letter, or nothing."""
    return Letter.objects.filter(pk=pk).first()


def attempts(letter: Letter) -> list[Attempt]:
    """Every try to post it, oldest first."""
    return list(Attempt.objects.filter(letter=letter).order_by("pk"))


def may_go_again(letter: Letter) -> bool:
    """Whether somebody may send it once more: it did not arrive, and it holds no code."""
    return letter.kind != Kind.CODE.value and letter.state in (State.FAILED.value, State.BOUNCED.value)


def duties(account: Account, at: datetime) -> Iterator[Duty]:
    """Letters that did not arrive lately, and letters that do not leave the house."""
    if not may(account, "letters.see", at=at):
        return
    lost = letters("not-delivered", since=at - MONTH).exclude(kind=Kind.CODE.value).count()
    if lost:
        yield Duty(
            words=f"Look at {lost} {'letter' if lost == 1 else 'letters'} that did not arrive",
            address="/letters/",
            due=None,
            why="The mail server refused them, or they came back.",
            if_left="Whoever they were for does not know what they say.",
        )
    held = letters("waiting", until=at - LATE).filter(tries=0).count()
    if held:
        yield Duty(
            words=f"{held} {'letter waits' if held == 1 else 'letters wait'} for more than an hour",
            address="/letters/?group=waiting",
            due=None,
            why="The mail server cannot be reached, or no worker is running.",
            if_left="Nobody gets a letter from the network, and nobody can sign in by code.",
            urgent=True,
            others="The system administrator can see to it.",
        )
