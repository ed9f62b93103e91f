"""Things to do about membership: answers that are promised, members for which nobody can vote."""

from collections.abc import Iterator
from datetime import date, datetime

from coopnet.bodies.queries import reach
from coopnet.kit.access import Account
from coopnet.kit.clock import london_day
from coopnet.kit.registry import Duty
from coopnet.membership import queries, rules
from coopnet.membership.again.queries import gone
from coopnet.membership.enums import Asked
from coopnet.membership.enums import Duty as DutyOf
from coopnet.membership.models import Application, Mandate
from coopnet.membership.standing import CHANGE, DECIDE
from coopnet.people.queries import in_force


def duties(account: Account, at: datetime) -> Iterator[Duty]:
    """Applications that wait for a board, each with the day by which an answer is promised."""
    today = london_day(at)
    yield from _without_voter(account, today)
    yield from _to_ask_again(account, today)
    keys = reach(account, DECIDE, today)
    if keys == frozenset():
        return
    waiting = Application.objects.filter(
        state__in=[Asked.APPLIED.value, Asked.APPEALED.value], forgotten_at__isnull=True
    ).select_related("establishment", "group")
    for one in (waiting if keys is None else waiting.filter(region_key__in=keys)).order_by("due_on", "pk"):
        yield Duty(
            f"{one.applicant} asks to join: record what the board decides",
            f"/applications/{one.key}/",
            one.due_on,
            "We promised an answer by that day.",
            "They hear nothing, and the promise is broken.",
            urgent=one.due_on < today,
        )


def _to_ask_again(account: Account, today: date) -> Iterator[Duty]:
    """Those that left or were refused and may be asked again by today: never one whose day has not come."""
    left, refused = reach(account, CHANGE, today), reach(account, DECIDE, today)
    if left == refused == frozenset():
        return
    for one in gone(today, due=True):
        keys = refused if one.asking else left
        if keys is None or one.regions & keys:
            yield Duty(
                f"{one.name} may be asked again to join",
                one.address,
                one.again_on,
                "It left or was refused, and this day was set to ask again. Ask, then set another day or none.",
                "Nobody asks, and a school that might come back does not hear from us.",
            )


def _without_voter(account: Account, today: date) -> Iterator[Duty]:
    """One line for all members whose vote nobody can cast."""
    keys = reach(account, CHANGE, today)
    if keys == frozenset():
        return
    named = set(Mandate.objects.filter(in_force(today), duty=DutyOf.VOTES.value).values_list("member_id", flat=True))
    without = [
        one
        for one in queries.belonging(today)
        if one.state in rules.WITH_RIGHTS
        and one.member.pk not in named
        and one.votes
        and (keys is None or one.regions & keys)
    ]
    if without:
        yield Duty(
            f"{len(without)} member{'s have' if len(without) > 1 else ' has'} nobody who votes: ask the chairs",
            "/members/list/?without=voter",
            None,
            "A member votes by the person whom its governors named.",
            "They have no voice in the next vote.",
        )
