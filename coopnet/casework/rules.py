"""By when a person rings, how long an opened request stays open, when words are deleted. Pure."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

# An urgent request that comes before this is answered the same day.
SAME_DAY_UNTIL = time(14)
END_OF_DAY = time(17)
# Working days for one that is not urgent.
PROMISE = 2
# After somebody has opened a request, the page stays open to that person for so long without asking again.
OPEN_FOR = timedelta(hours=12)
FORGET_CLOSED = timedelta(days=180)
FORGET_CONTACT = timedelta(days=3 * 365)


def ring_by(came: datetime, *, urgent: bool) -> datetime:
    """Until when a person rings: five o'clock of a working day. Bank holidays count as working days until calendars are
    kept."""
    local = came.astimezone(LONDON)
    working = local.weekday() < 5
    if urgent:
        left = 0 if working and local.time() < SAME_DAY_UNTIL else 1
    else:
        left = PROMISE
    day = local.date()
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return datetime.combine(day, END_OF_DAY, tzinfo=LONDON)
