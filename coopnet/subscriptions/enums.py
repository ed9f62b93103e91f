"""Words of subscriptions."""

from enum import StrEnum


class Settled(StrEnum):
    """How a sum is settled without being paid: too much is given back, or what is owed is let off."""

    REFUND = "refund"
    WAIVER = "waiver"
    WRITE_OFF = "write-off"


class Unposted(StrEnum):
    """Why a payment has no entry in the books."""

    NO_BOOKS = "no-books"
    ELSEWHERE = "elsewhere"
    EARLIER = "earlier"
    OPEN = "open"
    OLD = "old"


SETTLED_WORDS = {
    Settled.REFUND: "give back what came too much",
    Settled.WAIVER: "let off by decision (hardship)",
    Settled.WRITE_OFF: "write off, since it will not come",
}

UNPOSTED_WORDS = {
    Unposted.NO_BOOKS: "the books were not open",
    Unposted.ELSEWHERE: "the books are kept elsewhere",
    Unposted.EARLIER: "it came before the books begin",
    Unposted.OPEN: "the payment it takes back was not posted",
    Unposted.OLD: "it was recorded before payments were posted from here",
}
