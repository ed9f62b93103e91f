"""The addresses under which an item of the old site was found: readers, search engines and print still ask for them."""

from urllib.parse import parse_qsl, urlsplit

from wagtail.contrib.redirects.models import Redirect

from coopnet.moving_in.wordpress.reading import Item

# Which word a plain WordPress address uses for the number of an item.
_NUMBERED = {"page": ("page_id", "p"), "attachment": ("attachment_id", "p")}
HOME = frozenset({"", "/", "/index.php", "/index.php/"})
NUMBERS = ("p", "page_id", "attachment_id")
LONGEST = 255


def numbered(path: str, query: str) -> str:
    """``/?p=12`` for any of the plain addresses of WordPress, in the shape in which it is kept; otherwise empty."""
    if path not in HOME:
        return ""
    for name, value in parse_qsl(query):
        if name in NUMBERS and value.isdecimal() and len(value) < 19:
            return f"/?{name}={int(value)}"
    return ""


def without_index(path: str) -> str:
    """``/2020/08/29/a/`` for ``/index.php/2020/08/29/a/``; empty where there is no index.php."""
    found = path.removeprefix("/index.php/")
    return "" if found == path else f"/{found}"


def _kept(path: str) -> str:
    """In the shape in which redirects are looked up."""
    shaped: str = Redirect.normalise_path(path)
    return shaped


def of(item: Item) -> list[str]:
    """Every address under which it may be asked for, in the shape in which redirects are looked up, the main one first.

    The forms with ``index.php`` need no rows of their own: see ``without_index``. Addresses too long for a row are
    left out.
    """
    found: list[str] = []
    parts = urlsplit(item.address)
    if parts.path not in HOME:
        found.append(_kept(without_index(parts.path) or parts.path))
    for name in _NUMBERED.get(item.kind, ("p",)):
        if item.number:
            found.append(f"/?{name}={item.number}")
    if item.file_address:
        found.append(_kept(urlsplit(item.file_address).path))
    return [address for address in dict.fromkeys(found) if address != "/" and len(address) <= LONGEST]


def same_site(address: str, base: str) -> bool:
    """Whether an address in a text leads to the old site itself: same host, with or without www, or no host at all."""
    host = urlsplit(address).hostname
    if host is None:
        return address.startswith("/")
    own = urlsplit(base).hostname or ""
    return host.removeprefix("www.") == own.removeprefix("www.")
