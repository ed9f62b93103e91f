"""Reading one field: URNs, dates, numbers, texts. Each raises ``Unfit`` with the rest of a sentence."""

import re
from datetime import date
from functools import lru_cache

from coopnet.register.files.faults import shown
from coopnet.register.files.text import repair

_URN = re.compile(r"[0-9]{5,7}")
_DATE = re.compile(r"(?:(\d\d)[-/](\d\d)[-/](\d{4})|(\d{4})-?(\d\d)-?(\d\d))(?: 00:00:00)?", re.ASCII)
_WHOLE = re.compile(r"-?[0-9]{1,9}")
_LETTER = re.compile(r"[^\W\d_]")
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", re.IGNORECASE)


class Unfit(ValueError):
    """A field cannot mean what its column says. The text completes "row 5, column URN: …"."""


def urn(text: str) -> int:
    """A unique reference number: five to seven digits."""
    if not _URN.fullmatch(text):
        raise Unfit(
            "the URN is missing." if not text.strip() else f"{shown(text)} is not a URN (five to seven digits)."
        )
    return int(text)


@lru_cache(maxsize=50_000)
def day(text: str) -> str | None:
    """A date in any of the publisher's four forms, as ``yyyy-mm-dd``; an empty field is no date."""
    if not text:
        return None
    found = _DATE.fullmatch(text.strip())
    if found:
        d, m, y, y2, m2, d2 = found.groups()
        try:
            return date(int(y or y2), int(m or m2), int(d or d2)).isoformat()
        except ValueError:
            pass
    raise Unfit(f"{shown(text)} is not a date (written like 31-08-2024).")


def is_day(text: str) -> bool:
    """Whether a text looks like a date."""
    return _DATE.fullmatch(text) is not None


def whole(text: str) -> int | None:
    """A whole number; an empty field or one without any digit ("Not recorded", "SUPP") is none."""
    if not text:
        return None
    if _WHOLE.fullmatch(text):
        return int(text)
    if not any(letter.isdigit() for letter in text):
        return None
    raise Unfit(f"{shown(text)} is not a whole number.")


def small(text: str) -> int | None:
    """An age in years."""
    number = whole(text)
    if number is not None and not 0 <= number <= 150:
        raise Unfit(f"{shown(text)} is not an age.")
    return number


def words(text: str, longest: int) -> str:
    """A text of one line: repaired, without space around it."""
    text = text.strip()
    if text.isascii() and text.isprintable() and '"' not in text and len(text) <= longest:
        return text
    if not text.isascii():
        text = repair(text).strip()
    if not text.isprintable():
        raise Unfit(f"{shown(text)} holds a line break or a control character: a quote may be missing before it.")
    if '"' in text and text.count('"') % 2:
        raise Unfit("a quote stands alone in this field: a quote may be missing before it.")
    if "\ufffd" in text:
        raise Unfit(f"{shown(text)} lost a letter when the file was saved (�). Download it again.")
    if len(text) > longest:
        raise Unfit(f"{shown(text)} has {len(text)} characters; at most {longest} are kept.")
    return text


def name(text: str, longest: int = 200) -> str:
    """The name of a school or group: it has a letter and is no postcode."""
    text = words(text, longest)
    if not text:
        raise Unfit("the name is missing.")
    if not _LETTER.search(text) or _POSTCODE.fullmatch(text):
        raise Unfit(f"{shown(text)} is not a name. Were columns swapped?")
    return text
