"""OFX, as banks give it: version 1 without closing tags (SGML) and version 2 (XML). Only pounds."""

import html
import re
from datetime import date

from coopnet.subscriptions.statements.reading.lines import (
    Line,
    Statement,
    Unreadable,
    day_of,
    pence_of,
    statement_of,
    words_of,
)

_BLOCK = re.compile(r"<STMTTRN>(.*?)(?=</STMTTRN>|<STMTTRN>|</BANKTRANLIST>)", re.I | re.S)


def is_ofx(start: bytes) -> bool:
    """Whether the file begins like one."""
    head = start[:400].upper()
    return b"OFXHEADER" in head or b"<OFX>" in head


def _value(block: str, tag: str) -> str:
    found = re.search(rf"<{tag}>([^<\r\n]*)", block, re.I)
    return html.unescape(found.group(1)).strip() if found else ""


def _day(text: str) -> date | None:
    try:
        return day_of(text[:8]) if text else None
    except ValueError:
        return None


def read(data: bytes) -> Statement:
    """The statement. Raises Unreadable."""
    text = data.decode("cp1252" if b"CHARSET:1252" in data[:400] else "utf-8", errors="replace")
    currency = _value(text, "CURDEF")
    if currency and currency.upper() != "GBP":
        raise Unreadable(f"This statement is in {currency[:8]}. We keep pounds.")
    if "<BANKTRANLIST>" not in text.upper():
        raise Unreadable("There is no list of lines in this file. Take the statement of an account, as OFX.")
    blocks = list(_BLOCK.finditer(text))
    if "</BANKTRANLIST>" not in text.upper() or len(blocks) != text.upper().count("<STMTTRN>"):
        raise Unreadable("This file is broken off: the end of its list is missing. Take it from the bank once more.")
    accounts = {found.strip() for found in re.findall(r"<ACCTID>([^<\r\n]*)", _BLOCK.sub("", text), re.I)}
    if len(accounts) > 1:
        raise Unreadable("This file holds more than one account. Take one account at a time from the bank.")
    lines = []
    for place, match in enumerate(blocks, 1):
        block = match.group(1)
        try:
            lines.append(
                Line(
                    day_of(_value(block, "DTPOSTED")[:8]), pence_of(_value(block, "TRNAMT")),
                    words_of(_value(block, "NAME"), _value(block, "MEMO"), _value(block, "CHECKNUM")),
                    _value(block, "FITID"),
                )
            )  # fmt: skip
        except ValueError as error:
            raise Unreadable(f"Line {place}: {error} Take the file from the bank once more.") from error
    account = f"{_value(text, 'BANKID')} {_value(text, 'ACCTID')}"
    return statement_of(account, lines, _day(_value(text, "DTSTART")), _day(_value(text, "DTEND")))
