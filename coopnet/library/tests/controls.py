"""How to break the promises about documents."""

import io
from datetime import UTC, datetime

from django.core.files.storage import default_storage

from coopnet.bodies.enums import Office
from coopnet.kit.tests.hostile_files import pdf
from coopnet.kit.uploads import papers
from coopnet.library import actions
from coopnet.library.enums import Kind, Readers
from coopnet.library.models import Version
from tests.controls import Control, sql
from tests.roles import give

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)


def arrange() -> None:
    by = give(Office.CO_ORDINATOR).user
    for number in (1, 2):
        actions.add_paper(
            title=f"Rules {number}", kind=Kind.RULES, readers=Readers.PUBLIC, summary="", parties="", region=None,
            review_on=None, sent=papers.clean(io.BytesIO(pdf(f"% {number}\n".encode())), "a.pdf"), decided="",
            starts=AT.date(), by=by, at=AT,
        )  # fmt: skip


def lose() -> None:
    """Take the file of one version away."""
    default_storage.delete(str(Version.objects.order_by("pk")[0].file.name))


CONTROLS = {
    "library.files": Control(lose, arrange),
    "library.own": Control(
        lambda: sql("UPDATE library_inforce SET version_id = (SELECT MAX(id) FROM library_version)"), arrange
    ),
}
