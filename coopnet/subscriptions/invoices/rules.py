"""What is owed on an invoice and how it stands. Pure; money is whole pence."""

from datetime import date
from enum import StrEnum


class Stand(StrEnum):
    """How an invoice stands."""

    OPEN = "open"
    PART = "part-paid"
    LATE = "late"
    PAID = "paid"
    CREDITED = "credited"


STAND_WORDS = {
    Stand.OPEN: "to pay",
    Stand.PART: "paid in part",
    Stand.LATE: "late",
    Stand.PAID: "paid",
    Stand.CREDITED: "credited",
}


def vat_number(typed: str) -> str:
    """As it is written, GB and nine or twelve digits. Raises ValueError where its own check digits say it is mistyped.

    Nine digits: seven weighted from 8 down to 2, plus the last two, come to a multiple of 97, or do so with 55 added.
    """
    bare = "".join(typed.split()).upper().removeprefix("GB")
    if not (bare.isascii() and bare.isdecimal() and len(bare) in (9, 12)):
        raise ValueError("Write it like GB 123 4567 82.")
    total = sum(int(digit) * weight for digit, weight in zip(bare, range(8, 1, -1), strict=False)) + int(bare[7:9])
    if total % 97 and (total + 55) % 97:
        raise ValueError("A digit of it is wrong: its last two do not fit the others.")
    return f"GB{bare}"


def owed(*, pence: int, credited: int, paid: int) -> int:
    """What is still to pay; never less than nothing: too much paid is to be given back, and is told apart."""
    return max(0, pence - credited - paid)


def overpaid(*, pence: int, credited: int, paid: int) -> int:
    """What came too much."""
    return max(0, paid + credited - pence)


def stand(*, pence: int, credited: int, paid: int, due_on: date, on: date) -> Stand:
    """How it stands on a day. The day on which it is due is in time."""
    left = owed(pence=pence, credited=credited, paid=paid)
    if not left:
        return Stand.CREDITED if credited >= pence and not paid else Stand.PAID
    if on > due_on:
        return Stand.LATE
    return Stand.PART if paid or credited else Stand.OPEN
