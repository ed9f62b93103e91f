"""Template words of the pages: live blocks, and the head over a cell."""

from collections.abc import Sequence
from datetime import date

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from coopnet.audit.memo import remembered
from coopnet.site.live.kinds import BY_NAME

register = template.Library()


@register.simple_tag
def live(name: str, day: date) -> SafeString:
    """A live block as on a day. Nothing of the reader stands in it, so it is kept until the next act."""
    kind = BY_NAME[name]
    return remembered(("live", name, day), lambda: render_to_string(kind.template, {**kind.ask(day), "day": day}))


@register.simple_tag
def cell_head(heads: Sequence[str], place: int) -> str:
    """What stands over the cell at this place of its row."""
    return heads[place] if place < len(heads) else ""
