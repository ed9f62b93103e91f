"""Recording a decision."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction

from coopnet.accounts.models import User
from coopnet.audit.actions import record as note
from coopnet.bodies.models import Body
from coopnet.decisions import rules
from coopnet.decisions.enums import Effect
from coopnet.decisions.models import Decision
from coopnet.kit.actors import Actor
from coopnet.kit.clock import london_day
from coopnet.kit.uploads import papers


class NotPossible(ValueError):
    """It cannot be recorded as things stand; the text says why, for people."""


@dataclass(frozen=True, slots=True)
class Votes:
    """A count of votes."""

    votes_for: int
    against: int
    abstained: int = 0


@transaction.atomic
def record(
    *,
    body: Body,
    day: date,
    title: str,
    text: str,
    how: str = "",
    votes: Votes | None = None,
    starts: date | None = None,
    ends: date | None = None,
    review_on: date | None = None,
    public: bool = True,
    effect: Effect = Effect.ADOPTS,
    earlier: Decision | None = None,
    sent: papers.Paper | None = None,
    by: Actor,
    at: datetime,
) -> Decision:
    """Record what a body decided. ``starts``: from when it holds, the day itself if nothing is said.

    Raises NotPossible for a day to come, for a time that ends before it begins, for an earlier decision that was
    changed already or belongs to another body.
    """
    if day > london_day(at):
        raise NotPossible("A decision is recorded once it is taken. Choose today or an earlier day.")
    begins = starts or day
    if begins < day:
        raise NotPossible("A decision holds from the day on which it was taken, or later.")
    if ends is not None and ends <= begins:
        raise NotPossible("The last day comes after the first.")
    if votes is not None and votes.votes_for <= votes.against:
        raise NotPossible("More voted against it than for it, or as many: nothing was decided.")
    _check_earlier(body, day, effect, earlier)
    # Two who record at once take turns, so that the numbers of a day stay whole.
    Body.objects.select_for_update().get(pk=body.pk)
    last = Decision.objects.filter(body=body, day=day).order_by("-number").values_list("number", flat=True).first()
    number = (last or 0) + 1
    decision = Decision(
        reference=rules.reference(body.slug, day, number),
        body=body,
        day=day,
        number=number,
        title=title,
        text=text,
        how=how,
        votes_for=votes.votes_for if votes else None,
        votes_against=votes.against if votes else None,
        abstained=votes.abstained if votes else None,
        starts=begins,
        ends=ends,
        review_on=review_on,
        public=public,
        effect=effect.value,
        earlier=earlier,
        recorded_at=at,
        recorded_by=by if isinstance(by, User) else None,
    )
    if sent is not None:
        decision.file_name = sent.name
        decision.sha256 = hashlib.sha256(sent.data).hexdigest()
        decision.file.save(f"{uuid4()}{sent.suffix}", ContentFile(sent.data), save=False)
    decision.save()
    words = f"Recorded a decision of {body.name}: {title}" if public else f"Recorded a decision of {body.name}."
    note("decisions.recorded", subject=f"decision:{decision.reference}", words=words, by=by, at=at)
    return decision


def _check_earlier(body: Body, day: date, effect: Effect, earlier: Decision | None) -> None:
    if (effect is Effect.ADOPTS) != (earlier is None):
        raise NotPossible("Choose the decision that this one changes, or say that it stands by itself.")
    if earlier is None:
        return
    held = Decision.objects.select_for_update().get(pk=earlier.pk)
    if held.body_id != body.pk:
        raise NotPossible("A body changes its own decisions alone.")
    if held.day > day:
        raise NotPossible("The decision that it changes was taken later than this one.")
    if Decision.objects.filter(earlier=held).exists():
        raise NotPossible("That decision was changed already. Choose the one that took its place.")
