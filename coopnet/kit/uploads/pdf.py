"""What a PDF may not hold: anything that runs, opens, sends, or carries another file."""

import re
import zlib
from collections.abc import Iterator

from coopnet.kit.uploads.refusals import Refused

# A stream that grows past this, or all of them together, is made to fill a machine.
MOST_INFLATED = 128 * 1024 * 1024
_STEP = 1024 * 1024
_STREAM = re.compile(rb"stream\r?\n")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
# Names of ISO 32000-2 that make a file act: scripts, launching, forms that send, files within, other media. Those of
# fewer than five letters are left out: each comes with one of these, and stands in packed pictures by chance.
_ACTS = {
    "a script": (b"JavaScript",),
    "a command that starts a program": (b"Launch",),
    "another file inside": (b"EmbeddedFile", b"EmbeddedFiles", b"Filespec", b"GoToE"),
    "a form that sends what is typed": (b"SubmitForm", b"ImportData"),
    "film or sound": (b"RichMedia", b"Movie", b"Rendition"),
}
_NAMES = {name: words for words, names in _ACTS.items() for name in names}
# The forms of XFA are programs in a language of their own.
_XFA = b"<xdp:xdp"
_NAME = re.compile(rb"/([^\x00\t\n\x0c\r ()<>\[\]{}/%]{1,60})")


def _names(data: bytes) -> Iterator[bytes]:
    """Every name, with signs written as #4A read as what they stand for."""
    for found in _NAME.finditer(data):
        name = found.group(1)
        yield _ESCAPE.sub(lambda sign: bytes([int(sign.group(1), 16)]), name) if b"#" in name else name


def _inflated(data: bytes) -> Iterator[bytes]:
    """What each packed stream unpacks to; other streams are passed over. Raises Refused for one that never ends."""
    left = MOST_INFLATED
    for start in _STREAM.finditer(data):
        unpack = zlib.decompressobj()
        parts, packed = [], data[start.end() :] if len(data) < _STEP else memoryview(data)[start.end() :]
        try:
            rest: bytes | memoryview = packed[:_STEP]
            at = _STEP
            while rest and not unpack.eof:
                made = unpack.decompress(bytes(rest), _STEP)
                left -= len(made)
                if left < 0:
                    raise Refused("This PDF unpacks to far more than it seems to hold. Save it anew and send that.")
                parts.append(made)
                rest = unpack.unconsumed_tail
                if not rest:
                    rest, at = packed[at : at + _STEP], at + _STEP
        except zlib.error:
            pass  # a picture, or packed in another way: no objects stand in it
        yield b"".join(parts)


def check(data: bytes) -> None:
    """Raises Refused for what is no PDF, cut off, locked, or does more than show pages."""
    if not data.startswith(b"%PDF-"):
        raise Refused("This file is called a PDF and is none. Save it anew as PDF and send that.")
    if b"%%EOF" not in data[-2048:]:
        raise Refused("This PDF is cut off. Save it anew and send that.")
    for part in (data, *_inflated(data)):
        if _XFA in part:
            raise Refused("This PDF holds a form that is a program. Print it to a new PDF and send that.")
        for name in _names(part):
            if name == b"Encrypt":
                raise Refused("This PDF is locked with a password. Save it without one and send that.")
            if name in _NAMES:
                raise Refused(f"This PDF holds {_NAMES[name]}. Print it to a new PDF and send that.")
