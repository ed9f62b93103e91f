"""How to break the promises about prices."""

from coopnet.membership.tests import ground as on
from coopnet.subscriptions.actions import put_in_force
from coopnet.subscriptions.tests.test_prices import DATA
from tests.controls import Control, sql, without_triggers


def arrange() -> None:
    on.ground()
    put_in_force(title="Prices", data=DATA, starts=on.DAY, basis=on.BOARD, by=on.BY, at=on.AT)


def spoil() -> None:
    without_triggers("subscriptions_pricescheme")
    sql("UPDATE subscriptions_pricescheme SET data = '[]'")


CONTROLS = {"subscriptions.prices-can-be-read": Control(spoil, arrange)}
