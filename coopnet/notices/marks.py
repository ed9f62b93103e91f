"""What is noted against an address: that letters do not arrive there, and that no news goes there.

These run inside the acts of others and have no entry of their own in the record.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q

from coopnet.notices import rules
from coopnet.notices.enums import Kind, NoNews, State, Why
from coopnet.notices.models import Letter, OptOut, Trouble


def is_address(text: str) -> bool:
    """Whether mail can be sent there at all."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def no_news(address: str) -> NoNews | None:
    """Why this address gets no news, if it gets none. One query."""
    found = OptOut.objects.filter(address=address.strip().lower()).values_list("why", flat=True).first()
    return NoNews(found) if found else None


def trouble(*, kind: str, to: str, about: str, why: Why, reason: str, at: datetime) -> Trouble | None:
    """The To do against an address at which a letter was not delivered; None for a code, which nobody can send again.

    The row stays locked to the end of the transaction, so that whoever sees to it at this moment comes before or after.
    """
    if kind == Kind.CODE.value:
        return None
    address = to.lower()
    row, made = Trouble.objects.select_for_update().get_or_create(
        address=address,
        defaults={"about": about, "why": why.value, "reason": reason[:500], "since": at, "last_at": at},
    )
    if not made:
        row.about, row.why, row.reason, row.last_at = about or row.about, why.value, reason[:500], at
        row.save(update_fields=["about", "why", "reason", "last_at"])
    return row


def gone(address: str, why: Why, at: datetime) -> None:
    """No news goes to an address that is gone. Asked once the letter that told of it is settled: it may be news too."""
    if why is Why.GONE and is_address(address):
        stop_news(address, NoNews.BOUNCED, source="a letter came back", at=at)


def settle(pk: int | None) -> None:
    """Take a To do away once no letter stands against it any more."""
    if pk is not None:
        Trouble.objects.filter(pk=pk).exclude(pk__in=Letter.objects.filter(trouble=pk).values("trouble")).delete()


def stop_news(address: str, why: NoNews, *, source: str, at: datetime) -> bool:
    """No news goes there from now on, nor what waits already; False where that held before, as strongly."""
    lower = address.strip().lower()
    row, made = OptOut.objects.get_or_create(address=lower, defaults={"at": at, "why": why.value, "source": source})
    if not made:
        if rules.STRENGTH.index(why) <= rules.STRENGTH.index(NoNews(row.why)):
            return False
        OptOut.objects.filter(pk=row.pk).update(why=why.value, source=source)
    halt_waiting([lower], why, at)
    return made


def halt_waiting(addresses: list[str], why: NoNews, at: datetime) -> None:
    """News that waits for these addresses (in lower case) is not sent. What a worker holds it asks about itself."""
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=at)  # a worker that was killed claims it no longer
    wanted = set(addresses)
    waiting = Letter.objects.filter(free, kind=Kind.NEWS.value, state=State.WAITING.value)
    if len(addresses) == 1:
        waiting = waiting.filter(to__iexact=addresses[0])
    found = [] if not wanted else [pk for pk, to in waiting.values_list("pk", "to").iterator() if to.lower() in wanted]
    for begin in range(0, len(found), 500):
        waiting.filter(pk__in=found[begin : begin + 500]).update(
            state=State.DECLINED.value,
            reason=rules.NO_NEWS_WORDS[why],
            next_try_at=None,
            claim=None,
            claimed_until=None,
        )
