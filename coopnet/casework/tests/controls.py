"""How to break the promises about requests for help."""

from coopnet.bodies.enums import Office
from coopnet.casework import actions
from coopnet.casework.tests.ground import AT, ask
from coopnet.kit.models import Network
from tests.controls import Control, sql
from tests.roles import give


def arrange() -> None:
    Network.objects.get_or_create(
        pk=1,
        defaults={
            "name": "N", "short_name": "N", "society_name": "S", "motto": "", "made_at": AT,
            "contact_email": "office@network.example.org",
        },
    )  # fmt: skip
    officer = give(Office.AMBASSADOR, "west")
    request = ask()
    actions.open_request(request=request, reason="", by=officer.user, at=AT)
    actions.rang(request=request, spoke=True, text="Yes.", by=officer.user, at=AT)
    actions.close(request=request, by=officer.user, at=AT)


CONTROLS = {
    "help.told": Control(lambda: sql("UPDATE notices_letter SET key = 'other-' || id"), arrange),
    "help.seen": Control(lambda: sql("DELETE FROM casework_helpevent WHERE kind = 'opened'"), arrange),
    "help.forgotten": Control(lambda: sql("UPDATE casework_helprequest SET closed_at = '2001-01-01'"), arrange),
}
