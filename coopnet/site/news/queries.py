"""Which posts there are, for readers and for those who keep them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from wagtail.images.models import Image
from wagtail.models import Page

from coopnet.bodies import queries as bodies
from coopnet.kit.access import Account, Placed, may
from coopnet.kit.clock import london_day
from coopnet.kit.registry import Duty
from coopnet.regions.models import Region
from coopnet.site import posts as rules
from coopnet.site.models import NewsPage, PostPage, RegionPage
from coopnet.site.news import plain
from coopnet.site.posts import Kind

PAGE = 15
WRITE, PUBLISH, AGREE = "pages.edit", "pages.publish", "pages.agree"


@dataclass(frozen=True, slots=True)
class Item:
    """One post in a list."""

    title: str
    address: str
    lead: str
    day: date
    kind_words: str
    region: Region | None
    age: str


@dataclass(frozen=True, slots=True)
class Simple:
    """A post made of words and at most one picture."""

    words: str
    picture: Image | None
    shows: str


def _region_of(post: Page, regions: dict[str, Region]) -> Region | None:
    """Out of its place in the tree, which costs no question: /home/regions/western/a-post/."""
    parts = post.url_path.split("/")
    return regions.get(parts[3]) if len(parts) > 4 and parts[2] == "regions" else None


def items(posts: Iterable[PostPage], today: date, regions: Iterable[Region]) -> list[Item]:
    """As a list shows them; ``regions`` are all that there are. No query beside that of the posts."""
    by_slug = {region.slug: region for region in regions}
    found = []
    for post in posts:
        region, posted = _region_of(post, by_slug), post.posted_on or today
        found.append(
            Item(
                post.title,
                f"/regions/{region.slug}/{post.slug}/" if region else f"/news/{post.slug}/",
                post.lead,
                posted,
                rules.KIND_WORDS[Kind(post.kind)],
                region,
                rules.age_words(posted, today),
            )
        )
    return found


def published(*, region: Region | None = None, kind: str = "", words: str = "") -> QuerySet[PostPage]:
    """Posts on the site, newest first: of one region, of one kind, with these words in title or body."""
    found = PostPage.objects.live()
    if region is not None:
        found = found.filter(url_path__contains=f"/regions/{region.slug}/")
    if kind:
        found = found.filter(kind=kind)
    for word in words.split()[:6]:
        found = found.filter(Q(title__icontains=word) | Q(lead__icontains=word) | Q(body__icontains=word))
    ordered: QuerySet[PostPage] = found.order_by("-posted_on", "-pk")
    return ordered


def latest(today: date, regions: Iterable[Region], *, region: Region | None = None, most: int = 3) -> list[Item]:
    """The newest few, of everywhere or one region. One query."""
    return items(published(region=region)[:most], today, regions)


def region_page(region: Region, today: date, *, most: int = 4) -> tuple[RegionPage | None, list[Item]]:
    """The words of a region's page, if it is on the site, with the newest posts under it. One query for both."""
    posts = Q(postpage__isnull=False, url_path__contains=f"/regions/{region.slug}/")
    rows = Page.objects.live().filter(Q(regionpage__region=region) | posts).select_related("regionpage", "postpage")
    rows = rows.order_by(F("postpage__posted_on").desc(nulls_first=True), "-pk")[: most + 1]
    words = next((page.regionpage for page in rows if hasattr(page, "regionpage")), None)
    return words, items([page.postpage for page in rows if hasattr(page, "postpage")][:most], today, [region])


def newest(post: PostPage) -> Any:
    """The post as its newest version has it."""
    return post.get_latest_revision_as_object()


def simple(version: Any) -> Simple | None:
    """Its words and picture, or nothing where the page editor made more of it."""
    words, picture, shows = "", None, ""
    for place, block in enumerate(version.body):
        if block.block_type == "picture" and place == 0:
            picture, shows = block.value["picture"], block.value["shows"]
            if block.value["below"]:
                return None
        elif block.block_type == "text" and not words:
            bare = plain.from_html(block.value.source)
            if bare is None:
                return None
            words = bare
        else:
            return None
    return Simple(words, picture, shows)


def places(user: Account, act: str, on: date) -> list[NewsPage | RegionPage]:
    """Under which pages the account may do that: the network's news first, then regions."""
    keys = bodies.reach(user, act, on)
    found: list[NewsPage | RegionPage] = list(NewsPage.objects.all()) if keys is None else []
    pages = RegionPage.objects.select_related("region").order_by("region__rank")
    return [*found, *(pages if keys is None else pages.filter(region__key__in=keys))]


def role_words(user: Account, above: Placed, at: datetime) -> str:
    """The role in which somebody writes for a page, in words for readers; of several the one nearest to the page."""
    held = bodies.offices_held(user, london_day(at))
    keys = above.access_regions(at)
    near = [one for one in held if one.region_key in keys] or [one for one in held if not one.region_key] or held
    return near[0].words[:80] if near else ""


def kept_by(user: Account, at: datetime) -> QuerySet[PostPage]:
    """Posts that the account may change, those that are not on the site as they are written first."""
    found = PostPage.objects.none()
    for page in places(user, WRITE, london_day(at)):
        found = found | PostPage.objects.child_of(page)
    kept: QuerySet[PostPage] = found.order_by("-has_unpublished_changes", "-posted_on", "-pk")
    return kept


def to_agree(at: datetime) -> list[PostPage]:
    """Versions about policy that wait for a second person, whoever wrote them; the writer on ``latest_revision``."""
    waiting = PostPage.objects.filter(has_unpublished_changes=True, go_live_at__isnull=True)
    waiting = waiting.select_related("latest_revision__user").order_by("pk")
    found = []
    for post in waiting:
        kind = (post.latest_revision.content or {}).get("kind", "") if post.latest_revision else ""
        if rules.needs_two(kind, post.kind if post.live else ""):
            found.append(post)
    return found


def may_agree(user: Account, post: PostPage, at: datetime) -> bool:
    """Whether the account may be the second person: it may agree, and has not written the version."""
    writer = post.latest_revision.user_id if post.latest_revision else None
    return writer != getattr(user, "pk", None) and bool(may(user, AGREE, on=post, at=at))


def duties(account: Account, at: datetime) -> Iterator[Duty]:
    """Policy that waits for a second person, and posts whose day of review has come."""
    today = london_day(at)
    if bodies.reach(account, AGREE, today) != frozenset():
        for post in to_agree(at):
            if may_agree(account, post, at):
                yield Duty(
                    words=f"Read and agree: {post.title}",
                    address=f"/news/posts/{post.pk}/",
                    due=None,
                    why="A post about policy needs a second person before it goes out.",
                    if_left="It stays off the site.",
                )
    if bodies.reach(account, WRITE, today) != frozenset():
        old = kept_by(account, at).filter(live=True, review_on__lte=today).order_by("review_on", "pk")
        for post in old[:10]:
            yield Duty(
                words=f"Look whether it still holds: {post.title}",
                address=f"/news/posts/{post.pk}/",
                due=post.review_on,
                why="Whoever wrote it asked for another look on this day.",
                if_left="Readers see its date and how old it is. This can wait.",
            )
