"""How to break the promises about the rules."""

from datetime import UTC, date, datetime

from coopnet.kit.actors import System
from coopnet.kit.basis import Basis
from coopnet.rulebook.actions import adopt_defaults
from tests.controls import Control, sql, without_triggers

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
BASIS = Basis("founding-act", "founding", "Founding", date(2026, 9, 1))


def arrange() -> None:
    adopt_defaults(since=date(2026, 9, 1), basis=BASIS, by=System("test"), at=AT)


def spoil() -> None:
    without_triggers("rulebook_clause")
    sql("UPDATE rulebook_clause SET value = '\"soon\"' WHERE key = 'notice'")


def twice() -> None:
    without_triggers("rulebook_clause")
    sql(
        "INSERT INTO rulebook_clause (edition_id, scope, key, value, text, source, starts) "
        "SELECT edition_id, scope, key, value, text, source, '2027-01-01' FROM rulebook_clause WHERE key = 'recall'"
    )


CONTROLS = {
    "rulebook.clauses-can-be-read": Control(spoil, arrange),
    "rulebook.one-answer-a-day": Control(twice, arrange),
}
