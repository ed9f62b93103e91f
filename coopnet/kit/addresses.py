"""Addresses of a subject, passed over at once where the first word of an address is none of theirs."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.urls import URLPattern, URLResolver, include
from django.urls.resolvers import RoutePattern


class _FirstWord(RoutePattern):
    """Matches the beginning of an address, where one of the subject's own begins with the same word."""

    resolver: "URLResolver"

    @cached_property
    def firsts(self) -> frozenset[str] | None:
        """The first words; None where an address begins with something that is not known beforehand."""
        found = _firsts(self.resolver.url_patterns)
        return frozenset(found) if found is not None else None

    def match(self, path: str) -> Any:
        """As Django's."""
        if self.firsts is not None and path.partition("/")[0] not in self.firsts:
            return None
        return path, (), {}


def _firsts(patterns: Iterable[URLPattern | URLResolver]) -> set[str] | None:
    found: set[str] = set()
    for one in patterns:
        if isinstance(one.pattern, _FirstWord):
            below = one.pattern.firsts
            if below is None:
                return None
            found |= below
        elif not isinstance(one.pattern, RoutePattern):
            return None
        else:
            first = str(one.pattern).partition("/")[0]
            if "<" in first or (not str(one.pattern) and isinstance(one, URLResolver)):
                return None
            found.add(first)
    return found


def part(module: str) -> URLResolver:
    """``path("", include(module))``: a network has some forty such parts, and Django would ask each address of each."""
    pattern = _FirstWord("", is_endpoint=False)
    urls, app_name, namespace = include(module)
    pattern.resolver = URLResolver(pattern, urls, None, app_name=app_name, namespace=namespace)
    return pattern.resolver
