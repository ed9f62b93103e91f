"""How an entry becomes bytes and a digest. Pure, so that anyone can check a chain with these lines alone."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256

JSON = str | int | float | bool | None | list["JSON"] | dict[str, "JSON"]

START = "0" * 64
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_KEY = re.compile(r"[\x21-\x7e\u00a1-\ud7ff\ue000-\U0010ffff]+")


class BadEntry(ValueError):
    """A name of an act, a subject or an actor that cannot stand in the record."""


def plain(text: str) -> str:
    """The text on one line, without the characters that separate fields."""
    return _CONTROL.sub(" ", text)


def check_key(kind: str, text: str, longest: int) -> str:
    """Keys of acts, subjects and actors have no blanks or control characters. Raises BadEntry."""
    if not _KEY.fullmatch(text) or len(text) > longest:
        raise BadEntry(f"{text[:80]!r} cannot be the {kind} of an entry: no blanks, 1 to {longest} characters.")
    return text


def values_text(values: Mapping[str, JSON]) -> str:
    """One JSON object with its keys in order, the same on every engine."""
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def detail_digest(*, salt: str, actor_name: str, words: str, values: str) -> str:
    """Stands in the chain for what may be erased. The salt is erased too, so nobody can guess the words back."""
    return sha256("\x1f".join((salt, actor_name, words, values)).encode()).hexdigest()


def chain_digest(
    previous: str, *, number: int, at: datetime, what: str, subject: str, actor_key: str, detail: str
) -> str:
    """The digest of an entry: it covers the one before, so no entry can be changed, dropped or moved alone."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    return sha256("\x1f".join((previous, str(number), moment, what, subject, actor_key, detail)).encode()).hexdigest()
