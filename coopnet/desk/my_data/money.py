"""What the books hold about a person."""

from coopnet.desk.my_data.kinds import Shown

MONEY: tuple[Shown, ...] = (
    Shown(
        "ledger.Entry",
        "recorded_by",
        "Entries of the books that you recorded",
        "So that it can be seen who recorded money.",
        "As long as the books.",
        (("recorded_at", "When"), ("number", "Entry"), ("words", "Words")),
        "recorded_at",
    ),
    Shown(
        "ledger.Entry",
        "agreed_by",
        "Entries of the books that you agreed to",
        "So that money out has a second person.",
        "As long as the books.",
        (("agreed_at", "When"), ("number", "Entry"), ("words", "Words")),
        "agreed_at",
    ),
    Shown(
        "ledger.Year",
        "closed_by",
        "Years of the books that you closed",
        "So that it can be seen who closed a year.",
        "As long as the books.",
        (("closed_at", "When"), ("name", "Year")),
        "closed_at",
    ),
    Shown(
        "ledger.Expense",
        "person",
        "What you laid out for the network",
        "So that you get your money back.",
        "As long as the books.",
        (("day", "When"), ("words", "For what"), ("pence", "Pence"), ("state", "How it stands")),
        "day",
    ),
    Shown(
        "ledger.Expense",
        "claimed_by",
        "Claims that you sent",
        "So that it can be seen who claimed.",
        "As long as the books.",
        (("claimed_at", "When"), ("words", "For what"), ("pence", "Pence")),
        "claimed_at",
    ),
    Shown(
        "ledger.Expense",
        "agreed_by",
        "Claims that you looked at as the second person",
        "So that money out has a second person.",
        "As long as the books.",
        (("agreed_at", "When"), ("pence", "Pence"), ("why", "Why not")),
        "agreed_at",
    ),
    Shown(
        "ledger.Expense",
        "paid_by",
        "Claims that you paid",
        "So that it can be seen who paid.",
        "As long as the books.",
        (("agreed_at", "When it was agreed"), ("pence", "Pence")),
        "agreed_at",
    ),
)
