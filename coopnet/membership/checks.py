"""What ``verify`` asks about membership (invariants 1, 2, 3 and 19)."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from coopnet.kit import registry
from coopnet.kit.periods import Period as Days
from coopnet.kit.registry import Breach
from coopnet.membership import rules
from coopnet.membership.enums import State
from coopnet.membership.models import Coverage, Mandate, Member, Period


def _share_a_day(rows: Iterable[Any], same: Callable[[Any], object], words: str) -> Iterator[Breach]:
    """Rows in order of their key and first day, of which two of one key share a day."""
    before: Any = None
    for row in rows:
        if (
            before is not None
            and same(before) == same(row)
            and Days(before.starts, before.ends).overlaps(Days(row.starts, row.ends))
        ):
            yield Breach(f"{row._meta.model_name} {row.pk}", words)
        before = row


def covered_once(at: datetime) -> Iterator[Breach]:
    """Schools that belong twice on a day, and members that do."""
    yield from _share_a_day(
        Coverage.objects.order_by("establishment_id", "starts", "pk"),
        lambda row: row.establishment_id,
        "The school belongs through another member on one of these days.",
    )
    yield from _share_a_day(
        Period.objects.order_by("member_id", "starts", "pk"), lambda row: row.member_id, "The member belongs twice."
    )


def within_a_period(at: datetime) -> Iterator[Breach]:
    """Schools covered, and people who act, on days on which the member does not belong."""
    periods: dict[int, list[tuple[date, date | None]]] = {}
    for period in Period.objects.order_by("starts"):
        periods.setdefault(period.member_id, []).append((period.starts, period.ends))
    rows: list[Coverage | Mandate] = [*Coverage.objects.order_by("pk"), *Mandate.objects.order_by("pk")]
    for row in rows:
        held = periods.get(row.member_id, [])
        if not any(
            starts <= row.starts and (ends is None or (row.ends is not None and row.ends <= ends))
            for starts, ends in held
        ):
            yield Breach(f"{row._meta.model_name} {row.pk}", "It holds on a day on which the member does not belong.")


def moved_by_the_rules(at: datetime) -> Iterator[Breach]:
    """Periods whose states do not follow from one another, or whose end and last state disagree."""
    for period in Period.objects.prefetch_related("changes").order_by("pk"):
        changes = sorted(period.changes.all(), key=lambda change: (change.day, change.pk))
        where = f"period {period.pk}"
        if not changes or changes[0].day != period.starts:
            yield Breach(where, "No state holds from its first day.")
            continue
        stack = [State(changes[0].state)]
        for change in changes[1:]:
            if change.correction:
                stack = stack[:-1] or stack
                if stack[-1] is not State(change.state):
                    yield Breach(where, "A correction sets another state than the one before.")
            elif rules.may_move(stack[-1], State(change.state)):
                stack.append(State(change.state))
            else:
                yield Breach(where, f"From {stack[-1].value} it went to {change.state}.")
                break
        last = changes[-1]
        if (stack[-1] in rules.ENDED) != (period.ends is not None) or (period.ends and last.day != period.ends):
            yield Breach(where, "Its last day and its last state disagree.")


def one_voter(at: datetime) -> Iterator[Breach]:
    """Two people with one duty for one member on a day."""
    yield from _share_a_day(
        Mandate.objects.order_by("member_id", "duty", "starts", "pk"),
        lambda row: (row.member_id, row.duty),
        "Somebody else has this duty on one of these days.",
    )


def numbered(at: datetime) -> Iterator[Breach]:
    """A number of the register of members that is missing."""
    for place, number in enumerate(Member.objects.order_by("number").values_list("number", flat=True), 1):
        if place != number:
            yield Breach(f"member {number}", f"Number {place} of the register is missing.")
            return


def asked_again_when_gone(at: datetime) -> Iterator[Breach]:
    """Members with a day to be asked again that still belong, or whom a body alone lets back."""
    rows = Member.objects.filter(ask_again_on__isnull=False).prefetch_related("periods__changes").order_by("pk")
    for member in rows:
        last = max(member.periods.all(), key=lambda period: (period.starts, period.pk), default=None)
        changes = sorted(last.changes.all(), key=lambda change: (change.day, change.pk)) if last else []
        if not changes or State(changes[-1].state) not in rules.ASK_AGAIN:
            yield Breach(f"member {member.number}", "It has a day to be asked again, and it did not leave.")


def declare() -> None:
    """Make the checks known."""
    for name, statement, check in (
        ("covered-once", "A school belongs through one member at a time, and a member belongs once.", covered_once),
        ("within", "Schools belong and people act only while their member belongs.", within_a_period),
        ("moves", "Every membership moved as the rules say, and ended when its last state says.", moved_by_the_rules),
        ("one-voter", "A member has one voter at a time, and one substitute.", one_voter),
        ("ask-again", "Only one that left, and not by decision, has a day to be asked again.", asked_again_when_gone),
        ("numbers", "No number of the register of members is missing.", numbered),
    ):
        registry.add_invariant(registry.Invariant(f"membership.{name}", statement, "members", check))
