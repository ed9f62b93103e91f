"""How to break the promises about pages."""

from datetime import UTC, datetime

from coopnet.bodies.enums import Office
from coopnet.kit.models import Network
from coopnet.site.urgent import actions
from tests.controls import Control, sql
from tests.roles import give

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)


def arrange() -> None:
    Network.objects.get_or_create(
        pk=1,
        defaults={
            "name": "N", "short_name": "N", "society_name": "S", "motto": "", "made_at": AT,
            "contact_email": "office@network.example.org",
        },
    )  # fmt: skip
    actions.raise_page(
        title="Snow", lead="Closed.", danger=False, asked_for="", region=None, next_update_at=None, letters=False,
        by=give(Office.CO_ORDINATOR).user, at=AT,
    )  # fmt: skip


CONTROLS = {"urgent.strip": Control(lambda: sql("UPDATE kit_network SET strip = '[]'"), arrange)}
