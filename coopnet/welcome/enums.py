"""Words of the first ninety days: what ticks a step, where it stands with the school beside a new one."""

from enum import StrEnum


class Fact(StrEnum):
    """What shows that a step is done. All but the first are read from the records."""

    HAND = "by-hand"
    MET = "contact-met"
    NAMED = "voter-named"
    CONFIRMED = "voter-confirmed"
    PAID = "paid"


class Beside(StrEnum):
    """Where it stands between a new member and the one that may walk beside it."""

    ASKED_NEW = "asked-new"
    ASKED_BUDDY = "asked-buddy"
    AGREED = "agreed"
    NOT_NOW = "not-now"
    ENDED = "ended"


FACT_WORDS = {
    Fact.HAND: "somebody ticks it",
    Fact.MET: "the contact notes a call or a visit, or somebody ticks it",
    Fact.NAMED: "the voter is named",
    Fact.CONFIRMED: "the chair of governors confirmed the voter",
    Fact.PAID: "the invoice is paid",
}

BESIDE_WORDS = {
    Beside.ASKED_NEW: "waits for the new member",
    Beside.ASKED_BUDDY: "waits for the other school",
    Beside.AGREED: "agreed by both",
    Beside.NOT_NOW: "not this time",
    Beside.ENDED: "ended",
}
