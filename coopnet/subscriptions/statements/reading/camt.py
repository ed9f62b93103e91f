"""camt.053, the statement of ISO 20022: booked entries in pounds, whatever the version of its name space."""

import re
from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from coopnet.subscriptions.statements.reading.lines import (
    Line,
    Statement,
    Unreadable,
    day_of,
    pence_of,
    statement_of,
    words_of,
)

# A document may define abbreviations of its own, and with them do harm. A statement never does.
_DEFINES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)


def is_camt(start: bytes) -> bool:
    """Whether the file begins like one."""
    return b"camt.053" in start[:2000] or b"BkToCstmrStmt" in start[:4000]


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _all(element: Element, *path: str) -> Iterator[Element]:
    found = [element]
    for name in path:
        found = [child for one in found for child in one if _local(child) == name]
    yield from found


def _text(element: Element, *path: str) -> str:
    return next(((one.text or "").strip() for one in _all(element, *path)), "")


def _day(element: Element, *path: str) -> date | None:
    text = _text(element, *path, "Dt") or _text(element, *path, "DtTm") or _text(element, *path)
    return day_of(text[:10]) if text else None


def _line(entry: Element, place: int) -> Line | None:
    status = _text(entry, "Sts") or _text(entry, "Sts", "Cd")
    if status and status != "BOOK":
        return None
    amount = next(_all(entry, "Amt"), None)
    if amount is None or not amount.text:
        raise Unreadable(f"Entry {place} has no sum.")
    if (currency := amount.get("Ccy", "GBP")) != "GBP":
        raise Unreadable(f"Entry {place} is in {currency[:8]}. We keep pounds.")
    day = _day(entry, "BookgDt") or _day(entry, "ValDt")
    if day is None:
        raise Unreadable(f"Entry {place} has no day.")
    # A reversal (RvslInd) says by this, too, which way the money goes now, and not which way it went at first.
    out = _text(entry, "CdtDbtInd") == "DBIT"
    details = list(_all(entry, "NtryDtls", "TxDtls"))
    words = []
    for one in details or [entry]:
        words += [
            *(
                _text(one, "RltdPties", side, "Nm") or _text(one, "RltdPties", side, "Pty", "Nm")
                for side in ("Dbtr", "Cdtr")
            ),
            *((part.text or "") for part in _all(one, "RmtInf", "Ustrd")),
            _text(one, "RmtInf", "Strd", "CdtrRefInf", "Ref"),
            _text(one, "Refs", "EndToEndId").replace("NOTPROVIDED", ""),
        ]  # fmt: skip
    pence = pence_of(amount.text)
    return Line(
        day, -pence if out else pence, words_of(*words, _text(entry, "AddtlNtryInf")),
        # Not NtryRef: it counts the entries of one statement, and begins anew with the next.
        _text(entry, "AcctSvcrRef") or (_text(details[0], "Refs", "AcctSvcrRef") if len(details) == 1 else ""),
    )  # fmt: skip


def read(data: bytes) -> Statement:
    """The statement; several of one account are taken together. Raises Unreadable."""
    if _DEFINES.search(data):
        raise Unreadable("This file defines abbreviations of its own. No bank does that. It is not read.")
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 - definitions were refused above
    except ElementTree.ParseError as error:
        raise Unreadable("This file is broken off or was changed. Take it from the bank once more.") from error
    lines: list[Line] = []
    accounts, days = set[str](), list[date]()
    for statement in (one for one in root.iter() if _local(one) == "Stmt"):
        account = _text(statement, "Acct", "Id", "IBAN") or _text(statement, "Acct", "Id", "Othr", "Id")
        accounts.add(account)
        try:
            days += [day for end in ("FrDtTm", "ToDtTm") if (day := _day(statement, "FrToDt", end))]
            for entry in _all(statement, "Ntry"):
                if line := _line(entry, len(lines) + 1):
                    lines.append(line)
        except Unreadable:
            raise
        except ValueError as error:
            raise Unreadable(f"Entry {len(lines) + 1}: {error}") from error
    if not accounts:
        raise Unreadable("There is no statement in this file. Take the statement of an account, as camt.053.")
    if len(accounts) > 1:
        raise Unreadable("This file holds more than one account. Take one account at a time from the bank.")
    return statement_of(accounts.pop(), lines, min(days, default=None), max(days, default=None))
