"""Terms of the ledger, and the words for people."""

from enum import StrEnum


class FundKind(StrEnum):
    """Whose money it is: free to spend, kept for members, given for a purpose."""

    GENERAL = "general"
    RESERVE = "reserve"
    RESTRICTED = "restricted"


class AccountKind(StrEnum):
    """What an account holds. ``funds`` carries what each fund was opened with and what moved between funds."""

    CASH = "cash"
    OWED_TO_US = "owed-to-us"
    WE_OWE = "we-owe"
    INCOME = "income"
    SPENDING = "spending"
    FUNDS = "funds"


class Head(StrEnum):
    """What money was spent on, or given for: the three things that the network is there to do."""

    SUPPORT = "support"
    SERVICE = "service"
    VOICE = "voice"


class EntryKind(StrEnum):
    """``surplus`` and ``release`` are the only ways into and out of the members' reserve after the opening."""

    OPENING = "opening"
    ORDINARY = "ordinary"
    REVERSAL = "reversal"
    SURPLUS = "surplus"
    RELEASE = "release"


class YearState(StrEnum):
    """A closed year is never opened again; one that is closing may be, until its surplus has moved."""

    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"


class ExpenseState(StrEnum):
    """Claimed by one, agreed by another, paid."""

    CLAIMED = "claimed"
    AGREED = "agreed"
    REFUSED = "refused"
    PAID = "paid"


class Keeps(StrEnum):
    """Where the network keeps its books. One place only is the book of record."""

    HERE = "here"
    ELSEWHERE = "elsewhere"


HEAD_WORDS = {Head.SUPPORT: "Support", Head.SERVICE: "Services", Head.VOICE: "Voice"}
KIND_WORDS = {
    EntryKind.OPENING: "opening balance",
    EntryKind.ORDINARY: "entry",
    EntryKind.REVERSAL: "correction",
    EntryKind.SURPLUS: "money left over to the members’ reserve",
    EntryKind.RELEASE: "released from the members’ reserve",
}
STATE_WORDS = {
    ExpenseState.CLAIMED: "waits for a second person",
    ExpenseState.AGREED: "agreed, to be paid",
    ExpenseState.REFUSED: "not agreed",
    ExpenseState.PAID: "paid",
}
YEAR_WORDS = {YearState.OPEN: "open", YearState.CLOSING: "being closed", YearState.CLOSED: "closed"}
KEEPS_WORDS = {
    Keeps.HERE: "Here. These pages are the books.",
    Keeps.ELSEWHERE: "Elsewhere. Invoices are made here, and our own package keeps the books.",
}
