"""Replays the story on the network's database and leaves its clock on the last day: that is the demo."""

from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from coopnet.kit import clock
from coopnet.kit.clock import london
from coopnet.kit.models import Network
from coopnet.story.acts import ACTS
from coopnet.story.engine import Echo, Told, tell

SEED = 1
HOUR = 10  # the demo's now: this hour of the last day


def replay(*, until: date | None = None, seed: int = SEED, echo: Echo = print) -> Told:
    """Tell the story up to a day. The database must hold no network; facts are loaded if they are not.

    The same seed tells the same story. What failed stands in ``Told.failed``; nothing is raised for it.
    """
    told = tell(ACTS, until=until, seed=seed, echo=echo)
    network = Network.objects.filter(pk=1).first()
    if network is not None:
        set_clock(last=london(told.last_day, HOUR), machine=clock.machine_now())
    return told


def told_file() -> Path:
    """Beside the database, the last day of a story that was told without a break: what the demo shows."""
    return Path(settings.DATA_DIR) / "demo-told"


@transaction.atomic
def set_clock(*, last: datetime, machine: datetime) -> None:
    """Make ``last`` the network's moment now. Only a demo can be set; the clock then runs on from there."""
    offset = round((last - machine) / timedelta(seconds=1))
    Network.objects.filter(pk=1, demo=True).update(clock_offset=offset)
