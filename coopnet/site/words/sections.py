"""How the text of a page is written down in code: pieces, each a kind of block and what it holds."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Piece:
    """One block: its name in ``models.blocks`` and its value as Wagtail keeps it."""

    kind: str
    value: Any


@dataclass(frozen=True, slots=True)
class Section:
    """A page with its pieces and the pages under it."""

    title: str
    slug: str
    lead: str
    pieces: tuple[Piece, ...]
    under: tuple["Section", ...] = field(default=())

    def body(self) -> list[dict[str, Any]]:
        """As a stream field takes it."""
        return [{"type": piece.kind, "value": piece.value} for piece in self.pieces]


def text(html: str) -> Piece:
    """Headings, paragraphs, lists and links."""
    return Piece("text", " ".join(html.split()))


def live(kind: str) -> Piece:
    """Something that is worked out when the page is opened."""
    return Piece("live", kind)


def quotation(words: str, source: str) -> Piece:
    """Somebody else's words, with whose they are."""
    return Piece("quotation", {"words": words, "source": source})


def todo(*links: tuple[str, str]) -> Piece:
    """What to do next: words and address; the first is the main one."""
    return Piece("todo", [{"words": words, "address": address} for words, address in links])


def steps(title: str, *rows: tuple[str, str]) -> Piece:
    """One after the other."""
    return Piece("steps", {"title": title, "steps": [{"name": name, "words": words} for name, words in rows]})


def table(title: str, heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...], note: str = "") -> Piece:
    """A comparison: the first head stands over the names of the rows."""
    return Piece(
        "comparison",
        {"title": title, "heads": list(heads), "rows": [list(row) for row in rows], "note": note},
    )
