"""Which decisions one may read, and where each stands on a day."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from coopnet.bodies.models import Body
from coopnet.bodies.queries import reach
from coopnet.decisions import rules
from coopnet.decisions.enums import STANDING_WORDS, Effect, Standing
from coopnet.decisions.models import Decision
from coopnet.kit.access import Account
from coopnet.kit.basis import Basis
from coopnet.kit.clock import london_day
from coopnet.kit.registry import Breach, Duty

ACT = "decisions.record"
PAGE = 30


@dataclass(frozen=True, slots=True)
class Row:
    """A decision and where it stands on the day asked about."""

    decision: Decision
    standing: Standing

    @property
    def words(self) -> str:
        """Where it stands, for people."""
        return STANDING_WORDS[self.standing]

    @property
    def holds(self) -> bool:
        """Whether it is in force."""
        return self.standing is Standing.IN_FORCE


@dataclass(frozen=True, slots=True)
class Place:
    """A body as something that belongs to a region."""

    body: Body

    def access_regions(self, at: datetime) -> frozenset[str]:
        """Its region; none for the whole network."""
        return frozenset({self.body.region_id} if self.body.region_id else ())


def readable(account: Account, on: date) -> QuerySet[Decision]:
    """Public ones for everybody; the others for those who record decisions there."""
    allowed = Q(public=True)
    if account.is_authenticated:
        keys = reach(account, ACT, on)
        allowed |= Q() if keys is None else Q(body__region_id__in=keys)
        if keys is None:
            return _all()
    return _all().filter(allowed)


def _all() -> QuerySet[Decision]:
    return Decision.objects.select_related("body__region", "earlier").prefetch_related("later").order_by("-day", "-pk")


def row(decision: Decision, on: date) -> Row:
    """Where one stands. Uses what was fetched with it."""
    later = [rules.Later(Effect(one.effect), one.starts) for one in decision.later.all()]
    return Row(decision, rules.standing(starts=decision.starts, ends=decision.ends, later=later, on=on))


def found(rows: QuerySet[Decision], *, body: str = "", words: str = "") -> QuerySet[Decision]:
    """Those of one body (by its slug) whose title or text holds every word typed."""
    if body:
        rows = rows.filter(body__slug=body)
    for word in words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(text__icontains=word))
    return rows


def bodies_for(account: Account, on: date) -> list[Body]:
    """The bodies whose decisions the account may record."""
    keys = reach(account, ACT, on)
    rows = Body.objects.select_related("region").order_by("kind", "name")
    return list(rows if keys is None else rows.filter(region_id__in=keys))


def latest(on: date, count: int = 3, region: str = "") -> list[Row]:
    """The newest public ones up to a day, of the whole network or of a region's bodies."""
    rows = _all().filter(public=True, day__lte=on)
    if region:
        rows = rows.filter(body__region_id=region)
    return [row(one, on) for one in rows[:count]]


def headlines(on: date, count: int = 4) -> list[Decision]:
    """The newest public ones up to a day, without where they stand now. One query."""
    rows = Decision.objects.filter(public=True, day__lte=on).select_related("body__region")
    return list(rows.order_by("-day", "-pk")[:count])


def basis_of(reference: str) -> Basis | None:
    """A decision as what rests on it names it."""
    found = Decision.objects.filter(reference=reference).select_related("body").first()
    return found.basis if found else None


def duties(account: Account, at: datetime) -> Iterator[Duty]:
    """Decisions that were to be looked at again."""
    on = london_day(at)
    keys = reach(account, ACT, on)
    if keys == frozenset():
        return
    due = _all().filter(review_on__lte=on)
    for one in due if keys is None else due.filter(body__region_id__in=keys):
        if row(one, on).holds:
            yield Duty(
                f"Look again at the decision “{one.title}”",
                f"/decisions/{one.reference}/",
                one.review_on,
                "The body said so when it decided.",
                "It stays in force as it is.",
            )


def files_are_whole(at: datetime) -> Iterator[Breach]:
    """Files that are not as they were when the decision was recorded."""
    for one in Decision.objects.exclude(sha256="").order_by("pk").iterator():
        try:
            with one.file.open("rb") as file:
                same = hashlib.file_digest(file, "sha256").hexdigest() == one.sha256
        except OSError:
            same = False
        if not same:
            yield Breach(f"decision {one.reference}", "Its file is not the one that was recorded, or is gone.")


def numbers_are_whole(at: datetime) -> Iterator[Breach]:
    """Days of a body on which a number is missing."""
    before: Decision | None = None
    for one in Decision.objects.order_by("body_id", "day", "number").iterator():
        same = before is not None and (before.body_id, before.day) == (one.body_id, one.day)
        if one.number != (before.number + 1 if before is not None and same else 1):
            yield Breach(f"decision {one.reference}", "A decision before it is missing.")
        before = one
