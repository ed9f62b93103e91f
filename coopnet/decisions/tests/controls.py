"""How to break the promises about decisions."""

import io
from datetime import UTC, datetime

from django.core.files.storage import default_storage

from coopnet.bodies.actions import make_body
from coopnet.bodies.enums import BodyKind
from coopnet.decisions import actions
from coopnet.decisions.models import Decision
from coopnet.kit.actors import System
from coopnet.kit.tests.hostile_files import pdf
from coopnet.kit.uploads import papers
from tests.controls import Control, sql, without_triggers

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
BY = System("test")


def arrange() -> None:
    body = make_body(kind=BodyKind.SOCIETY, slug="society", name="The society", by=BY, at=AT)
    for title in ("First", "Second"):
        actions.record(
            body=body, day=AT.date(), title=title, text="Words.", sent=papers.clean(io.BytesIO(pdf()), "a.pdf"),
            by=BY, at=AT,
        )  # fmt: skip


def lose() -> None:
    default_storage.delete(str(Decision.objects.order_by("pk")[0].file.name))


def leave_out() -> None:
    without_triggers("decisions_decision")
    sql("DELETE FROM decisions_decision WHERE number = 1")


CONTROLS = {"decisions.files": Control(lose, arrange), "decisions.numbers": Control(leave_out, arrange)}
