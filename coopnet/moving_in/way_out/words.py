"""The words of a page as blocks that paper can show: headings, paragraphs, lists, tables; pictures by their words."""

from html.parser import HTMLParser

Block = tuple[str, str | list[str] | list[list[str]]]
_SILENT = frozenset({"script", "style", "svg", "nav", "form", "button", "template", "select", "noscript"})
_BREAKS = frozenset(
    {"p", "div", "section", "article", "figure", "figcaption", "blockquote", "dl", "dt", "dd", "br", "main", "header",
     "footer", "aside", "details", "summary", "caption", "address"}
)  # fmt: skip
_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}


class _Reader(HTMLParser):
    """Collects blocks. What is nested deeper than paper can show is told in the order in which it stands."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._words: list[str] = []
        self._silent: list[str] = []
        self._lists: list[tuple[str, list[str]]] = []
        self._table: list[list[str]] | None = None
        self._link = ""

    def _text(self) -> str:
        text = " ".join("".join(self._words).split())
        self._words = []
        return text

    def flush(self, kind: str = "p") -> None:
        """End the block that is being read."""
        text = self._text()
        if not text:
            return
        if self._table is not None and self._table:
            self._table[-1].append(text)
        elif self._lists:
            self._lists[-1][1].append(text)
        else:
            self.blocks.append((kind, text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin."""
        given = dict(attrs)
        if tag in _SILENT:
            self._silent.append(tag)
        elif self._silent:
            return
        elif tag in ("ul", "ol"):
            self.flush()
            self._lists.append((tag, []))
        elif tag == "table":
            self.flush()
            self._table = []
        elif tag == "tr" and self._table is not None:
            self.flush()
            self._table.append([])
        elif tag in ("td", "th", "li") or tag in _HEADINGS or (tag in _BREAKS and self._table is None):
            self.flush()
        elif tag == "img" and given.get("alt"):
            self._words.append(f" [Picture: {given['alt']}] ")
        elif tag == "a":
            self._link = given.get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        """End."""
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
        elif tag in _HEADINGS:
            self.flush(_HEADINGS[tag])
        elif tag in ("ul", "ol") and self._lists:
            self.flush()
            kind, items = self._lists.pop()
            if items and self._lists:
                self._lists[-1][1].extend(items)
            elif items:
                self.blocks.append((kind, items))
        elif tag in ("td", "th") and self._table:
            self._table[-1].append(self._text())
        elif tag == "table" and self._table is not None:
            rows = [row for row in self._table if any(row)]
            self._table, self._words = None, []
            if rows:
                self.blocks.append(("table", rows))
        elif tag == "a":
            if self._link.startswith(("http://", "https://")):
                self._words.append(f" ({self._link})")
            self._link = ""
        elif tag == "li" or (tag in _BREAKS and self._table is None):
            self.flush()

    def handle_data(self, data: str) -> None:
        """Words."""
        if not self._silent:
            self._words.append(data)


def blocks(html: str) -> list[Block]:
    """The blocks of a piece of HTML. Nothing of it is read as anything but words."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader._table = None
    reader.flush()
    for kind, items in reader._lists:
        if items:
            reader.blocks.append((kind, items))
    return reader.blocks
