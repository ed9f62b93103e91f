"""What the running of the network asks of officers."""

from collections.abc import Iterator
from datetime import datetime

from coopnet.kit import clock, registry
from coopnet.kit.access import Account, may
from coopnet.kit.registry import Duty
from coopnet.operations import rehearsal, status


def duties(account: Account, at: datetime) -> Iterator[Duty]:
    """Pauses to end, and whatever of the machine is not as it should be. For those who may see the machine."""
    if not may(account, "operations.see", at=at):
        return
    yield from rehearsal.duties(at)
    for row in status.paused():
        yield Duty(
            words=f"Changes to the {row.subject} are paused",
            address=f"/status/paused/{row.pk}/",
            due=clock.london_day(row.since),
            why=row.why,
            if_left=f"The {row.subject} can be read and not changed; everything else goes on.",
            urgent=True,
        )
    for line in status.machine_lines(clock.machine_now(), at):
        if not line.good and (line.at is not None or line.words == status.ROOM):
            yield Duty(
                words=f"{line.words}: look at it",
                address="/status/",
                due=None,
                why=line.said,
                if_left="Should the machine break, more of the latest work is lost than need be.",
            )


def declare() -> None:
    """Make the duties known."""
    registry.add_duties(duties)
