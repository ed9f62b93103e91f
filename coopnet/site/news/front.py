"""What the first pages say of news: what was told lately, which dates lie ahead. One query with the page's words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import F, Q, QuerySet
from wagtail.models import Page

from coopnet.regions.models import Region
from coopnet.site.models import HomePage, PostPage, RegionsPage
from coopnet.site.news.queries import Item, items
from coopnet.site.posts import Kind


@dataclass(frozen=True, slots=True)
class Told:
    """``ahead``: events to come, the soonest first. ``lately``: everything else, the newest first."""

    ahead: tuple[Item, ...]
    lately: tuple[Item, ...]


def _ahead(on: date, inside: Q, most: int) -> QuerySet[PostPage]:
    rows = PostPage.objects.live().filter(inside, kind=Kind.EVENT.value, posted_on__gte=on)
    return rows.order_by("posted_on", "pk")[:most]  # type: ignore[no-any-return]  # Wagtail's manager is untyped


def _lately(on: date, inside: Q, most: int) -> QuerySet[PostPage]:
    rows = PostPage.objects.live().filter(inside, Q(posted_on__lte=on) | Q(posted_on__isnull=True))
    rows = rows.exclude(kind=Kind.EVENT.value, posted_on=on)
    return rows.order_by(F("posted_on").desc(nulls_first=True), "-pk")[:most]  # type: ignore[no-any-return]  # as above


def _keys(rows: QuerySet[PostPage]) -> Q:
    return Q(pk__in=rows.values("pk"))


def _told(pages: Iterable[Page], on: date, regions: Sequence[Region]) -> Told:
    posts = [page.postpage for page in pages if hasattr(page, "postpage")]
    ahead = [post for post in posts if post.kind == Kind.EVENT.value and post.posted_on and post.posted_on >= on]
    ahead.sort(key=lambda post: (post.posted_on, post.pk))
    lately = sorted(
        (post for post in posts if post not in ahead), key=lambda post: (post.posted_on or on, post.pk), reverse=True
    )
    return Told(tuple(items(ahead, on, regions)), tuple(items(lately, on, regions)))


def for_home(on: date, regions: Sequence[Region], *, most: int = 4) -> tuple[HomePage | None, Told]:
    """The words of the first page, if it is on the site, with the newest posts and the next events of everywhere."""
    wanted = Q(homepage__isnull=False) | _keys(_ahead(on, Q(), most)) | _keys(_lately(on, Q(), most))
    pages = list(Page.objects.live().filter(wanted).select_related("homepage", "postpage"))
    words = next((page.homepage for page in pages if hasattr(page, "homepage")), None)
    return words, _told(pages, on, regions)


def for_overview(on: date, regions: Sequence[Region]) -> tuple[RegionsPage | None, dict[str, Told]]:
    """The words of the overview, with the newest post and the next event of each region, by its key."""
    wanted = Q(regionspage__isnull=False)
    for region in regions:
        inside = Q(url_path__contains=f"/regions/{region.slug}/")
        wanted = reduce(or_, (wanted, _keys(_ahead(on, inside, 1)), _keys(_lately(on, inside, 1))))
    pages = list(Page.objects.live().filter(wanted).select_related("regionspage", "postpage"))
    words = next((page.regionspage for page in pages if hasattr(page, "regionspage")), None)
    found = {
        region.key: _told([page for page in pages if f"/regions/{region.slug}/" in page.url_path], on, regions)
        for region in regions
    }
    return words, found
