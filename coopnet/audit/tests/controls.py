"""How to break the promises about the record of acts."""

from datetime import UTC, datetime

from coopnet.audit.actions import record
from coopnet.kit.actors import System
from tests.controls import Control, engine, sql, without_triggers


def arrange() -> None:
    for number in range(3):
        record(
            "terms.begun",
            subject=f"term:{number}",
            words="Began.",
            by=System("test"),
            at=datetime(2026, 9, 1, tzinfo=UTC),
        )


def change_an_entry() -> None:
    without_triggers("audit_entry")
    sql("UPDATE audit_entry SET subject = 'term:9' WHERE number = 2")


def take_the_guard_away() -> None:
    engine(
        sqlite="DROP TRIGGER audit_entry_no_delete",
        postgres="ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_no_delete",
    )


CONTROLS = {
    "record.unbroken": Control(change_an_entry, arrange),
    "record.append-only": Control(take_the_guard_away),
}
