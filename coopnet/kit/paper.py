"""Papers as PDF/UA-1: set by Typst from a template of ours, with data that is never read as markup.

Standard: PDF/UA-1 (ISO 14289-1): title, language, tags and reading order, or the setting fails. The same data give the
same bytes: the day of the paper is a part of them, and fonts are those that Typst carries.
"""

import json
import threading
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import typst

_kept = threading.local()
PACKAGE = Path(__file__).resolve().parent.parent


class NotSet(RuntimeError):
    """The template or the data could not be set; the text is for whoever keeps the machine."""


def _compiler(root: str) -> typst.Compiler:
    """One for each thread, for it can do one thing at a time; kept, since reading fonts costs most of a paper."""
    held: dict[str, typst.Compiler] = _kept.__dict__.setdefault("compilers", {})
    if root not in held:
        held[root] = typst.Compiler(root=root, ignore_system_fonts=True)
    return held[root]


def render(template: str, data: Mapping[str, Any], *, title: str, day: date, language: str = "en") -> bytes:
    """A PDF from ``template``, the path of a ``.typ`` file inside the package. ``data`` is what JSON can hold.

    ``day`` is the day of the paper, and the one that the file says it was made on. Raises NotSet.
    """
    given = {"data": json.dumps({**data, "title": title, "language": language, "day": day.isoformat()})}
    made = datetime(day.year, day.month, day.day, tzinfo=UTC)
    try:
        found = _compiler(str(PACKAGE)).compile(
            input=str(PACKAGE / template), format="pdf", sys_inputs=given, pdf_standards=["ua-1"],
            timestamp=int(made.timestamp()),
        )  # fmt: skip
    except typst.TypstError as error:
        raise NotSet(f"{template}: {error}") from error
    if not isinstance(found, bytes):
        raise NotSet(f"{template}: more than one file came out.")
    return found
