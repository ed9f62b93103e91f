"""The words of an old page in the few forms that pages have here: headings, paragraphs, lists, links, emphasis.

Scripts, frames, forms and styles are dropped whole; anything else that is unknown gives its words and goes. Pictures
leave the text and are listed, since each is looked at by a person before it is shown.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup, Tag
from wagtail.whitelist import Whitelister, allow_without_attributes, check_url

# Leave nothing behind, not even their words.
_DROPPED = (
    "script", "style", "iframe", "object", "embed", "applet", "form", "noscript", "template", "svg", "math", "canvas",
    "audio", "video", "head", "title", "link", "meta", "base", "input", "button", "select", "textarea",
)  # fmt: skip
_BLOCK_NOTE = re.compile(r"<!--.*?-->", re.DOTALL)
# Of a shortcode the marks go and the words between them stay.
_SHORTCODE = re.compile(r"\[(/?)([a-z][a-z0-9_-]*)((?:\s[^\[\]]*)?)(/?)\]", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n\s*\n")
_BLOCK = re.compile(r"<(?:p|h[1-6]|ul|ol|div|table|blockquote|figure|section|pre)\b", re.IGNORECASE)
_EMPTY = re.compile(r"<(p|h2|h3|li|ul|ol|b|i|a)\b[^>]*>(?:\s|&nbsp;|\xa0|<br/?>)*</\1>")

_RENAMED = {
    "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3", "strong": "b", "em": "i", "blockquote": "p", "pre": "p",
    "figcaption": "p", "address": "p", "dt": "p", "dd": "p", "tr": "p", "summary": "p",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cleaned:
    """``html`` holds only known tags; ``pictures`` are the addresses of the pictures that stood in it."""

    html: str
    pictures: tuple[str, ...]


class _Words(Whitelister):  # type: ignore[misc]  # Wagtail ships no types
    element_rules: dict[str, Callable[[Tag], None]] = {
        "[document]": allow_without_attributes,
        **dict.fromkeys(("p", "h2", "h3", "ul", "ol", "li", "b", "i", "br"), allow_without_attributes),
        "a": lambda tag: _link(tag),
    }


def _link(tag: Tag) -> None:
    """A link keeps its address alone, and only one that leads somewhere harmless."""
    href = str(tag.get("href") or "").strip()
    kept = [(name, tag[name]) for name in ("linktype", "id") if tag.get("data-own") == "1"]
    tag.attrs.clear()
    if kept:
        tag.attrs.update(kept)
    elif href and check_url(href):
        tag["href"] = href
    else:
        tag.unwrap()


def _paragraphs(text: str) -> str:
    """Old posts hold bare lines and leave paragraphs to WordPress: an empty line parts them, a line end is a break."""
    if _BLOCK.search(text):
        return text
    parts = [part.strip() for part in _BLANK_LINES.split(text)]
    return "".join("<p>" + part.replace("\n", "<br/>") + "</p>" for part in parts if part)


def clean(body: str, target: Callable[[str], dict[str, str] | None]) -> Cleaned:
    """Clean the body of an old page. ``target`` gives the attributes of a link that leads to something brought along
    (``linktype`` and ``id``, as Wagtail keeps them, or ``href``), or None for an address to leave as it is."""
    text = _SHORTCODE.sub("", _BLOCK_NOTE.sub("", body)).replace("\r\n", "\n").replace("\r", "\n")
    soup = BeautifulSoup(_paragraphs(text), "html.parser")
    for tag in soup.find_all(list(_DROPPED)):
        tag.decompose()
    pictures = [str(tag.get("src") or "") for tag in soup.find_all("img")]
    for tag in soup.find_all(list(_RENAMED)):
        tag.name = _RENAMED[tag.name]
    for cell in soup.find_all(["td", "th"]):
        cell.append(" ")
    for tag in soup.find_all("a"):
        _aim(tag, target)
    for tag in soup.find_all(["div", "section", "article"]):
        tag.name = "p"
    for tag in soup.find_all("p"):
        if tag.find(["p", "ul", "ol", "h2", "h3"]):
            tag.unwrap()
    html = str(_Words().clean(str(soup)))
    for _ in range(3):  # an empty item leaves an empty list, which leaves an empty paragraph
        html = _EMPTY.sub("", html)
    return Cleaned(html.strip(), tuple(address for address in dict.fromkeys(pictures) if address))


def _aim(tag: Tag, target: Callable[[str], dict[str, str] | None]) -> None:
    """Point a link at what came along, and mark those of ours, so that a text cannot pretend to be one."""
    for name in ("linktype", "id", "data-own"):
        tag.attrs.pop(name, None)
    found: dict[str, Any] | None = target(str(tag.get("href") or "").strip())
    if found is not None:
        tag.attrs.update(found)
        if "linktype" in found:
            tag["data-own"] = "1"


def bare(html: str) -> str:
    """The words alone, paragraphs parted by an empty line."""
    soup = BeautifulSoup(html, "html.parser")
    blocks = soup.find_all(["p", "h2", "h3", "li"]) or [soup]
    return "\n\n".join(" ".join(block.get_text(" ").split()) for block in blocks)
