"""Everything that the books keep."""

from coopnet.ledger.models.books import (
    Account,
    Book,
    Entry,
    Expense,
    Fund,
    Line,
    MileageRate,
    Paper,
    Plan,
    Year,
)  # fmt: skip
from coopnet.ledger.models.gifts import Gift

__all__ = [
    "Account",
    "Book",
    "Entry",
    "Expense",
    "Fund",
    "Gift",
    "Line",
    "MileageRate",
    "Paper",
    "Plan",
    "Year",
]
