"""By when a person rings, how long an opened request stays open, when words are deleted. Pure."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coopnet.calendars.days import after_months

LONDON = ZoneInfo("Europe/London")

# An urgent request that comes before this is answered the same day.
SAME_DAY_UNTIL = time(14)
END_OF_DAY = time(17)
# Working days for one that is not urgent.
PROMISE = 2
# After somebody has opened a request, the page stays open to that person for so long without asking again.
OPEN_FOR = timedelta(hours=12)
FORGET_CLOSED = timedelta(days=180)
# A complaint about data: the law gives thirty days to say that it came; we answer within a month of that day, and may
# take two more once, for a reason that the person is told.
ACKNOWLEDGE_WITHIN = timedelta(days=30)
ANSWER_MONTHS = 1
MORE_MONTHS = 2
FORGET_COMPLAINT = timedelta(days=2 * 365)
FORGET_CONTACT = timedelta(days=3 * 365)


def answer_by(came: date, *, extended: bool = False) -> date:
    """The last day for the answer to a complaint."""
    return after_months(came, ANSWER_MONTHS + (MORE_MONTHS if extended else 0))


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
