"""The close of a year: nothing more comes in, what is left over moves to the members' reserve, the year stands."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from coopnet.audit.actions import record as note
from coopnet.kit.actors import Actor
from coopnet.kit.basis import Basis
from coopnet.kit.clock import london_day
from coopnet.kit.money import pounds
from coopnet.kit.uploads import papers
from coopnet.ledger import posting
from coopnet.ledger.enums import EntryKind, YearState
from coopnet.ledger.models import Entry, Year
from coopnet.ledger.posting import NotPossible
from coopnet.ledger.queries import result_of
from coopnet.ledger.rules import Part


def _move(year: Year, state: YearState) -> None:
    year.state = state.value
    try:
        with transaction.atomic():
            year.save(update_fields=["state", "result", "closed_at", "closed_by"])
    except IntegrityError as refused:
        raise NotPossible(str(refused).splitlines()[0]) from refused


@transaction.atomic
def close(
    *, year: Year, key: UUID, agreement: Basis, signed: papers.Paper | None, by: Actor, at: datetime
) -> Year:  # fmt: skip
    """Close a year that is over. What is left over moves to the members' reserve under the written agreement, which is
    attached; a year that fell short says so, and nothing moves. Raises NotPossible while an entry of it waits."""
    posting.held()
    found = Year.objects.select_for_update().get(pk=year.pk)
    if found.state == YearState.CLOSED.value:
        raise NotPossible(f"The year {found.name} is closed already.")
    if london_day(at) < found.ends:
        raise NotPossible(f"The year {found.name} is not over yet.")
    if Entry.objects.filter(year=found, posted=False).exists():
        raise NotPossible("An entry of this year waits for a second person. Let it be agreed, or take it away.")
    _move(found, YearState.CLOSING)
    result = result_of(found)
    if result > 0:
        if signed is None:
            raise NotPossible("Money is left over. Attach the written agreement under which it moves to the reserve.")
        entry = posting.draft(
            key=key, year=found, day=found.ends - timedelta(days=1), kind=EntryKind.SURPLUS,
            words=f"Left over in {found.name}", basis=agreement,
            parts=[Part("funds", result, "general"), Part("funds", -result, "reserve")], sent=signed, by=by, at=at,
        )  # fmt: skip
        posting.post(entry)
    found.result, found.closed_at, found.closed_by = result, at, posting.user_of(by)
    _move(found, YearState.CLOSED)
    came = "left over" if result >= 0 else "short"
    note(
        "ledger.closed", subject=f"year:{found.name}", words=f"Closed {found.name}: {pounds(abs(result))} {came}.",
        by=by, at=at,
    )  # fmt: skip
    return found
