"""The one error of this room, and what every file is asked first."""

import unicodedata
from typing import BinaryIO


class Refused(ValueError):
    """The file is not taken; the text says why and what to do, for the person who sent it."""


def whole(file: BinaryIO, most: int) -> bytes:
    """The bytes of a file that is neither empty nor longer than ``most`` bytes. Raises Refused.

    It reads one byte more than it would take, so that a file that lies about its length is found too.
    """
    file.seek(0)
    data = file.read(most + 1)
    if not data:
        raise Refused("The file is empty. Choose it again.")
    if len(data) > most:
        raise Refused(f"The file is larger than {most // (1024 * 1024)} MB. Send a smaller one.")
    return data


def safe_name(name: str, suffix: str) -> str:
    """A name for a file of ours: what was sent, without places, signs that hide and endings; ``suffix`` is ours.

    ``suffix`` begins with a dot. Of a name that holds nothing usable, ``file`` is left.
    """
    last = unicodedata.normalize("NFKD", name).replace("\\", "/").rpartition("/")[2]
    stem = last.partition(".")[0]
    kept = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in stem)
    kept = "-".join(part for part in kept.split("-") if part)[:60].lower()
    return f"{kept or 'file'}{suffix}"
