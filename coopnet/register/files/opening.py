"""Unpacking: plain, gzip and zip files become blocks of bytes. What a file is, its first bytes say, not its name.

Nothing is unpacked to the disk and nothing is read further than ``MOST_BYTES``.
"""

import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from coopnet.register.files.faults import BadFile

BLOCK = 1 << 18
MOST_BYTES = 600 * 1024 * 1024  # the whole register takes about 65 MB
MOST_MEMBERS = 20
# Register files shrink 6 to 15 times. A bomb shrinks a thousand times.
STEEPEST = 150
STEEPEST_FROM = 32 * 1024 * 1024
WHOLE_START = 4


@dataclass(slots=True)
class Packed:
    """One table to read: a file, or a member of a zip. ``names`` are searched for its date, the nearest first."""

    path: Path
    name: str
    names: tuple[str, ...]
    member: str | None = None
    sha256: str = field(default="", compare=False)

    def blocks(self) -> Iterator[bytes]:
        """The unpacked bytes. ``sha256`` is known when they are all read."""
        digest = hashlib.sha256()
        total = 0
        packed = max(1, self.path.stat().st_size)
        try:
            with _stream(self) as stream:
                while block := stream.read1(BLOCK):  # what can be read before a cut is read
                    total += len(block)
                    if total > MOST_BYTES:
                        raise Unreadable(
                            f"it unpacks to more than {MOST_BYTES // 1024**2} MB; no register file is as big"
                        )
                    if total > STEEPEST_FROM and total > STEEPEST * packed:
                        raise Unreadable(f"it unpacks to more than {STEEPEST} times its size; that is no register file")
                    digest.update(block)
                    yield block
        except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise Unreadable(_words(error)) from None
        self.sha256 = digest.hexdigest()


class Unreadable(Exception):
    """The bytes stop being readable here. ``text`` turns it into a BadFile that knows the row."""


def unpack(path: Path) -> list[Packed]:
    """The tables of a file: one, or one per member of a zip. Raises BadFile."""
    try:
        with path.open("rb") as file:
            start = file.read(WHOLE_START)
    except IsADirectoryError:
        raise BadFile(path.name, 1, "1", "this is a folder. Name the files in it.") from None
    except OSError as error:
        raise BadFile(path.name, 1, "1", f"the file cannot be opened ({error.strerror}).") from None
    if not start:
        raise BadFile(path.name, 1, "1", "the file is empty.")
    if start[:2] != b"PK":
        return [Packed(path, path.name, (path.name,))]
    try:
        with zipfile.ZipFile(path) as archive:
            members = [info for info in archive.infolist() if _is_table(info)]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise BadFile(path.name, 1, "1", f"the zip file cannot be read ({_words(error)}). Download it again.") from None
    if not members:
        raise BadFile(path.name, 1, "1", "the zip file holds no table.")
    if len(members) > MOST_MEMBERS:
        raise BadFile(path.name, 1, "1", f"the zip file holds {len(members)} files; at most {MOST_MEMBERS} are read.")
    if sum(member.file_size for member in members) > MOST_BYTES:
        raise BadFile(
            path.name,
            1,
            "1",
            f"the zip file unpacks to more than {MOST_BYTES // 1024**2} MB; no register file is as big.",
        )
    alone = len(members) == 1
    return [
        Packed(
            path,
            path.name if alone else f"{path.name}/{member.filename}",
            (member.filename, path.name),
            member.filename,
        )
        for member in members
    ]


def _is_table(info: zipfile.ZipInfo) -> bool:
    name = info.filename.rsplit("/", 1)[-1]
    return not info.is_dir() and bool(name) and not name.startswith(".") and not info.filename.startswith("__MACOSX/")


def _stream(packed: Packed) -> io.BufferedIOBase:
    if packed.member is not None:
        with zipfile.ZipFile(packed.path) as archive:
            return cast(io.BufferedIOBase, archive.open(packed.member))
    with packed.path.open("rb") as file:
        start = file.read(2)
    if start == b"\x1f\x8b":
        return gzip.GzipFile(packed.path, "rb")
    return packed.path.open("rb")


def _words(error: Exception) -> str:
    if isinstance(error, EOFError):
        return "it was cut: its end is missing"
    if isinstance(error, RuntimeError) and "password" in str(error):
        return "it is locked with a password"
    if isinstance(error, NotImplementedError):
        return "it is packed in a way that Coopnet cannot read"
    return "it is damaged or was cut"
