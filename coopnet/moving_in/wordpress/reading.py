"""Reading an export item by item. Who wrote what is left behind: authors, comments and their addresses are not read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from coopnet.moving_in.wordpress.text import UnreadableExport, pieces

_TAG = re.compile(r"^\{([^}]*)\}(.*)$")
# Before the first tag a document may define its own abbreviations, and with them do harm. An export never does.
_DEFINES = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """One post, page, file or other thing of the old site. ``kind`` and ``status`` are WordPress's own words.

    ``number`` is its id there; ``place`` its place in the file, from 1, for messages. ``published`` is in UTC where the
    export gives that, otherwise the old site's clock taken as UTC.
    """

    place: int
    number: int
    kind: str
    status: str
    title: str
    address: str
    slug: str
    published: datetime | None
    body: str
    excerpt: str
    file_address: str = ""
    categories: tuple[str, ...] = ()
    locked: bool = False


@dataclass(slots=True)
class Site:
    """What the export says of the site as a whole, known once the first item has been read."""

    title: str = ""
    address: str = ""
    items: list[Item] = field(default_factory=list)


def _local(tag: str) -> str:
    """``wp:post_id`` for a tag in any version of WordPress's own space, ``content:encoded``, or the bare name."""
    found = _TAG.match(tag)
    if not found:
        return tag
    space, name = found.groups()
    if "excerpt" in space:
        return f"excerpt:{name}"
    if "wordpress.org/export" in space:
        return f"wp:{name}"
    return f"content:{name}" if "modules/content" in space else name


def _moment(*texts: str) -> datetime | None:
    """The first that is a real moment. Drafts carry a row of noughts."""
    for text in texts:
        try:
            return datetime.strptime(text.strip(), "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


def _item(element: Element, place: int) -> Item:
    words: dict[str, str] = {}
    categories = []
    for child in element:
        name = _local(child.tag)
        if name == "category":
            categories.append((child.text or "").strip())
        elif name not in words:
            words[name] = child.text or ""
    number = words.get("wp:post_id", "").strip()
    return Item(
        place=place,
        number=int(number) if number.isdecimal() and len(number) < 19 else 0,
        kind=words.get("wp:post_type", "").strip() or "post",
        status=words.get("wp:status", "").strip(),
        title=" ".join(words.get("title", "").split()),
        address=words.get("link", "").strip(),
        slug=words.get("wp:post_name", "").strip(),
        published=_moment(words.get("wp:post_date_gmt", ""), words.get("wp:post_date", "")),
        body=words.get("content:encoded", ""),
        excerpt=words.get("excerpt:encoded", ""),
        file_address=words.get("wp:attachment_url", "").strip(),
        categories=tuple(category for category in categories if category),
        locked=bool(words.get("wp:post_password", "").strip()),
    )


def _events(path: Path) -> Iterator[tuple[str, Element]]:
    """Starts and ends of elements. Raises UnreadableExport with the line where the file stops being XML."""
    parser: ElementTree.XMLPullParser[Element] = ElementTree.XMLPullParser(["start", "end"])
    begun = False
    try:
        for text in pieces(path):
            if not begun:
                if _DEFINES.search(text.partition("<rss")[0]):
                    raise UnreadableExport(
                        f"{path.name} defines abbreviations of its own, which an export of WordPress never does. "
                        "It was not read. Export it once more from the old site (Tools, Export, All content)."
                    )
                begun = "<rss" in text
            parser.feed(text)
            yield from parser.read_events()  # type: ignore[misc]  # typed for all kinds of event; these two are asked for
        if not begun and not path.stat().st_size:
            raise UnreadableExport(f"{path.name} is empty. On the old site choose Tools, Export, All content.")
        parser.close()
        yield from parser.read_events()  # type: ignore[misc]  # as above
    except ElementTree.ParseError as fault:
        line = fault.position[0]
        raise UnreadableExport(
            f"{path.name} stops being readable at line {line}: {fault.msg.partition(':')[0]}. The file may have been "
            "cut while it was saved. Export it once more from the old site (Tools, Export, All content)."
        ) from fault


def read(path: Path) -> Site:
    """The whole export. Raises UnreadableExport, with a sentence that names the file and the line."""
    site = Site()
    channel: Element | None = None
    depth: list[str] = []
    for event, element in _events(path):
        name = _local(element.tag)
        if event == "start":
            depth.append(name)
            if depth == ["rss", "channel"]:
                channel = element
            elif len(depth) == 1 and name != "rss":
                raise UnreadableExport(
                    f"{path.name} is XML, but no export of WordPress: it begins with <{name[:40]}>. "
                    "On the old site choose Tools, Export, All content."
                )
            continue
        depth.pop()
        if depth != ["rss", "channel"]:
            continue
        if name == "item":
            site.items.append(_item(element, len(site.items) + 1))
        elif name == "title":
            site.title = (element.text or "").strip()
        elif name in {"link", "wp:base_blog_url"} and (element.text or "").strip():
            site.address = (element.text or "").strip()
        if channel is not None:
            channel.remove(element)
    if channel is None:
        raise UnreadableExport(f"{path.name} holds no site. On the old site choose Tools, Export, All content.")
    return site
