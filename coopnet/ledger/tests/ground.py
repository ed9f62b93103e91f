"""A book with a little money in it, and two people who keep it."""

from datetime import UTC, date, datetime
from io import BytesIO
from uuid import uuid4

from coopnet.accounts.models import User
from coopnet.kit.actors import System
from coopnet.kit.basis import Basis
from coopnet.kit.uploads import papers
from coopnet.ledger import actions
from coopnet.ledger.enums import Head
from coopnet.ledger.models import Entry
from coopnet.ledger.rules import Part

BY = System("test")
START = date(2026, 4, 1)
DAY = date(2026, 5, 5)
AT = datetime(2026, 5, 5, 10, tzinfo=UTC)
AFTER = datetime(2027, 4, 2, 10, tzinfo=UTC)
FILE = Basis("file", "1", "A bank statement", DAY)
AGREEMENT = Basis("agreement", "surplus", "The written agreement on what is left over", date(2019, 1, 1))
DECISION = Basis("decision", "board-2026-05-01-1", "The board: a hardship grant", date(2026, 5, 1))


def signed() -> papers.Paper:
    """A signed paper, plainly invented."""
    return papers.clean(BytesIO(b"Signed accounts, invented."), "accounts.txt")


def two() -> tuple[User, User]:
    """Whoever records and whoever agrees."""
    return tuple(
        User.objects.get_or_create(email=f"{name}@example.org", defaults={"name": name.title(), "made_at": AT})[0]
        for name in ("petra", "quentin")
    )  # type: ignore[return-value]  # two names, two people


def opened(cash: int = 100_000, reserve: int = 40_000) -> Entry | None:
    """Books that begin on 1 April 2026."""
    return actions.open_books(
        day=START, month=4, first=1, cash=cash, reserve=reserve, signed=signed(), basis=FILE, key=uuid4(), by=BY, at=AT
    )


def money_in(
    pence: int, day: date = DAY, account: str = "subscriptions", words: str = "Subscriptions",
    fund: str = "general",
) -> Entry:  # fmt: skip
    """Income, of the general fund if no other is named."""
    parts = [Part("bank", pence), Part(account, -pence, fund)]
    return actions.record(key=uuid4(), day=day, words=words, parts=parts, basis=FILE, by=BY, at=AT)


def money_out(
    pence: int, day: date = DAY, head: Head = Head.VOICE, account: str = "meetings", fund: str = "general"
) -> Entry:
    """Spending, recorded by one and agreed by another."""
    one, other = two()
    parts = [Part(account, pence, fund, head), Part("bank", -pence)]
    entry = actions.record(key=uuid4(), day=day, words="A hall", parts=parts, basis=FILE, by=one, at=AT)
    return actions.agree(entry=entry, by=other, at=AT)
