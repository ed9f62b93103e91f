"""How to break the promises about prices."""

from collections.abc import Callable

from coopnet.membership.tests import ground as on
from coopnet.subscriptions.actions import put_in_force
from coopnet.subscriptions.invoices import actions
from coopnet.subscriptions.statements import actions as bank
from coopnet.subscriptions.tests import test_invoices, test_late, test_settling, test_statements
from coopnet.subscriptions.tests.test_prices import DATA
from tests.controls import Control, sql, without_triggers


def arrange() -> None:
    on.ground()
    put_in_force(title="Prices", data=DATA, starts=on.DAY, basis=on.BOARD, by=on.BY, at=on.AT)


def spoil() -> None:
    without_triggers("subscriptions_pricescheme")
    sql("UPDATE subscriptions_pricescheme SET data = '[]'")


def invoiced() -> None:
    test_invoices.prepared()
    for _ in range(2):
        invoice = test_invoices.sent()
    actions.credit(invoice=invoice, pence=100, reason="Hardship", by=on.BY, at=on.AT)


def break_invoice(what: str) -> Callable[[], None]:
    def run() -> None:
        for table in ("subscriptions_invoice", "subscriptions_credit"):
            without_triggers(table)
        sql(what)

    return run


def ended() -> None:
    test_invoices.prepared()
    invoice = test_invoices.sent()
    test_late.gone(test_late.ENDS)
    test_late.seen(invoice, test_late.ENDS)
    test_late.clock(test_late.ENDS, test_late.ENDS)


def in_books() -> None:
    test_settling.opened()
    test_settling.refunded()


def out_of_books() -> None:
    without_triggers("subscriptions_posting")
    sql("UPDATE subscriptions_posting SET entry_id = NULL, why_not = 'open' WHERE settlement_id IS NOT NULL")
    without_triggers("subscriptions_payment")
    sql("UPDATE subscriptions_payment SET pence = pence + 1 WHERE takes_back_id IS NULL")


def unseen() -> None:
    without_triggers("subscriptions_ending")
    sql("UPDATE subscriptions_ending SET reach = NULL")


def matched() -> None:
    test_invoices.prepared()
    test_invoices.sent()
    file = test_statements.load(test_statements.OFX)
    bank.match_certain(
        listed={line.pk: 1 for line in file.lines.all()}, by=test_statements.treasurer(), at=test_statements.AT
    )


def paid_twice() -> None:
    without_triggers("subscriptions_payment")
    sql("UPDATE subscriptions_payment SET pence = 9999")


CONTROLS = {
    "invoices.lines": Control(paid_twice, matched),
    "invoices.in-the-books": Control(out_of_books, in_books),
    "invoices.endings": Control(unseen, ended),
    "subscriptions.prices-can-be-read": Control(spoil, arrange),
    "invoices.numbers": Control(
        break_invoice("UPDATE subscriptions_invoice SET number = 9 WHERE number = 1"), invoiced
    ),
    "invoices.sums": Control(break_invoice("UPDATE subscriptions_invoice SET pence = 1"), invoiced),
    "invoices.credits": Control(break_invoice("UPDATE subscriptions_credit SET pence = 999999"), invoiced),
}
