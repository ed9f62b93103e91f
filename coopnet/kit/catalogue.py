"""Catalogues of words: files of GNU gettext (.po) read, weighed and compiled (.mo) without its tools.

What people translate is the .po file; what Django reads is the .mo file, of which every byte follows from the first.
"""

import ast
import struct
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

# How gettext joins a message and its plural, and a context and its message, in a compiled file.
_PLURAL = "\x00"
_CONTEXT = "\x04"


@dataclass(slots=True)
class Message:
    """One message: its words, its plural if it counts something, and what a translator made of it."""

    words: str
    plural: str = ""
    context: str = ""
    said: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    unsure: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """By what gettext tells messages apart."""
        return self.context, self.words

    @property
    def translated(self) -> bool:
        """Whether a reader would see it in the other language. What is marked fuzzy is a guess and does not count."""
        return bool(self.said) and all(self.said) and not self.unsure


@dataclass(slots=True)
class Catalogue:
    """The head of a file, as written, and its messages in the order of the file."""

    head: str
    messages: list[Message]

    @property
    def plurals(self) -> int:
        """How many forms a counted message has in this language."""
        _, _, rest = self.head.partition("nplurals=")
        return int(rest.partition(";")[0]) if rest else 2


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a catalogue is translated."""

    done: int
    whole: int

    @property
    def complete(self) -> bool:
        """Every message, and at least one: an empty catalogue is no translation."""
        return 0 < self.whole == self.done


def read(path: Path) -> Catalogue:
    """Read a .po file. Entries that are commented out (``#~``) are passed over."""
    head, messages = "", []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        message = Message("")
        into: list[str] = []
        parts: dict[str, list[str]] = {}
        for line in block.splitlines():
            if line.startswith("#:"):
                message.places += line[2:].split()
            elif line.startswith("#,"):
                message.unsure = "fuzzy" in line
            elif line.startswith("#") or not line.strip():
                continue
            elif line.startswith('"'):
                into.append(ast.literal_eval(line.strip()))
            else:
                name, _, rest = line.partition(" ")
                into = parts.setdefault(name, [])
                into.append(ast.literal_eval(rest.strip()))
        if "msgid" not in parts:
            continue
        message.words = "".join(parts["msgid"])
        message.plural = "".join(parts.get("msgid_plural", []))
        message.context = "".join(parts.get("msgctxt", []))
        message.said = ["".join(text) for name, text in parts.items() if name.startswith("msgstr")]
        if message.words:
            messages.append(message)
        else:
            head = message.said[0]
    return Catalogue(head, messages)


def share(paths: Iterable[Path]) -> Share:
    """How many of the messages in these files are translated in any of them. A file that is missing holds none."""
    every: dict[tuple[str, str], bool] = {}
    for path in paths:
        if path.is_file():
            for message in read(path).messages:
                every[message.key] = every.get(message.key, False) or message.translated
    return Share(sum(every.values()), len(every))


def compiled(catalogue: Catalogue) -> bytes:
    """The .mo file of a catalogue: only what is translated, in the order that the format asks for."""
    rows = {"": catalogue.head}
    for message in catalogue.messages:
        if message.translated:
            key = message.words + (_PLURAL + message.plural if message.plural else "")
            rows[(message.context + _CONTEXT if message.context else "") + key] = _PLURAL.join(message.said)
    pairs = sorted((key.encode(), value.encode()) for key, value in rows.items())
    start = 7 * 4 + 16 * len(pairs)
    keys = b"".join(key + b"\0" for key, _ in pairs)
    values = b"".join(value + b"\0" for _, value in pairs)
    tables: list[list[int]] = [[], []]
    at = [start, start + len(keys)]
    for pair in pairs:
        for which, text in enumerate(pair):
            tables[which] += [len(text), at[which]]
            at[which] += len(text) + 1
    # Magic number, version, how many, where the two tables begin, no table of hashes.
    top = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    return top + b"".join(struct.pack(f"<{len(table)}I", *table) for table in tables) + keys + values


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def written(catalogue: Catalogue) -> str:
    """The text of a .po file; ``read`` gives the same catalogue back."""
    head = "".join(f"{_quoted(line)}\n" for line in catalogue.head.splitlines(keepends=True))
    blocks = [f'msgid ""\nmsgstr ""\n{head}']
    for message in catalogue.messages:
        lines = [f"#: {place}" for place in message.places]
        if message.unsure:
            lines.append("#, fuzzy")
        elif "%(" in message.words:
            lines.append("#, python-format")
        if message.context:
            lines.append(f"msgctxt {_quoted(message.context)}")
        lines.append(f"msgid {_quoted(message.words)}")
        if message.plural:
            said = message.said or [""] * catalogue.plurals
            lines.append(f"msgid_plural {_quoted(message.plural)}")
            lines += [f"msgstr[{at}] {_quoted(text)}" for at, text in enumerate(said)]
        else:
            lines.append(f"msgstr {_quoted(message.said[0] if message.said else '')}")
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)
