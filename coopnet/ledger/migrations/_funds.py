"""A fund that is given for a purpose never spends more than it holds: asked when an entry is posted, on both engines.

An entry that takes nothing out of a fund is let pass, so that one that fell short in any other way can be put right.
"""

from coopnet.ledger.migrations._guards import postgres, sqlite

_HELD = (
    "(SELECT COALESCE(SUM(l.pence), 0) FROM ledger_line l JOIN ledger_entry e ON e.id = l.entry_id"
    " WHERE l.fund_id = n.fund_id AND (e.posted OR e.id = NEW.id))"
)
HOLDS = [
    ("EXISTS (SELECT n.fund_id FROM ledger_line n JOIN ledger_fund f ON f.id = n.fund_id AND f.kind = 'restricted'"
     f" WHERE n.entry_id = NEW.id GROUP BY n.fund_id HAVING SUM(n.pence) > 0 AND {_HELD} > 0)",
     "This fund does not hold that much."),
]  # fmt: skip
_WHEN = "NEW.posted AND NOT OLD.posted"
_BOOK = "SELECT 1 FROM ledger_book WHERE id = 1 FOR UPDATE"


def guard(_apps: object, editor: object) -> None:
    """The migration step."""
    vendor = editor.connection.vendor  # type: ignore[attr-defined]
    made = (
        sqlite("fund_holds", "ledger_entry", "UPDATE", _WHEN, HOLDS)
        if vendor == "sqlite"
        else postgres("fund_holds", "ledger_entry", "UPDATE", _WHEN, HOLDS, _BOOK)
    )
    for statement in made:
        editor.execute(statement)  # type: ignore[attr-defined]
