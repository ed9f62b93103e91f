"""Template words of the pages: live blocks, and the head over a cell."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from coopnet.audit.memo import remembered
from coopnet.kit import clock
from coopnet.site.links.archive import archived
from coopnet.site.live.kinds import BY_NAME

register = template.Library()


@register.simple_tag
def live(name: str, day: date) -> SafeString:
    """A live block as on a day. Nothing of the reader stands in it, so it is kept until the next act."""
    kind = BY_NAME[name]
    return remembered(("live", name, day), lambda: render_to_string(kind.template, {**kind.ask(day), "day": day}))


@register.inclusion_tag("site/blocks/_citation.html")
def cited(value: Mapping[str, Any], broken: Mapping[str, datetime] | str) -> dict[str, Any]:
    """A source with the day it was read. Of a page that is gone, since when, and the archived copy if there is one."""
    since = broken.get(value["address"]) if isinstance(broken, Mapping) else None
    return {
        "value": value,
        "since": clock.london_day(since) if since else None,
        "archived": archived(value["address"], value["read_on"]),
    }


@register.simple_tag
def cell_head(heads: Sequence[str], place: int) -> str:
    """What stands over the cell at this place of its row."""
    return heads[place] if place < len(heads) else ""
