"""What every page's frame needs: the network, the bars, the region line."""

import re
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from coopnet.kit import clock, languages, registry
from coopnet.kit.access import may, together
from coopnet.kit.registry import Entry, Place
from coopnet.kit.said import Kept, said

_READING = re.compile(r"(theme|size|letters|tint|spacing|language):([a-z0-9]{1,10})")


def reading(cookie: str) -> list[tuple[str, str]]:
    """Reading settings out of their cookie; whatever we did not write ourselves is passed over."""
    return [(m[1], m[2]) for part in cookie.split("&") if (m := _READING.fullmatch(part))]


_written: Kept[tuple[object, ...], SafeString] = Kept()


def links(entries: Sequence[Entry], path: str) -> SafeString:
    """The entries of a bar as links, the page that is shown marked. Written once for each bar and page of it."""
    here = next((entry.address for entry in entries if entry.address == path), "")
    return _written.get((*entries, here), lambda: _links(entries, here))


def _links(entries: Sequence[Entry], here: str) -> SafeString:
    told = (
        (one.address, SafeString(' aria-current="page"' if one.address == here else ""), said(one.words))
        for one in entries
    )
    return format_html_join("", '<a href="{}"{}>{}</a>', told)


def choices(places: Sequence[Place]) -> SafeString:
    """The choices of the region line, written once for each line."""
    return _written.get(tuple(places), lambda: _choices(places))


def _choices(places: Sequence[Place]) -> SafeString:
    told = ((f"reg {one.mark}" if one.mark else "", one.address, one.key, said(one.words)) for one in places)
    return format_html_join("", '<li><a class="{}" href="{}" data-place="{}">{}</a></li>', told)


def context(request: HttpRequest) -> dict[str, Any]:
    """Context of the base template. Menu entries of officers are shown to those who may use them."""
    network = getattr(request, "network", None)
    moment = getattr(request, "moment", None) or clock.machine_now()
    today = clock.london_day(moment)
    user = getattr(request, "user", None)
    signed_in = bool(user is not None and user.is_authenticated)
    shown, tools = registry.entries("public"), []
    if signed_in and user is not None:
        shown = registry.entries("member")
        with together():
            tools = [e for e in registry.entries("officer") if not e.act or may(user, e.act, at=moment)]
        # The first of an officer's entries is the one page where work is found; the others stand there and in the menu.
        shown, tools = [*tools[:1], *shown], tools[1:]
    return {
        "network": network,
        "moment": moment,
        "today": today,
        "reading": [(n, v) for n, v in reading(request.COOKIES.get("reading", "")) if n != languages.SETTING],
        "languages": languages.others(),
        "bar": links(shown, request.path),
        "tools": tools,
        "tool_links": links(tools, request.path) if tools else "",
        "signed_in": signed_in,
        "place_links": choices(getattr(request, "places", None) or registry.places(today)),
        "demo_mode": settings.MODE == "demo",
    }
