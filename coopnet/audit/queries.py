"""Reading the record of acts."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from coopnet.audit.actions import OPENED
from coopnet.audit.models import Detail, Entry
from coopnet.kit.actors import Actor

OPEN_FOR = timedelta(minutes=15)
PAGE = 50


@dataclass(frozen=True, slots=True)
class Act:
    """One act as people read it. ``erased``: its name, words and values were removed; the act itself stays."""

    number: int
    at: datetime
    what: str
    subject: str
    who: str
    words: str
    erased: bool
    check_code: str
    has_values: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Some acts, newest first; ``older`` is the number to ask for next."""

    acts: list[Act]
    older: int | None


def find(
    *, who: str = "", what: str = "", subject: str = "", since: datetime | None = None, until: datetime | None = None
) -> QuerySet[Entry]:
    """Acts by part of the actor's name, by kind, by the very thing, and from ``since`` up to ``until``."""
    found = Entry.objects.all()
    if who:
        found = found.filter(Q(detail__actor_name__icontains=who) | Q(actor_key=who))
    if what:
        found = found.filter(what=what)
    if subject:
        found = found.filter(subject=subject)
    if since:
        found = found.filter(at__gte=since)
    if until:
        found = found.filter(at__lt=until)
    return found


def page(found: QuerySet[Entry], *, before: int | None = None, size: int = PAGE) -> Page:
    """The newest acts below a number. One query, however long the record is."""
    if before is not None:
        found = found.filter(number__lt=before)
    rows = list(found.select_related("detail").order_by("-number")[: size + 1])
    acts = [_act(row) for row in rows[:size]]
    return Page(acts, acts[-1].number if len(rows) > size else None)


def kinds() -> list[str]:
    """Every kind of act that the record holds."""
    return list(Entry.objects.order_by("what").values_list("what", flat=True).distinct())


def get_act(number: int) -> Act | None:
    """One act, or nothing."""
    row = Entry.objects.select_related("detail").filter(number=number).first()
    return _act(row) if row else None


def opened_by(number: int, *, by: Actor, at: datetime) -> bool:
    """Whether this person gave a reason for looking at the details within the last quarter of an hour."""
    return Entry.objects.filter(
        what=OPENED, subject=f"entry:{number}", actor_key=by.actor_key, at__gt=at - OPEN_FOR, at__lte=at
    ).exists()


def values_of(number: int) -> dict[str, Any]:
    """What the act changed. Ask ``opened_by`` first."""
    text = Detail.objects.filter(pk=number).values_list("values", flat=True).first()
    found: dict[str, Any] = json.loads(text) if text else {}
    return found


def _act(row: Entry) -> Act:
    detail: Detail | None = getattr(row, "detail", None)
    return Act(
        number=row.number,
        at=row.at,
        what=row.what,
        subject=row.subject,
        who=detail.actor_name if detail else "",
        words=detail.words if detail else "",
        erased=detail is None,
        check_code=row.digest,
        has_values=detail is not None and detail.values != "{}",
    )
