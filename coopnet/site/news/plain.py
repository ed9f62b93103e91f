"""Words as people type them, and as a page holds them: paragraphs, line ends and addresses. Pure."""

import html
import re

_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)']")
_PARAGRAPH = re.compile(r"<p[^>]*>(.*?)</p>", re.DOTALL | re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ANCHOR = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")


def to_html(words: str) -> str:
    """Each stretch between empty lines a paragraph; whole addresses become links. Everything else is escaped."""
    made = []
    for part in re.split(r"\n\s*\n", words.strip()):
        out, at = [], 0
        for link in _LINK.finditer(part):
            out.append(html.escape(part[at : link.start()]))
            address = html.escape(link.group())
            out.append(f'<a href="{address}">{address}</a>')
            at = link.end()
        out.append(html.escape(part[at:]))
        made.append(f"<p>{''.join(out).replace(chr(10), '<br/>')}</p>")
    return "".join(made)


def from_html(text: str) -> str | None:
    """The words again, or nothing where there is more in it than ``to_html`` makes."""
    parts = _PARAGRAPH.findall(text)
    if _PARAGRAPH.sub("", text).strip():
        return None
    words = []
    for part in parts:
        bare = _BREAK.sub("\n", part)
        if any(html.unescape(address) != html.unescape(shown) for address, shown in _ANCHOR.findall(bare)):
            return None
        bare = _ANCHOR.sub(r"\1", bare)
        if _TAG.search(bare):
            return None
        words.append(html.unescape(bare))
    return "\n\n".join(words)
