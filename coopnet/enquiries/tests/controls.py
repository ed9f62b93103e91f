"""How to break the promises about enquiries."""

from coopnet.bodies.enums import Office
from coopnet.enquiries import actions
from coopnet.enquiries.tests.ground import AT, send
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
    officer = give(Office.CO_ORDINATOR)
    answered = send()
    actions.answer(enquiry=answered, text="Like this.", by=officer.user, at=AT)
    actions.close(enquiry=answered, by=officer.user, at=AT)
    send()


CONTROLS = {
    "enquiries.answered": Control(lambda: sql("DELETE FROM enquiries_message"), arrange),
    "enquiries.told": Control(lambda: sql("UPDATE notices_letter SET key = 'other-' || id"), arrange),
    "enquiries.forgotten": Control(
        lambda: sql("UPDATE enquiries_enquiry SET closed_at = '2001-01-01' WHERE closed_at IS NOT NULL"), arrange
    ),
}
