"""What the database itself refuses, on both engines, whoever asks.

An entry is posted by one update, and the conditions below are asked then, of the whole entry with its lines. They are
written once; only how a difference is spelt and how an error is raised belongs to an engine. SQLite writes one at a
time. On PostgreSQL whoever posts or closes holds the row of the book, and whoever changes a line holds its entry.
SQLite's REPLACE takes rows away without asking the delete trigger, so inserts are looked at as well.
"""

_POSTED = "FROM ledger_line l JOIN ledger_entry e ON e.id = l.entry_id AND e.posted"
_OWN = "FROM ledger_line l JOIN ledger_account a ON a.id = l.account_id LEFT JOIN ledger_fund f ON f.id = l.fund_id WHERE l.entry_id = NEW.id"
# What the general fund took in, less what it spent, as credits: below nothing when something is left over.
_RESULT = (
    "(SELECT COALESCE(SUM(l.pence), 0) " + _POSTED + " JOIN ledger_account a ON a.id = l.account_id"
    " JOIN ledger_fund f ON f.id = l.fund_id WHERE e.year_id = {year} AND f.kind = 'general'"
    " AND a.kind IN ('income', 'spending'))"
)
_RESERVE = (
    "(SELECT COALESCE(SUM(l.pence), 0) " + _POSTED + " JOIN ledger_fund f ON f.id = l.fund_id WHERE f.kind = 'reserve')"
)
_TAKEN_BACK = "(SELECT {what} FROM ledger_entry o WHERE o.id = NEW.reverses_id)"

# (when it is refused, in which words); asked in this order.
POSTING = [
    ("NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM ledger_entry WHERE posted)",
     "The next entry has the next number."),
    ("(SELECT COUNT(*) FROM ledger_line WHERE entry_id = NEW.id) < 2", "An entry has two lines or more."),
    ("(SELECT SUM(pence) FROM ledger_line WHERE entry_id = NEW.id) <> 0", "An entry adds up to nothing."),
    ("NOT EXISTS (SELECT 1 FROM ledger_year y WHERE y.id = NEW.year_id AND y.starts <= NEW.day AND NEW.day < y.ends"
     " AND y.state = CASE NEW.kind WHEN 'surplus' THEN 'closing' ELSE 'open' END)",
     "Nothing is posted outside a year that is open."),
    (f"EXISTS (SELECT 1 {_OWN} AND (a.kind IN ('income', 'spending', 'funds')) <> (l.fund_id IS NOT NULL))",
     "Income and spending name a fund, and nothing else does."),
    (f"EXISTS (SELECT 1 {_OWN} AND a.kind = 'spending' AND l.head = '')",
     "Spending is for support, services or voice."),
    (f"EXISTS (SELECT 1 {_OWN} AND f.kind = 'reserve' AND a.kind <> 'funds')",
     "Nothing is spent out of the members'' reserve without a release."),
    (f"NEW.kind = 'ordinary' AND EXISTS (SELECT 1 {_OWN} AND a.kind = 'funds')",
     "Money moves between funds by a surplus or a release alone."),
    ("NEW.kind = 'reversal' AND NOT EXISTS (SELECT 1 FROM ledger_entry o WHERE o.id = NEW.reverses_id AND o.posted)",
     "A correction takes back what was posted."),
    ("NEW.kind = 'reversal' AND EXISTS"
     " (SELECT 1 FROM ledger_entry o WHERE o.reverses_id = NEW.reverses_id AND o.posted AND o.id <> NEW.id)",
     "This entry was taken back already."),
    ("NEW.kind = 'reversal' AND " + _TAKEN_BACK.format(what="o.kind IN ('surplus', 'reversal')"),
     "This entry cannot be taken back."),
    ("NEW.kind = 'reversal' AND " + _TAKEN_BACK.format(what="o.kind = 'opening' AND o.year_id <> NEW.year_id"),
     "An opening is corrected in its own year."),
    ("NEW.kind = 'reversal' AND EXISTS (SELECT 1 FROM ledger_line l WHERE l.entry_id IN (NEW.id, NEW.reverses_id)"
     " GROUP BY l.account_id, l.fund_id, l.head HAVING SUM(l.pence) <> 0)",
     "A correction takes back the whole entry."),
    (f"NEW.kind IN ('surplus', 'release') AND EXISTS (SELECT 1 {_OWN} AND a.kind <> 'funds')",
     "Between funds nothing but funds moves."),
    ("NEW.kind = 'surplus' AND (NEW.basis_kind <> 'agreement' OR NEW.basis_key = ''"
     " OR NOT EXISTS (SELECT 1 FROM ledger_paper p WHERE p.entry_id = NEW.id))",
     "A surplus moves under the written agreement, which stands with it."),
    (f"NEW.kind = 'surplus' AND EXISTS (SELECT 1 {_OWN} AND (f.kind = 'restricted'"
     " OR (f.kind = 'general') <> (l.pence > 0)))",
     "A surplus moves from the general fund to the members'' reserve and nowhere else."),
    (f"NEW.kind = 'surplus' AND (SELECT SUM(l.pence) {_OWN} AND f.kind = 'reserve') <> {_RESULT.format(year='NEW.year_id')}",
     "What moves is what was left over, to the penny."),
    ("NEW.kind = 'surplus' AND EXISTS"
     " (SELECT 1 FROM ledger_entry o WHERE o.kind = 'surplus' AND o.posted AND o.year_id = NEW.year_id AND o.id <> NEW.id)",
     "The surplus of this year has moved."),
    ("NEW.kind = 'release' AND (NEW.basis_kind <> 'decision' OR NEW.basis_key = '')",
     "A release from the members'' reserve names the decision."),
    (f"NEW.kind = 'release' AND EXISTS (SELECT 1 {_OWN} AND (f.kind = 'reserve') <> (l.pence > 0))",
     "A release takes from the members'' reserve and from nothing else."),
    (f"NEW.kind = 'opening' AND EXISTS (SELECT 1 {_OWN} AND a.kind IN ('income', 'spending'))",
     "An opening holds balances alone."),
    ("NEW.kind = 'opening' AND NOT EXISTS (SELECT 1 FROM ledger_paper p WHERE p.entry_id = NEW.id)",
     "An opening stands with the signed accounts."),
    ("NEW.kind = 'opening' AND (EXISTS (SELECT 1 FROM ledger_year y WHERE y.ends <="
     " (SELECT starts FROM ledger_year WHERE id = NEW.year_id)) OR EXISTS (SELECT 1 FROM ledger_entry o"
     " WHERE o.kind = 'opening' AND o.posted AND o.id <> NEW.id AND NOT EXISTS"
     " (SELECT 1 FROM ledger_entry b WHERE b.reverses_id = o.id AND b.posted)))",
     "The books are opened once, in their first year."),
    (f"{_RESERVE} + (SELECT COALESCE(SUM(l.pence), 0) {_OWN} AND f.kind = 'reserve') > 0",
     "The members'' reserve does not hold that much."),
    ("NEW.kind <> 'opening' AND (NEW.agreed_by_id IS NULL OR NEW.recorded_by_id IS NULL"
     " OR NEW.agreed_by_id = NEW.recorded_by_id)"
     f" AND (SELECT COALESCE(SUM(l.pence), 0) {_OWN} AND a.kind = 'cash') < 0",
     "Money out is recorded by one and agreed by another."),
]  # fmt: skip

_YEAR_RESULT = _RESULT.format(year="NEW.id")
YEAR = [
    ("OLD.state = 'closed'", "A closed year does not change."),
    ("NEW.name {differs} OLD.name OR NEW.starts {differs} OLD.starts OR NEW.ends {differs} OLD.ends"
     " OR NEW.id {differs} OLD.id", "The days of a year do not change."),
    ("NEW.state <> OLD.state AND NOT (OLD.state = 'open' AND NEW.state = 'closing'"
     " OR OLD.state = 'closing' AND NEW.state IN ('open', 'closed'))",
     "A year goes from open to closing to closed."),
    ("NEW.state = 'open' AND OLD.state = 'closing' AND EXISTS"
     " (SELECT 1 FROM ledger_entry e WHERE e.year_id = NEW.id AND e.kind = 'surplus' AND e.posted)",
     "The surplus has moved: the year cannot be opened again."),
    ("NEW.state = 'closing' AND EXISTS (SELECT 1 FROM ledger_year y WHERE y.starts < NEW.starts AND y.state <> 'closed')",
     "The year before is not closed."),
    (f"NEW.state = 'closed' AND NEW.result <> -{_YEAR_RESULT}", "What is left over is what the entries say."),
    (f"NEW.state = 'closed' AND {_YEAR_RESULT} < 0 AND NOT EXISTS"
     " (SELECT 1 FROM ledger_entry e WHERE e.year_id = NEW.id AND e.kind = 'surplus' AND e.posted)",
     "What is left over moves to the members'' reserve first."),
]  # fmt: skip
NEW_YEAR = [
    ("EXISTS (SELECT 1 FROM ledger_year) AND NEW.starts <> (SELECT MAX(ends) FROM ledger_year)",
     "A year begins where the last one ends."),
    ("NEW.state <> 'open'", "A new year is open."),
    ("EXISTS (SELECT 1 FROM ledger_year WHERE id = NEW.id OR name = NEW.name OR starts = NEW.starts)",
     "This year is there already."),
]  # fmt: skip
STANDS = "What is posted stands. Take it back by a correction."
_OLD_POSTED = "EXISTS (SELECT 1 FROM ledger_entry WHERE id = OLD.entry_id AND posted)"
_NEW_POSTED = "EXISTS (SELECT 1 FROM ledger_entry WHERE id = NEW.entry_id AND posted)"
_BY_POST = [("EXISTS (SELECT 1 FROM ledger_entry WHERE posted AND (id = NEW.id OR key = NEW.key))", STANDS)]

# table, moment, what must hold for the trigger to ask, conditions, the row that is held on PostgreSQL meanwhile.
_BOOK = "SELECT 1 FROM ledger_book WHERE id = 1 FOR UPDATE"
GUARDS = [
    ("entry_posting", "ledger_entry", "UPDATE", "NEW.posted AND NOT OLD.posted", POSTING, _BOOK),
    ("entry_stands", "ledger_entry", "UPDATE", "",
     [("OLD.posted", STANDS), ("NEW.id <> OLD.id OR NEW.key <> OLD.key", "A draft keeps its key.")], ""),
    ("entry_kept", "ledger_entry", "DELETE", "", [("OLD.posted", STANDS)], ""),
    ("entry_draft", "ledger_entry", "INSERT", "",
     [("NEW.posted OR NEW.number IS NOT NULL", "An entry begins as a draft."), *_BY_POST], ""),
    ("line_insert", "ledger_line", "INSERT", "",
     [(_NEW_POSTED, STANDS),
      ("EXISTS (SELECT 1 FROM ledger_line l JOIN ledger_entry e ON e.id = l.entry_id WHERE e.posted AND l.id = NEW.id)",
       STANDS)],
     "SELECT 1 FROM ledger_entry WHERE id = NEW.entry_id FOR SHARE"),
    ("line_update", "ledger_line", "UPDATE", "",
     [(_OLD_POSTED, STANDS), (_NEW_POSTED, STANDS), ("NEW.id <> OLD.id", "A line keeps its place.")],
     "SELECT 1 FROM ledger_entry WHERE id IN (OLD.entry_id, NEW.entry_id) FOR SHARE"),
    ("line_kept", "ledger_line", "DELETE", "", [(_OLD_POSTED, STANDS)],
     "SELECT 1 FROM ledger_entry WHERE id = OLD.entry_id FOR SHARE"),
    ("year_moves", "ledger_year", "UPDATE", "", YEAR, _BOOK),
    ("year_new", "ledger_year", "INSERT", "", NEW_YEAR, _BOOK),
    ("year_kept", "ledger_year", "DELETE", "", [("OLD.id = OLD.id", "A year is kept.")], ""),
    ("book_kept", "ledger_book", "DELETE", "", [("OLD.id = OLD.id", "The book is kept.")], ""),
    ("fund_new", "ledger_fund", "INSERT", "",
     [("EXISTS (SELECT 1 FROM ledger_fund WHERE id = NEW.id OR slug = NEW.slug"
       " OR (kind = NEW.kind AND kind <> 'restricted'))", "This fund is there already.")], ""),
    ("account_new", "ledger_account", "INSERT", "",
     [("EXISTS (SELECT 1 FROM ledger_account WHERE id = NEW.id OR code = NEW.code)",
       "This account is there already.")], ""),
]  # fmt: skip
GUARDS.append(
    ("expense_moves", "ledger_expense", "UPDATE", "",
     [("OLD.state IN ('paid', 'refused')", "This claim is settled."),
      ("NEW.state <> OLD.state AND NOT (OLD.state = 'claimed' AND NEW.state IN ('agreed', 'refused')"
       " OR OLD.state = 'agreed' AND NEW.state = 'paid')", "A claim is agreed by a second person, then paid.")], "")
)  # fmt: skip
KEPT = ("ledger_entry", "ledger_line", "ledger_year", "ledger_account", "ledger_fund", "ledger_paper", "ledger_book")


def sqlite(name: str, table: str, moment: str, when: str, conditions: list[tuple[str, str]]) -> list[str]:
    """One trigger that asks all conditions."""
    asked = "".join(
        f"SELECT RAISE(ABORT, '{words}') WHERE {condition.replace('{differs}', 'IS NOT')}; "
        for condition, words in conditions
    )
    return [f"CREATE TRIGGER ledger_{name} BEFORE {moment} ON {table} {f'WHEN {when}' if when else ''} BEGIN {asked}END"]


def postgres(name: str, table: str, moment: str, when: str, conditions: list[tuple[str, str]], hold: str) -> list[str]:
    """A function that holds the row, then asks; and its trigger."""
    asked = "".join(
        f"IF {condition.replace('{differs}', 'IS DISTINCT FROM')} THEN RAISE EXCEPTION '{words}'"
        " USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        for condition, words in conditions
    )
    held = f"PERFORM {hold.removeprefix('SELECT ')}; " if hold else ""
    back = "OLD" if moment == "DELETE" else "NEW"
    return [
        f"CREATE FUNCTION ledger_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {held}{asked}RETURN {back}; END $$",
        f"CREATE TRIGGER ledger_{name} BEFORE {moment} ON {table} FOR EACH ROW {f'WHEN ({when})' if when else ''}"
        f" EXECUTE FUNCTION ledger_{name}()",
    ]


# Asked once more when the transaction ends, so that not even a dropped guard leaves an unbalanced entry behind.
AT_COMMIT = [
    """CREATE FUNCTION ledger_at_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.posted AND (SELECT COALESCE(SUM(pence), 1) FROM ledger_line WHERE entry_id = NEW.id) <> 0 THEN
        RAISE EXCEPTION 'An entry adds up to nothing.' USING ERRCODE = 'integrity_constraint_violation';
    END IF; RETURN NULL; END $$""",
    """CREATE CONSTRAINT TRIGGER ledger_at_commit AFTER INSERT OR UPDATE ON ledger_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_at_commit()""",
    """CREATE FUNCTION ledger_no_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'The ledger is kept.' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    *(f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
      " EXECUTE FUNCTION ledger_no_truncate()" for table in KEPT),
]  # fmt: skip


def statements(vendor: str) -> list[str]:
    """Everything, for one engine."""
    made: list[str] = []
    for name, table, moment, when, conditions, hold in GUARDS:
        if vendor == "sqlite":
            made += sqlite(name, table, moment, when, conditions)
        else:
            made += postgres(name, table, moment, when, conditions, hold)
    return made if vendor == "sqlite" else [*made, *AT_COMMIT]


def guard(_apps: object, editor: object) -> None:
    """The migration step."""
    for statement in statements(editor.connection.vendor):  # type: ignore[attr-defined]
        editor.execute(statement)  # type: ignore[attr-defined]
