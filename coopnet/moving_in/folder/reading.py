"""What comes in: files one by one, or a zip of a folder. A zip is never unpacked on disk, and never trusted."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.core.files.uploadedfile import UploadedFile

from coopnet.kit.uploads import papers
from coopnet.kit.uploads.refusals import Refused

MOST_FILES = 500
MOST_BYTES = 200 * 1024 * 1024
# What computers leave in folders and nobody wrote.
_LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini", "~$")


@dataclass(frozen=True, slots=True)
class Found:
    """One file: where it stood, and the document, or why it was refused."""

    path: str
    paper: papers.Paper | None
    refused: str = ""


class TooMuch(ValueError):
    """The folder as a whole cannot be taken; the text says why, for people."""


def _litter(path: str) -> bool:
    name = path.rpartition("/")[2]
    return path.startswith("__MACOSX/") or name.startswith(("._", "~$")) or name in _LITTER


def _look(path: str, data: BinaryIO) -> Found:
    try:
        return Found(path, papers.clean(data, path))
    except Refused as refusal:
        return Found(path, None, str(refusal))


def _of_zip(file: BinaryIO) -> Iterator[Found]:
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise TooMuch("This zip is broken. Make it again, or choose the files themselves.") from error
    members = [one for one in archive.infolist() if not one.is_dir() and not _litter(one.filename)]
    if len(members) > MOST_FILES:
        raise TooMuch(f"This zip holds {len(members)} files. Send at most {MOST_FILES} at once.")
    if sum(one.file_size for one in members) > MOST_BYTES:
        raise TooMuch("This zip holds more than 200 MB. Send a part of the folder at a time.")
    left = MOST_BYTES
    for member in members:
        path = "/".join(part for part in member.filename.replace("\\", "/").split("/") if part not in ("", ".", ".."))
        if member.flag_bits & 1:
            yield Found(path, None, "It is locked by a password. Take the password off and send it again.")
            continue
        try:
            with archive.open(member) as inside:
                # What a zip says of a size is not believed: one byte more than we take is enough to refuse it.
                data = inside.read(min(papers.MOST_BYTES, left) + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError):
            yield Found(path, None, "It cannot be read out of the zip. Send the file itself.")
            continue
        left -= len(data)
        if left < 0:
            raise TooMuch("This zip holds more than 200 MB. Send a part of the folder at a time.")
        yield _look(path, io.BytesIO(data))


def read(sent: Iterable[UploadedFile[Any]]) -> Iterator[Found]:
    """Every document in what was sent, zips opened. Raises TooMuch where the whole is too large or a zip is broken."""
    count = 0
    for one in sent:
        name = (one.name or "file").replace("\\", "/")
        if _litter(name):
            continue
        data: Any = one.open()
        found = _of_zip(data) if name.lower().endswith(".zip") else iter([_look(name, data)])
        for each in found:
            count += 1
            if count > MOST_FILES:
                raise TooMuch(f"Send at most {MOST_FILES} files at once.")
            yield each
