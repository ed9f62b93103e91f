"""What happened lately and what lies ahead: news and decisions in one line of time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext, ngettext

from coopnet.bodies.crews import Front
from coopnet.decisions.models import Decision
from coopnet.regions.models import Region
from coopnet.site.news.queries import Item

# What ends later than that is no date to plan by yet.
A_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on its day, with what kind of thing it is, whose, and where it is told in full (or nowhere)."""

    day: date
    title: str
    address: str
    words: str
    kind: str
    region: Region | None


def _of_post(item: Item) -> Line:
    return Line(item.day, item.title, item.address, item.lead, item.kind_words, item.region)


def _of_decision(decision: Decision, regions: Sequence[Region]) -> Line:
    words = f"{decision.body.name}. {decision.votes}." if decision.votes else f"{decision.body.name}."
    region = next((one for one in regions if one.key == decision.body.region_id), None)
    return Line(decision.day, decision.title, f"/decisions/{decision.reference}/", words, gettext("Decision"), region)


def lately(
    posts: Iterable[Item], decided: Iterable[Decision], regions: Sequence[Region], *, most: int = 6
) -> list[Line]:
    """The newest first; a decision before the news of its day."""
    lines = [*(_of_decision(one, regions) for one in decided), *map(_of_post, posts)]
    return sorted(lines, key=lambda line: line.day, reverse=True)[:most]


def ahead(events: Iterable[Item], people: Front, on: date, *, most: int = 4) -> list[Line]:
    """Events to come and the last days of terms on the national board, the soonest first."""
    lines = [_of_post(one) for one in events]
    for day, count in people.ends:
        if on <= day <= on + A_YEAR:
            title = ngettext(
                "%(count)s term on the national board ends", "%(count)s terms on the national board end", count
            )
            lines.append(Line(day, title % {"count": count}, "", "", gettext("Last day"), None))
    return sorted(lines, key=lambda line: line.day)[:most]
