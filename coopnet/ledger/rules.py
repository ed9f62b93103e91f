"""Years, miles and sums. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coopnet.ledger.enums import AccountKind, Head

# The chart of accounts that a network starts with: code, name, kind.
CHART: tuple[tuple[str, str, AccountKind], ...] = (
    ("bank", "Bank", AccountKind.CASH),
    ("savings", "Savings", AccountKind.CASH),
    ("owed-to-us", "Owed to us", AccountKind.OWED_TO_US),
    ("we-owe", "What we owe", AccountKind.WE_OWE),
    ("subscriptions", "Yearly subscriptions", AccountKind.INCOME),
    ("grants", "Grants and gifts", AccountKind.INCOME),
    ("events", "Conference and events", AccountKind.INCOME),
    ("interest", "Interest", AccountKind.INCOME),
    ("people", "People and fees", AccountKind.SPENDING),
    ("travel", "Volunteers’ expenses", AccountKind.SPENDING),
    ("meetings", "Meetings and events", AccountKind.SPENDING),
    ("running", "Running costs", AccountKind.SPENDING),
    ("funds", "Funds", AccountKind.FUNDS),
)
# Lines on these say to which fund they belong.
OF_A_FUND = (AccountKind.INCOME, AccountKind.SPENDING, AccountKind.FUNDS)


@dataclass(frozen=True, slots=True)
class Part:
    """One line of an entry to be. Debits above nothing, credits below; ``fund`` by slug, ``head`` where it is spent."""

    account: str
    pence: int
    fund: str = ""
    head: Head | None = None


def year_of(day: date, month: int, first: int) -> tuple[date, date]:
    """The year that holds the day: its first day, and the first day of the next."""
    starts = date(day.year, month, first)
    if day < starts:
        starts = date(day.year - 1, month, first)
    return starts, date(starts.year + 1, month, first)


def year_name(starts: date, ends: date) -> str:
    """Like 2026-27, or 2026 where it is a calendar year."""
    last = ends.year if (ends.month, ends.day) != (1, 1) else ends.year - 1
    return str(starts.year) if last == starts.year else f"{starts.year}-{last % 100:02d}"


def mileage(tenths: int, rate: int) -> int:
    """Pence for tenths of a mile at pence a mile; half a penny counts as one."""
    return (tenths * rate + 5) // 10


def balanced(parts: Sequence[Part]) -> bool:
    """Two lines or more that add up to nothing, none of them empty."""
    return len(parts) >= 2 and sum(part.pence for part in parts) == 0 and all(part.pence for part in parts)
