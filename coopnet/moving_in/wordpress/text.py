"""An export file as clean text. Old exports hold bytes that no XML may hold; none of them may stop a move."""

import codecs
import gzip
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

# Letters that XML 1.0 forbids (section 2.2): control characters, halves of pairs, two non-characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DECLARED = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_PROLOG = re.compile(r"^\s*<\?xml[^>]*\?>")
PIECE = 64 * 1024
# An export is words: a gigabyte of them is no site that a network of schools ever had.
LARGEST = 1024 * 1024 * 1024


class UnreadableExport(Exception):
    """The file is no export that can be read. The text says what is wrong and how to put it right."""


def open_bytes(path: Path) -> IO[bytes] | gzip.GzipFile:
    """The file itself, or the one inside ``.gz`` or ``.zip``. Raises UnreadableExport."""
    try:
        with path.open("rb") as file:
            start = file.read(4)
        if start[:2] == b"\x1f\x8b":
            return gzip.open(path)
        if start == b"PK\x03\x04":
            packed = zipfile.ZipFile(path)
            inside = [name for name in packed.namelist() if name.lower().endswith(".xml")]
            if len(inside) != 1:
                raise UnreadableExport(
                    f"{path.name} holds {len(inside)} XML files. Give the one that WordPress wrote, by itself."
                )
            return packed.open(inside[0])
        return path.open("rb")
    except (OSError, zipfile.BadZipFile) as fault:
        raise UnreadableExport(f"{path.name} cannot be opened: {fault}.") from fault


def _encoding(start: bytes) -> str:
    """What the file says of itself, by its first bytes or its first line; UTF-8 where it says nothing we know."""
    for mark, name in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if start.startswith(mark):
            return name
    declared = _DECLARED.match(start)
    if declared:
        try:
            return codecs.lookup(declared.group(1).decode()).name
        except LookupError:
            return "utf-8"
    return "utf-8"


def _decoded(line: bytes, encoding: str) -> str:
    """One line. Bytes that are not what the file says they are were pasted from a word processor: Windows-1252."""
    try:
        return line.decode(encoding)
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def _begun(line: bytes) -> int:
    """How many bytes at the end of a long line begin a letter (in UTF-8) whose rest is still to be read."""
    for back in (1, 2, 3):
        byte = line[-back]
        if byte < 0x80:
            return 0
        if byte >= 0xC0:
            whole = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return back if back < whole else 0
    return 0


def pieces(path: Path) -> Iterator[str]:
    """The text of the file bit by bit, without what XML forbids and without the line that names its encoding.

    Raises UnreadableExport for a file that cannot be read to its end, or is larger than ``LARGEST`` unpacked.
    """
    read = 0
    try:
        with open_bytes(path) as file:
            start = file.readline(PIECE)
            encoding = _encoding(start)
            if encoding == "utf-16":
                whole = start + file.read(LARGEST)
                yield _FORBIDDEN.sub("", _PROLOG.sub("", whole.decode("utf-16", errors="replace")))
                return
            line = start.removeprefix(codecs.BOM_UTF8)
            first = True
            while line:
                read += len(line)
                if read > LARGEST:
                    raise UnreadableExport(f"{path.name} unpacks to more than {LARGEST >> 30} GB. Nothing was read.")
                rest = line[len(line) - _begun(line) :] if encoding == "utf-8" and len(line) >= PIECE else b""
                text = _decoded(line[: len(line) - len(rest)], encoding)
                yield _FORBIDDEN.sub("", _PROLOG.sub("", text) if first else text)
                first = False
                line = rest + file.readline(PIECE)
    except (OSError, EOFError, zipfile.BadZipFile, gzip.BadGzipFile) as fault:
        raise UnreadableExport(f"{path.name} ends before it should: {fault}. Export it once more.") from fault
