"""From the bytes of a file to a statement, in whichever of the three ways it is written; columns are remembered."""

from collections.abc import Mapping

from coopnet.subscriptions.models import Columns
from coopnet.subscriptions.statements.reading import camt, ofx, table
from coopnet.subscriptions.statements.reading.lines import UNNAMED, Statement, Unreadable

MOST_BYTES = 5 * 1024 * 1024


class AskColumns(Exception):
    """It is a table, and a person must say first which column is what."""


def columns_of(data: bytes) -> tuple[table.Table, dict[str, int]]:
    """The table, with its columns as they were said last time or as their names let guess. Raises Unreadable."""
    found = table.table(data)
    kept = Columns.objects.filter(heading=found.mark).first()
    return found, {role: int(place) for role, place in (kept.columns if kept else table.guess(found.heading)).items()}


def is_table(data: bytes) -> bool:
    """Whether a person can say of it which column is what."""
    return not ofx.is_ofx(data) and not camt.is_camt(data)


def statement(
    data: bytes, name: str, columns: Mapping[str, int] | None = None, *, ask: bool = False
) -> Statement:  # fmt: skip
    """The statement. Raises Unreadable; AskColumns for a table whose columns nobody named yet and no guess is whole.

    ``ask``: somebody wants to name the columns of a table, known or not.
    """
    if len(data) > MOST_BYTES:
        raise Unreadable("This file has more than 5 MB. Take a shorter time from the bank.")
    if not data.strip():
        raise Unreadable("The file is empty.")
    if ofx.is_ofx(data):
        return ofx.read(data)
    if camt.is_camt(data):
        return camt.read(data)
    if data.lstrip()[:5] == b"%PDF-" or data[:4] == b"PK\x03\x04":
        raise Unreadable("This is a document and no statement to read. Take it from the bank as OFX, camt.053 or CSV.")
    found, guessed = columns_of(data)
    if columns is None and (ask or not table.whole(guessed, len(found.heading))):
        raise AskColumns
    return table.read(found, guessed if columns is None else columns, UNNAMED)
