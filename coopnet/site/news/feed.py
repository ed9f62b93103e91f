"""The news as a feed, for whoever reads feeds."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed

from coopnet.kit.clock import london, london_day
from coopnet.kit.doors import Request, public
from coopnet.regions.models import Region
from coopnet.regions.queries import all_regions, get_region
from coopnet.site.news import queries
from coopnet.site.news.queries import Item

LENGTH = 30


class _News(Feed[Item, Any]):
    """Atom (RFC 4287). The whole network, or one region."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, slug: str = "") -> tuple[Region | None, str, Any]:
        region = get_region(slug=slug) if slug else None
        if slug and region is None:
            raise Http404
        network = getattr(request, "network", None)
        moment = getattr(request, "moment")  # noqa: B009 - our middleware has put it there; the type does not know
        return region, network.name if network else "News", moment

    def title(self, asked: tuple[Region | None, str, datetime]) -> str:
        region, name, _ = asked
        return f"{name}: {region.name}" if region else name

    def link(self, asked: tuple[Region | None, str, datetime]) -> str:
        region = asked[0]
        return f"/news/?region={region.slug}" if region else "/news/"

    def items(self, asked: tuple[Region | None, str, datetime]) -> list[Item]:
        today = london_day(asked[2])
        found = queries.latest(today, all_regions(today), region=asked[0], most=LENGTH)
        # What is told of a day to come was told today or before: readers of feeds hide what lies ahead.
        return [replace(item, day=min(item.day, today)) for item in found]

    def item_title(self, item: Item) -> str:
        return item.title

    def item_link(self, item: Item) -> str:
        return item.address

    def item_description(self, item: Item) -> str:
        return item.lead

    def item_pubdate(self, item: Item) -> datetime:
        return london(item.day)

    def item_updateddate(self, item: Item) -> datetime:
        return london(item.day)

    def item_categories(self, item: Item) -> list[str]:
        return [item.kind_words, *([item.region.name] if item.region else [])]


_news = _News()


@public
def feed(request: Request, slug: str = "") -> HttpResponse:
    """The newest posts, of everywhere or of one region."""
    answer: HttpResponse = _news(request, slug=slug)
    return answer
