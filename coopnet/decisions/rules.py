"""Where a decision stands, and what a vote adds up to. Pure."""

from dataclasses import dataclass
from datetime import date

from coopnet.decisions.enums import Effect, Standing


@dataclass(frozen=True, slots=True)
class Later:
    """A later decision that names this one, and the day from which it holds."""

    effect: Effect
    starts: date


def standing(*, starts: date, ends: date | None, later: list[Later], on: date) -> Standing:
    """Where a decision stands on a day. What was taken back before it began never was in force."""
    for one in sorted(later, key=lambda one: one.starts):
        if one.starts <= on:
            return Standing.RESCINDED if one.effect is Effect.RESCINDS else Standing.REPLACED
    if on < starts:
        return Standing.TO_COME
    return Standing.RAN_OUT if ends is not None and on >= ends else Standing.IN_FORCE


def vote_words(votes_for: int | None, against: int | None, abstained: int | None) -> str:
    """Like “12 for, 3 against, 1 abstained”; nothing where no votes were counted."""
    if votes_for is None:
        return ""
    return f"{votes_for} for, {against or 0} against, {abstained or 0} abstained"


def reference(body_slug: str, day: date, number: int) -> str:
    """How a decision is cited, and its address: ``society-2026-09-24-1``."""
    return f"{body_slug}-{day.isoformat()}-{number}"
