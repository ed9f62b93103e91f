"""Which letters arrived, which did not, and which still wait."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from coopnet.kit.access import Account, may
from coopnet.kit.registry import Duty
from coopnet.notices import rules
from coopnet.notices.enums import Kind, State, Why
from coopnet.notices.models import UNDELIVERED, Attempt, Letter, OptOut, RefusalsList, Trouble

MONTH = timedelta(days=31)
LATE = timedelta(hours=1)
PAGE = 50
# So many addresses have a line each in the To do list; more are one line.
LINES = 3

NOT_DELIVERED = Q(state__in=UNDELIVERED)
GROUPS = {
    "not-delivered": ("Not delivered", NOT_DELIVERED),
    "waiting": ("Waiting", Q(state=State.WAITING.value)),
    "sent": ("Sent", Q(state=State.SENT.value)),
    "caught": ("Caught in the rehearsal", Q(state=State.CAUGHT.value)),
    "declined": ("Not wanted", Q(state=State.DECLINED.value)),
    "paper": ("Posted on paper", Q(state=State.PAPER.value)),
    "left": ("Left undelivered", Q(state=State.LEFT.value)),
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
    return letter.kind != Kind.CODE.value and letter.state in UNDELIVERED


def troubles() -> QuerySet[Trouble]:
    """Addresses at which letters were not delivered, the latest first, each with how many (``lost``)."""
    return Trouble.objects.annotate(lost=Count("letters")).order_by("-last_at", "pk")


def get_trouble(pk: int) -> Trouble | None:
    """One of them, or nothing."""
    return Trouble.objects.filter(pk=pk).first()


def lost_letters(trouble: Trouble) -> list[Letter]:
    """The letters that were not delivered there, oldest first."""
    return list(Letter.objects.filter(trouble=trouble).defer("text").order_by("pk"))


def lists_of_refusals() -> list[RefusalsList]:
    """Every list that was taken in, the latest first."""
    return list(RefusalsList.objects.order_by("-at", "-pk"))


def refused() -> dict[str, int]:
    """How many addresses get no news, by why. One query."""
    rows = OptOut.objects.values_list("why").annotate(rows=Count("pk")).order_by("why")
    return {str(why): int(rows) for why, rows in rows}


def _address_duty(trouble: Trouble, lost: int) -> Duty:
    letters_ = "A letter was" if lost == 1 else f"{lost} letters were"
    return Duty(
        words=f"{letters_} not delivered: {trouble.about or trouble.address or 'no address'}",
        address=f"/letters/not-delivered/{trouble.pk}/",
        due=None,
        why=f"{trouble.address} {rules.WHY_WORDS[Why(trouble.why)]}".strip(),
        if_left="They do not know what we wrote, and the next letter goes astray too.",
    )


def duties(account: Account, at: datetime) -> Iterator[Duty]:
    """Addresses at which letters did not arrive, letters that do not leave the house, news that waits for a list."""
    if not may(account, "letters.see", at=at):
        return
    found = list(troubles()[: LINES + 1])
    if len(found) > LINES:
        count = Trouble.objects.count()
        yield Duty(
            words=f"Letters to {count} addresses were not delivered",
            address="/letters/not-delivered/",
            due=None,
            why="Mail servers refused them, or they came back.",
            if_left="Whoever they were for does not know what they say.",
        )
    else:
        for trouble in found:
            yield _address_duty(trouble, trouble.lost)  # type: ignore[attr-defined]  # counted by the query
    known = RefusalsList.objects.exists()
    late = letters("waiting", until=at - LATE).filter(tries=0)
    held = (late if known else late.exclude(kind=Kind.NEWS.value)).count()
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
    if not known and Letter.objects.filter(kind=Kind.NEWS.value, state=State.WAITING.value).exists():
        yield Duty(
            words="Say who gets no news, before the first news goes",
            address="/letters/refusals/",
            due=None,
            why="News waits. Those who said no to the old newsletter have said no to ours.",
            if_left="The news stays here.",
            others="The system administrator can do it too.",
        )
