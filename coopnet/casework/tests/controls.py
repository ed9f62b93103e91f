"""How to break the promises about requests for help."""

from uuid import uuid4

from coopnet.bodies.enums import Office
from coopnet.casework import actions
from coopnet.casework.complaints import actions as complaints
from coopnet.casework.tests.ground import AT, ask
from coopnet.kit.models import Network
from tests.controls import Control, sql, without_triggers
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


def complained() -> None:
    """One that was answered."""
    officer = give(Office.CO_ORDINATOR).user
    made = complaints.take_down(
        key=uuid4(), came_on=AT.date(), name="Nora", reach="nora@example.org", words="Why?", by=officer, at=AT
    )
    complaints.answer(complaint=made, day=AT.date(), words="Taken out.", by=officer, at=AT)


def long_ago() -> None:
    """Behind the guard: it was answered long ago, and its words are still there."""
    without_triggers("casework_complaint")
    sql("UPDATE casework_complaint SET came_on = '2001-01-01', due_on = '2001-02-01', acknowledged_on = '2001-01-01',"
        " answered_on = '2001-01-01'")  # fmt: skip


CONTROLS = {
    "complaints.forgotten": Control(long_ago, complained),
    "help.told": Control(lambda: sql("UPDATE notices_letter SET key = 'other-' || id"), arrange),
    "help.seen": Control(lambda: sql("DELETE FROM casework_helpevent WHERE kind = 'opened'"), arrange),
    "help.forgotten": Control(lambda: sql("UPDATE casework_helprequest SET closed_at = '2001-01-01'"), arrange),
}
