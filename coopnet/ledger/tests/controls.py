"""How to break the promises about the books."""

from uuid import uuid4

from coopnet.ledger import actions
from coopnet.ledger.tests.ground import AT, BY, DAY, DECISION, money_in, money_out, opened
from tests.controls import Control, sql, without_triggers


def arrange() -> None:
    opened()
    money_in(5_000)
    money_out(300)
    actions.add_fund(slug="books", name="Books", purpose="Books for schools", by=BY, at=AT)
    money_in(500, account="grants", fund="books")
    money_out(450, fund="books")
    actions.release(key=uuid4(), day=DAY, pence=100, to="general", words="Help", decision=DECISION, by=BY, at=AT)


def behind(table: str, statement: str) -> None:
    without_triggers(table)
    sql(statement)


CONTROLS = {
    "ledger.balance": Control(
        lambda: behind("ledger_line", "UPDATE ledger_line SET pence = pence + 1 WHERE pence = 5000"), arrange
    ),
    "ledger.numbers": Control(
        lambda: behind("ledger_entry", "UPDATE ledger_entry SET number = 99 WHERE number = 2"), arrange
    ),
    "ledger.reserve": Control(
        lambda: behind("ledger_entry", "UPDATE ledger_entry SET basis_kind = 'file' WHERE kind = 'release'"), arrange
    ),
    "ledger.funds": Control(
        lambda: behind("ledger_line", "UPDATE ledger_line SET pence = pence * 9 WHERE pence IN (450, -450)"), arrange
    ),
    "ledger.days": Control(
        lambda: behind("ledger_entry", "UPDATE ledger_entry SET day = '2025-01-01' WHERE number = 2"), arrange
    ),
    "ledger.two": Control(
        lambda: behind("ledger_entry", "UPDATE ledger_entry SET agreed_by_id = NULL WHERE number = 3"), arrange
    ),
    "ledger.files": Control(lambda: behind("ledger_paper", "UPDATE ledger_paper SET sha256 = 'other'"), arrange),
}
