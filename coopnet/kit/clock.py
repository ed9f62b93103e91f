"""The one door that reads the clock.

Moments are aware and in UTC; days are London days. A demo carries an offset, so that its now is the last day of its
story. Sessions, codes and anything that must outlive no attack use ``machine_now``.
Doors (views, commands, jobs) read the clock once and hand ``at`` down; actions and queries never call it.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from coopnet.kit.models import Network

LONDON = ZoneInfo("Europe/London")


def machine_now() -> datetime:
    """The machine's moment, whatever the network's clock says."""
    return datetime.now(UTC)


def now(network: Network | None = None) -> datetime:
    """The network's moment. One query, unless the caller already holds the network."""
    if network is None:
        network = Network.objects.filter(pk=1).only("clock_offset").first()
    offset = network.clock_offset if network else 0
    return machine_now() + timedelta(seconds=offset)


def london_day(at: datetime) -> date:
    """The day in London at that moment."""
    return at.astimezone(LONDON).date()


def london(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """The moment at which London's clocks show that time on that day."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON).astimezone(UTC)


def today(network: Network | None = None) -> date:
    """The network's London day."""
    return london_day(now(network))
