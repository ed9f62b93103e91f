"""Decoding: blocks of bytes become lines of text, in the encoding that the file itself shows.

The publisher writes cp1252. Others save UTF-8, with or without a byte order mark. Some decoded cp1252 as windows-1251
or Latin-1 first; ``repair`` undoes that for one value.
"""

import csv
import io
import re
from collections.abc import Iterator

from coopnet.register.files.faults import BadFile
from coopnet.register.files.opening import Packed, Unreadable

LONGEST_LINE = 512 * 1024
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
# In windows-1252 these would read "Ã©" or "â€™": letters of UTF-8 in a file of another encoding.
_OF_UTF_8 = re.compile(rb"[\xc2-\xc5][\x80-\xbf]|\xe2[\x80-\xbf]{2}")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN_CONTROL = re.compile("[\x80-\x9f]")
_OTHER_MARKS = {
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
    b"\x00\x00\xfe\xff": "UTF-32",
}
_MARK = b"\xef\xbb\xbf"


class Lines:
    """The lines of a table, with their ends. ``number`` is that of the last line handed out, the first being 1."""

    def __init__(self, packed: Packed) -> None:
        self.name = packed.name
        self.header: list[str] = []
        self.last = ""  # the line last handed out
        self._packed = packed
        self._encoding = "ascii"
        self._before = 0  # lines in the blocks already handed out

    def __iter__(self) -> Iterator[str]:
        """Hands out block by block, so a fault of a later line never hides one of an earlier line for long."""
        rest = b""
        first = True
        stopped = ""
        blocks = self._packed.blocks()
        while True:
            try:
                block = next(blocks, b"")
            except Unreadable as error:
                stopped, block = str(error), b""
            if first and block:
                block = self._check_start(block)
                first = False
            whole, end, tail = (rest + block).rpartition(b"\n") if block else (b"", b"", rest)
            if not block and not stopped:
                whole, end, tail = rest, b"", b""
            if len(tail) > LONGEST_LINE:
                row = self._before + whole.count(b"\n") + (1 if end else 0) + 1
                raise BadFile(self.name, row, "1", f"this row is longer than {LONGEST_LINE // 1024} kB.")
            if whole or end:
                yield from self._lines(whole + end)
            rest = tail
            if not block:
                break
        if stopped:
            raise BadFile(self.name, self._before + 1, self._column(rest), f"the file cannot be read on: {stopped}.")

    def _lines(self, block: bytes) -> Iterator[str]:
        if b"\0" in block:
            raise self._fault(block, block.index(b"\0"), "a NUL byte stands here: the file is damaged.")
        text = self._decode(block)
        for line in io.StringIO(text, newline=""):
            self.last = line
            yield line
        self._before += block.count(b"\n")

    def _decode(self, block: bytes) -> str:
        if self._encoding == "ascii":
            found = _NOT_ASCII.search(block)
            if found is None:
                return block.decode("ascii")
            # Until here both encodings read the same; the first line with another letter shows which it is.
            start = block.rfind(b"\n", 0, found.start()) + 1
            end = block.find(b"\n", found.start())
            self._encoding = _encoding_of(block[start : end if end != -1 else len(block)])
        if self._encoding == "cp1252" and (mixed := _OF_UTF_8.search(block)):
            what = "a letter in UTF-8 stands here, in a file that began in windows-1252: two encodings are mixed."
            raise self._fault(block, mixed.start(), what)
        try:
            return block.decode(self._encoding)
        except UnicodeDecodeError as error:
            words = {"utf-8": "UTF-8", "cp1252": "windows-1252"}[self._encoding]
            raise self._fault(
                block, error.start, f"the byte {block[error.start]:#04x} is no letter of {words}, the file's encoding."
            ) from None

    def _check_start(self, block: bytes) -> bytes:
        for mark, encoding in _OTHER_MARKS.items():
            if block.startswith(mark):
                raise BadFile(self.name, 1, "1", f"the file is in {encoding}. Save it as CSV in UTF-8.")
        if block.startswith(_MARK):
            self._encoding = "utf-8"
            block = block[len(_MARK) :]
        start = block.lstrip()[:200].lower()
        if start.startswith(b"<"):
            raise BadFile(self.name, 1, "1", "this is a web page, not a table. Download the file again.")
        if start.startswith((b"{", b"[")):
            raise BadFile(self.name, 1, "1", "this is JSON, not a table with commas.")
        if start.startswith((b"%pdf", b"\xd0\xcf\x11\xe0", b"\x89png", b"rar!", b"7z\xbc\xaf")):
            raise BadFile(self.name, 1, "1", "this is not a table with commas (CSV).")
        return block

    def _fault(self, block: bytes, position: int, what: str) -> BadFile:
        if not self.header:  # nothing was handed out yet: this block begins with the header
            first = block[: block.find(b"\n")].decode("cp1252", "replace").replace("\0", "")
            self.header = next(csv.reader([first]), [])
        row = self._before + block.count(b"\n", 0, position) + 1
        start = block.rfind(b"\n", 0, position) + 1
        return BadFile(self.name, row, self._column(block[start:position]), what)

    def _column(self, begun: bytes) -> str:
        """The name of the column in which a row that begins like this stands now."""
        index = begun.count(b'","') if begun.startswith(b'"') else begun.count(b",")
        return self.header[index] if index < len(self.header) else str(index + 1)


def _encoding_of(line: bytes) -> str:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def repair(value: str) -> str:
    """Undo what a publisher's wrong decoding did to a value; an ordinary value comes back as it is."""
    if value.isascii():
        return value
    try:
        if _CYRILLIC.search(value):
            return _again(value, "cp1251")
        if _LATIN_CONTROL.search(value):
            return _again(value, "latin-1")
    except UnicodeError:
        pass  # letters of both kinds: nobody can say what was meant
    return value.replace("\u00a0", " ")


def _again(value: str, wrong: str) -> str:
    return value.encode(wrong).decode("cp1252").replace("\u00a0", " ")
