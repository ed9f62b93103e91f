"""The file of a backup: a zip with a manifest, and at its very end the digest of everything before it.

One bit that differs is noticed before anything is read. Two archives of the same rows at the same moment are equal to
the byte, whichever engine they came from.
"""

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO, Any

FORMAT = "coopnet archive 1"
MANIFEST = "manifest.json"
_MARK = b"coopnet sha256 "
_ENDING = len(_MARK) + 64
_EPOCH = (1980, 1, 1, 0, 0, 0)
_BLOCK = 1 << 20


class Damaged(ValueError):
    """The file is no backup, or not as it was written. The text is a sentence for people."""


def _file_digest(path: Path) -> str:
    """SHA-256 of the file without the digest at its end."""
    digest, left = hashlib.sha256(), path.stat().st_size - 64
    with path.open("rb") as file:
        while left > 0:
            block = file.read(min(_BLOCK, left))
            digest.update(block)
            left -= len(block)
    return digest.hexdigest()


class Writer:
    """Writes an archive beside its place and moves it there when it is whole and on the disk."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._making = path.with_name(f".{path.name}.{os.getpid()}")
        self._parts: dict[str, dict[str, Any]] = {}

    def __enter__(self) -> "Writer":
        descriptor = os.open(self._making, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        self._file = os.fdopen(descriptor, "w+b")
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        return self

    def add(self, name: str, blocks: Iterable[bytes], **said: Any) -> None:
        """One part of the archive; ``said`` goes to the manifest with its size and digest."""
        digest, size = hashlib.sha256(), 0
        info = zipfile.ZipInfo(name, _EPOCH)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        with self._zip.open(info, "w", force_zip64=True) as part:
            for block in blocks:
                part.write(block)
                digest.update(block)
                size += len(block)
        self._parts[name] = {**said, "sha256": digest.hexdigest(), "size": size}

    def finish(self, **manifest: Any) -> None:
        """Write the manifest and the digest of the whole, and put the file in its place."""
        text = json.dumps({"format": FORMAT, **manifest, "parts": self._parts}, sort_keys=True, indent=1)
        info = zipfile.ZipInfo(MANIFEST, _EPOCH)
        info.compress_type = zipfile.ZIP_DEFLATED
        self._zip.writestr(info, text)
        self._zip.comment = _MARK + b"0" * 64
        self._zip.close()
        self._file.flush()
        digest = _file_digest(self._making)
        self._file.seek(-64, os.SEEK_END)
        self._file.write(digest.encode())
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._making.replace(self._path)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._file.closed:
            self._file.close()
        self._making.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that was found whole."""

    path: Path
    manifest: dict[str, Any]
    _zip: zipfile.ZipFile

    @property
    def parts(self) -> dict[str, dict[str, Any]]:
        """Name of each part with its size, digest and what else was said of it."""
        parts: dict[str, dict[str, Any]] = self.manifest["parts"]
        return parts

    def read(self, name: str) -> Iterator[bytes]:
        """The lines of one part. Its digest is checked at the end: use nothing before the last line came."""
        digest = hashlib.sha256()
        with self._open(name) as part:
            for line in part:
                digest.update(line)
                yield line
        if digest.hexdigest() != self.parts[name]["sha256"]:
            raise Damaged(f"The part {name} of {self.path.name} is not as it was written.")

    def _open(self, name: str) -> IO[bytes]:
        return self._zip.open(name)


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Check the whole file, then open it. Raises Damaged with a sentence, before anything else is done."""
    try:
        with path.open("rb") as file:
            file.seek(0, os.SEEK_END)
            size = file.tell()
            file.seek(max(0, size - _ENDING))
            ending = file.read(_ENDING)
    except OSError as error:
        raise Damaged(f"{path} cannot be read: {error.strerror}.") from None
    if not ending.startswith(_MARK):
        raise Damaged(f"{path.name} is not a whole backup: its end is missing. Take another copy of it.")
    if ending[len(_MARK) :] != _file_digest(path).encode():
        raise Damaged(f"{path.name} is not as it was written: its check sum does not fit. Take another copy of it.")
    try:
        with zipfile.ZipFile(path) as opened:
            manifest = json.loads(opened.read(MANIFEST))
            if manifest.get("format") != FORMAT:
                raise Damaged(f"{path.name} is of a form that this version does not know: {manifest.get('format')!r}.")
            _check_names(path, manifest["parts"], opened.namelist())
            yield Archive(path, manifest, opened)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, AttributeError, UnicodeDecodeError) as error:
        raise Damaged(f"{path.name} cannot be read as a backup ({type(error).__name__}).") from error


def _check_names(path: Path, parts: dict[str, Any], names: list[str]) -> None:
    if sorted([*parts, MANIFEST]) != sorted(names):
        raise Damaged(f"{path.name} does not hold the parts that its manifest names.")
    for name in parts:
        place = PurePosixPath(name)
        if place.is_absolute() or ".." in place.parts or "\\" in name or place.parts[0] not in ("tables", "media"):
            raise Damaged(f"{path.name} holds a part with a name that no backup has: {name!r}.")
