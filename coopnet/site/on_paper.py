"""Pages as PDF. Their words become blocks that paper can show: headings, paragraphs, lists, tables; pictures by words.

A link stands among the words as ``BEGIN address MIDDLE words END``: signs that no page can hold.
"""

from datetime import date
from html.parser import HTMLParser
from typing import Any

from django.conf import settings
from wagtail.models import Page

from coopnet.bodies.rules import long_day
from coopnet.kit.models import Network
from coopnet.kit.paper import render

Block = tuple[str, str | list[str] | list[list[str]]]
BEGIN, MIDDLE, END = "\x02", "\x03", "\x04"
TEMPLATE = "site/papers/page.typ"
_FIELDS = ("lead", "body", "now")
_SILENT = frozenset({"script", "style", "svg", "nav", "form", "button", "template", "select", "noscript"})
_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
_BREAKS = frozenset(
    {"p", "div", "section", "article", "figure", "figcaption", "blockquote", "dl", "dt", "dd", "br", "main", "header",
     "footer", "aside", "details", "summary", "caption", "address", "li", "ul", "ol", "table", "tr", "td", "th",
     *_HEADINGS}
)  # fmt: skip
_CELLS = frozenset({"tr", "td", "th"})
_ITEMS = frozenset({"li", "ul", "ol", "table"})
_HEADED = "\x05"  # after the heading of an item; a colon, if words follow
_OWN_SIGNS = {ord(sign): None for sign in (BEGIN, MIDDLE, END, _HEADED)}


class _Reader(HTMLParser):
    """Collects blocks. What is nested deeper than paper can show is told in the order in which it stands."""

    def __init__(self, base: str) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.lists: list[tuple[str, list[str]]] = []
        self._base = base
        self._words: list[str] = []
        self._silent: list[str] = []
        self._table: list[list[str]] | None = None
        self._inner = 0
        self._link: tuple[str, int] | None = None

    def _text(self) -> str:
        self._end_link()
        text = " ".join("".join(self._words).split())
        self._words = []
        return text.removesuffix(_HEADED).replace(_HEADED, ":")

    def _add(self, kind: str, text: str) -> None:
        """No heading of the lower kind comes before one of the higher: readers of tags could not find their way."""
        if kind == "h3" and not any(one == "h2" for one, _ in self.blocks):
            kind = "h2"
        self.blocks.append((kind, text))

    def _flush(self, kind: str = "p") -> None:
        """End the block that is being read."""
        text = self._text()
        if not text:
            return
        if self._table:
            self._table[-1].append(text)
        elif self.lists:
            self.lists[-1][1].append(text)
        else:
            self._add(kind, text)

    def _end_table(self) -> None:
        if self._table is None:
            return
        self._flush()
        rows = [row for row in self._table if any(row)]
        self._table, self._inner = None, 0
        if rows:
            self.blocks.append(("table", rows))

    def finish(self) -> None:
        """What was left open ends."""
        self._end_table()
        self._flush()
        self.blocks.extend((kind, items) for kind, items in self.lists if items)

    def _begin_link(self, address: str) -> None:
        self._end_link()
        if address.startswith("/") and not address.startswith("//") and self._base:
            address = self._base + address
        if address.startswith(("http://", "https://", "mailto:", "tel:")) and " " not in address:
            self._link = (address.translate(_OWN_SIGNS), len(self._words))

    def _end_link(self) -> None:
        """Links of paper are pressed on a screen; on real paper those to elsewhere need their address too."""
        if self._link is None:
            return
        (address, start), self._link = self._link, None
        words = " ".join("".join(self._words[start:]).split())
        if not words:
            return
        before = " " if self._words[start][:1].isspace() else ""
        after = " " if self._words[-1][-1:].isspace() else ""
        ours = not address.startswith("http") or (self._base and address.startswith(self._base + "/"))
        told = "" if ours or address == words else f" ({address})"
        if start and self._words[start - 1].endswith(END) and not before:
            before = " · "  # two buttons in a row are parted by their looks alone
        self._words[start:] = [f"{before}{BEGIN}{address}{MIDDLE}{words}{END}{told}{after}"]

    def _in_cell(self, tag: str) -> bool:
        """Whether a tag only parts words, since it stands inside a cell of a table."""
        return bool(self._table) and (tag not in _CELLS or self._inner > 0)

    def _in_item(self, tag: str) -> bool:
        """Whether a tag only parts words, since it stands inside an item of a list: an item keeps its number."""
        return self._table is None and bool(self.lists) and tag not in _ITEMS

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin."""
        given = dict(attrs)
        if tag in _SILENT:
            self._silent.append(tag)
        elif self._silent:
            return
        elif tag == "img" and given.get("alt"):
            self.handle_data(f" [Picture: {given['alt']}] ")
        elif tag == "a":
            self._begin_link(given.get("href") or "")
        elif tag in _BREAKS and self._in_cell(tag):
            self._inner += tag == "table"
            self._words.append(" ")
        elif tag in _BREAKS and self._in_item(tag):
            self._words.append(" ")
        elif tag in _BREAKS:
            self._flush()
            if tag in ("ul", "ol"):
                self.lists.append((tag, []))
            elif tag == "table":
                self._table = []
            elif tag == "tr" and self._table is not None:
                self._table.append([])

    def handle_endtag(self, tag: str) -> None:
        """End."""
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
        elif tag == "a":
            self._end_link()
        elif tag not in _BREAKS:
            return
        elif tag == "table" and not self._inner:
            self._end_table()
        elif self._in_cell(tag):
            self._inner -= tag == "table"
            self._words.append(" ")
        elif self._in_item(tag):
            headed = tag in _HEADINGS and "".join(self._words).strip()
            self._words.append(f"{_HEADED} " if headed else " ")
        elif tag in ("td", "th") and self._table:
            self._table[-1].append(self._text())
        elif tag in ("ul", "ol") and self.lists:
            self._flush()
            kind, items = self.lists.pop()
            if items and self.lists:
                self.lists[-1][1].extend(items)
            elif items:
                self.blocks.append((kind, items))
        else:
            self._flush(_HEADINGS.get(tag, "p"))

    def handle_data(self, data: str) -> None:
        """Words."""
        if not self._silent:
            self._words.append(data.translate(_OWN_SIGNS))


def blocks(html: str, base: str = "") -> list[Block]:
    """The blocks of a piece of HTML. Nothing of it is read as anything but words. ``base``: the site's own address."""
    reader = _Reader(base)
    reader.feed(html)
    reader.close()
    reader.finish()
    return reader.blocks


def _shown(words: Any, today: date) -> str:
    draw = getattr(words, "render_as_block", None)
    return str(draw({"ask": {"day": today}, "today": today, "broken": {}}) if draw else words)


def words_of(page: Page, today: date) -> str:
    """The words of a page as they are shown, live figures as on that day. ``page`` is one of its own kind."""
    return "".join(_shown(getattr(page, name), today) for name in _FIELDS if getattr(page, name, ""))


def set_blocks(found: list[Block], *, title: str, address: str, today: date) -> bytes:
    """A paper of blocks. Raises ``NotSet``."""
    network = Network.objects.get(pk=1)
    data = {"network": network.name, "address": address, "on": long_day(today), "blocks": found}
    return render(TEMPLATE, data, title=title, day=today)


def page_paper(page: Page, today: date) -> bytes:
    """A live page as PDF/UA, as it is shown on that day. Raises ``NotSet``."""
    base = str(settings.WAGTAILADMIN_BASE_URL).rstrip("/")
    address = f"{base}/{str(page.url_path).strip('/').partition('/')[2]}/".rstrip("/") + "/"
    return set_blocks(blocks(words_of(page, today), base), title=page.title, address=address, today=today)
