"""What the saved network holds: made by ordinary actions of whichever version saves it."""

from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

from coopnet.bodies.actions import make_body
from coopnet.bodies.enums import BodyKind, Office
from coopnet.decisions.actions import record as decide
from coopnet.kit.basis import Basis
from coopnet.kit.uploads import papers
from coopnet.ledger import actions as ledger
from coopnet.ledger.rules import Part
from coopnet.membership.actions import allot, move
from coopnet.membership.enums import State
from coopnet.membership.tests import ground as on
from coopnet.subscriptions.invoices import actions as invoices
from tests.roles import give


def fill(money: Any) -> None:
    """Members in several states, invoices paid in part and whole, a credit note, books, a decision."""
    money.prepared()
    treasurer = give(Office.TREASURER).user
    signed = papers.clean(BytesIO(b"Accounts"), "accounts.txt")
    ledger.open_books(
        day=date(2026, 4, 1), month=4, first=1, cash=100_000, reserve=50_000, signed=signed,
        basis=Basis("accounts", "", "Signed accounts", date(2026, 3, 31)), key=uuid4(), by=treasurer, at=on.AT,
    )  # fmt: skip
    for pence in (1_000, 2_500):
        ledger.record(
            key=uuid4(), day=on.DAY, words="Places at a forum",
            parts=[Part("bank", pence), Part("events", -pence, "general")],
            basis=Basis("paper", "", "Bank statement", on.DAY), by=treasurer, at=on.AT,
        )  # fmt: skip
    periods = [money.member(state) for state in (State.CURRENT, State.AWAITING, State.CURRENT)]
    allot(member=periods[0].member, shares=1, paid_pence=100, on=on.DAY, by=on.BY, at=on.AT)
    first, second, _ = invoices.run(by=treasurer, at=on.AT)
    invoices.pay(invoice=first, pence=2_500, day=on.DAY, words="BACS", by=treasurer, at=on.AT)
    whole = invoices.pay(invoice=second, pence=7_500, day=on.DAY, words="BACS", by=treasurer, at=on.AT)
    invoices.take_back(payment=whole, words="No money", by=treasurer, at=on.AT)
    invoices.credit(invoice=first, pence=1_000, reason="Hardship", by=treasurer, at=on.AT)
    move(period=periods[2], to=State.RESIGNED, day=on.DAY, words="It left.", by=on.BY, at=on.AT)
    body = make_body(kind=BodyKind.SOCIETY, slug="society", name="The invented society", by=on.BY, at=on.AT)
    decide(body=body, day=on.DAY, title="A decision", text="So it is.", by=on.BY, at=on.AT)
