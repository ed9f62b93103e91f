"""Papers as PDF/UA-1: set by Typst from a template of ours, with data that is never read as markup.

Standard: PDF/UA-1 (ISO 14289-1): title, language, tags and reading order, or the setting fails. The same data give the
same bytes: the day of the paper is a part of them, and fonts are those that Typst carries.
"""

import json
import re
import threading
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import typst

_kept = threading.local()
PACKAGE = Path(__file__).resolve().parent.parent
# Bytes of data: setting takes up to 11 us and 3 kB each, and no thread can be stopped at it. An invoice has 2,000.
MOST = 250_000
# Each try tells all signs of the data that no font holds; what a template makes of them may take one more.
_TRIES = 3
_NO_FONT = re.compile(r'the text `"(?P<signs>.*?)"` could not be displayed with font')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
UNKNOWN = "\ufffd"


class NotSet(RuntimeError):
    """The template or the data could not be set; the text is for whoever keeps the machine."""


def _without(value: Any, signs: dict[int, str]) -> Any:
    """The same data with the mark for an unknown sign in the place of each of these."""
    if isinstance(value, str):
        return value.translate(signs)
    if isinstance(value, Mapping):
        return {name: _without(one, signs) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_without(one, signs) for one in value]
    return value


def _strange(error: typst.TypstError) -> dict[int, str]:
    """The signs that no font holds, as the refusal names them. Empty when it was refused for another reason."""
    found: dict[int, str] = {}
    for told in _NO_FONT.finditer(str(error.diagnostic)):
        plain = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), told["signs"])
        found |= {ord(sign): UNKNOWN for sign in plain if not " " <= sign <= "~" and sign != UNKNOWN}
    return found


def _compiler(root: str) -> typst.Compiler:
    """One for each thread, for it can do one thing at a time; kept, since reading fonts costs most of a paper."""
    held: dict[str, typst.Compiler] = _kept.__dict__.setdefault("compilers", {})
    if root not in held:
        held[root] = typst.Compiler(root=root, ignore_system_fonts=True)
    return held[root]


def render(template: str, data: Mapping[str, Any], *, title: str, day: date, language: str = "en") -> bytes:
    """A PDF from ``template``, the path of a ``.typ`` file inside the package. ``data`` is what JSON can hold.

    ``day`` is the day of the paper, and the one that the file says it was made on. A sign that no font holds is
    shown as one that is unknown, for the standard forbids an empty place. Raises NotSet, also for more than ``MOST``.
    """
    whole: dict[str, Any] = {**data, "title": title, "language": language, "day": day.isoformat()}
    for _ in range(_TRIES):
        try:
            return _set(template, whole, day)
        except typst.TypstError as error:
            signs = _strange(error)
            if not signs:
                raise NotSet(f"{template}: {error}") from error
            whole = _without(whole, signs)
    raise NotSet(f"{template}: it has too many signs that no font holds.")


def _set(template: str, data: Mapping[str, Any], day: date) -> bytes:
    given = json.dumps(data, ensure_ascii=False)
    if (much := len(given.encode())) > MOST:
        raise NotSet(f"{template}: {much:,} bytes of data are more than the {MOST:,} that a paper may hold.")
    found = _compiler(str(PACKAGE)).compile(
        input=str(PACKAGE / template), format="pdf", sys_inputs={"data": given}, pdf_standards=["ua-1"],
        timestamp=int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()),
    )  # fmt: skip
    if not isinstance(found, bytes):
        raise NotSet(f"{template}: more than one file came out.")
    return found
