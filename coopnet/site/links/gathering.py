"""Finding the outside addresses in what editors wrote."""

import html
import re
from collections.abc import Iterator
from typing import Any

from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

LONGEST = 500
_LINK = re.compile(r"""<a\b[^>]*?\bhref=["'](https?://[^"']+)["']""", re.IGNORECASE)
# The field of a block whose whole value is an address: a thing to do, a source.
_FIELD = "address"


def _in_words(words: str) -> Iterator[str]:
    for found in _LINK.findall(words):
        yield html.unescape(found)


def _in_block(value: Any, name: str = "") -> Iterator[str]:
    if isinstance(value, str):
        if name == _FIELD and value.startswith(("https://", "http://")):
            yield value
        else:
            yield from _in_words(value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _in_block(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _in_block(inner)


def addresses(page: Page) -> set[str]:
    """Outside addresses on a page (as its own class), without what follows a ``#``."""
    found: set[str] = set()
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            found.update(_in_block([dict(one) for one in getattr(page, field.name).raw_data]))
        elif isinstance(field, RichTextField):
            found.update(_in_words(getattr(page, field.name)))
    return {short for one in found if len(short := one.strip().partition("#")[0]) <= LONGEST}
