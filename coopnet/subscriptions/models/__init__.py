"""Everything that subscriptions keep."""

from coopnet.subscriptions.models.invoices import Counter, Credit, Invoice, Payment, Registration, Supplier
from coopnet.subscriptions.models.prices import PriceScheme
from coopnet.subscriptions.models.renewals import BankDay, Ending, Look, Promise, Reminder
from coopnet.subscriptions.models.settling import Posting, Settlement
from coopnet.subscriptions.models.statements import BankBalance, BankFile, BankLine, Columns, Matched, Waiting

__all__ = [
    "BankBalance",
    "BankDay",
    "BankFile",
    "BankLine",
    "Columns",
    "Counter",
    "Credit",
    "Ending",
    "Invoice",
    "Look",
    "Matched",
    "Payment",
    "Posting",
    "PriceScheme",
    "Promise",
    "Registration",
    "Reminder",
    "Settlement",
    "Supplier",
    "Waiting",
]
