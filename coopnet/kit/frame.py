"""What every page's frame needs: the network, the bars, the region line."""

import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from coopnet.kit import clock, languages, registry
from coopnet.kit.access import may, together

_READING = re.compile(r"(theme|size|letters|tint|spacing|language):([a-z0-9]{1,10})")


def reading(cookie: str) -> list[tuple[str, str]]:
    """Reading settings out of their cookie; whatever we did not write ourselves is passed over."""
    return [(m[1], m[2]) for part in cookie.split("&") if (m := _READING.fullmatch(part))]


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
        "bar": shown,
        "tools": tools,
        "signed_in": signed_in,
        "places": getattr(request, "places", None) or registry.places(today),
        "demo_mode": settings.MODE == "demo",
    }
