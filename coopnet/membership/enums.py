"""Words of membership: where it stands, how it ends, what a person does for a member, where an application stands."""

from enum import StrEnum


class State(StrEnum):
    """Where a period of membership stands. The last four end it."""

    AWAITING = "awaiting-payment"
    CURRENT = "current"
    DUE = "due"
    GRACE = "grace"
    SUSPENDED = "suspended"
    LAPSED = "lapsed"
    RESIGNED = "resigned"
    CEASED = "ceased"
    EXPELLED = "expelled"


class Duty(StrEnum):
    """What a person does for a member. Of each there is one person at a time."""

    LEAD = "lead"
    FINANCE = "finance"
    VOTES = "votes"
    SUBSTITUTE = "substitute"


class Asked(StrEnum):
    """Where an application stands."""

    APPLIED = "applied"
    MORE_INFO = "more-info"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    APPEALED = "appealed"
    REFUSED_FOR_GOOD = "refused-for-good"


class Question(StrEnum):
    """Where the question to a chair stands: does this person vote for you?"""

    ASKED = "asked"
    YES = "yes"
    NO = "no"
    WITHDRAWN = "withdrawn"


class Verdict(StrEnum):
    """What the school list says about joining."""

    ELIGIBLE = "eligible"
    EXCEPTION = "exception"
    ALREADY = "already"
    CLOSED = "closed"


STATE_WORDS = {
    State.AWAITING: "waits for the first payment",
    State.CURRENT: "member",
    State.DUE: "member, subscription due",
    State.GRACE: "member, payment late",
    State.SUSPENDED: "paused",
    State.LAPSED: "ended, not paid",
    State.RESIGNED: "left",
    State.CEASED: "ended, closed or no longer able to belong",
    State.EXPELLED: "ended by decision",
}

DUTY_WORDS = {
    Duty.LEAD: "speaks for it from day to day",
    Duty.FINANCE: "sees to invoices",
    Duty.VOTES: "votes for it",
    Duty.SUBSTITUTE: "votes when there is no voter",
}

ASKED_WORDS = {
    Asked.APPLIED: "waits for a decision",
    Asked.MORE_INFO: "waits for their answer",
    Asked.APPROVED: "agreed",
    Asked.REFUSED: "refused",
    Asked.WITHDRAWN: "taken back",
    Asked.APPEALED: "waits for a second decision",
    Asked.REFUSED_FOR_GOOD: "refused, on appeal too",
}
