"""Every address of the house, read from the resolver."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True, slots=True)
class Address:
    """A route as written, its view, and the names of what it takes."""

    route: str
    view: Any
    takes: tuple[str, ...]

    @property
    def ours(self) -> bool:
        """Whether the view is our own code; Wagtail's and allauth's are judged by GET only."""
        view = self.view
        view = getattr(view, "view_class", view)
        return str(getattr(view, "__module__", "")).startswith("coopnet.")


def walk(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[Address]:
    """All addresses, with the prefixes of the resolvers that hold them."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern).lstrip("^").rstrip("$")
        if isinstance(entry, URLResolver):
            yield from walk(entry, route)
        elif isinstance(entry, URLPattern):
            yield Address(route, entry.callback, tuple(entry.pattern.converters))
