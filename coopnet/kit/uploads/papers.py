"""Documents: which kinds are taken, and each looked into before it is kept."""

from dataclasses import dataclass
from typing import BinaryIO

from coopnet.kit.uploads import office, pdf
from coopnet.kit.uploads.refusals import Refused, safe_name, whole

MOST_BYTES = 20 * 1024 * 1024
# What is taken, with the type that it is served as. Text is never served as a page.
TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
WORDS = "Send a PDF, a Word, Excel or PowerPoint file, an OpenDocument file, CSV or plain text."


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that may be kept, under a name of ours. ``suffix`` is one of ``TYPES``."""

    name: str
    suffix: str
    data: bytes


def _check_text(data: bytes) -> None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("The letters of this file cannot be read. Save it as UTF-8 and send that.") from error
    if any(ord(sign) < 32 and sign not in "\t\n\r\f" for sign in text):
        raise Refused("This is not plain text. Save it anew as text and send that.")
    if text.lstrip()[:200].lower().startswith(("<!doctype", "<html", "<svg", "<script", "<?xml", "<?php", "#!")):
        raise Refused("This is a page or a program, and no plain text. Send the words alone, or a PDF.")


def clean(file: BinaryIO, name: str) -> Paper:
    """The document as we keep it. Raises Refused for another kind, for what is broken, and for what could do harm."""
    last = name.replace("\\", "/").rpartition("/")[2].lower()
    suffix = f".{last.rpartition('.')[2]}"
    if suffix not in TYPES:
        raise Refused(f"This kind of file is not taken. {WORDS}")
    data = whole(file, MOST_BYTES)
    if suffix == ".pdf":
        pdf.check(data)
    elif suffix in (".csv", ".txt"):
        _check_text(data)
    else:
        office.check(data, suffix)
    return Paper(safe_name(name, suffix), suffix, data)
