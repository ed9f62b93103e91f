"""Which addresses are due to be asked, which are broken, and whose To do that is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.db.models import F, Q
from wagtail.models import Page

from coopnet.bodies import queries as bodies
from coopnet.bodies.enums import Office
from coopnet.kit.access import Account
from coopnet.kit.clock import london_day
from coopnet.kit.registry import Duty
from coopnet.site.models import OutsideLink, PageLink, SectionPage, TextPage
from coopnet.site.models.keeping import Kept
from coopnet.site.models.links import TRIES

EDIT = "pages.edit"
# A good link is asked again after a week; a bad one after a day, less an hour so that it does not wander.
GOOD_FOR = timedelta(days=7)
BAD_FOR = timedelta(hours=23)
SHOWN = 40

KeptPage = SectionPage | TextPage


@dataclass(frozen=True, slots=True)
class Row:
    """A page with what is to be known of its keeping: its role (words), its day, its broken links, the way in."""

    page: Page
    keeper: str
    review_on: date | None
    late: bool
    broken: list[OutsideLink]

    @property
    def address(self) -> str:
        """Where one looks it over."""
        return f"/pages/{self.page.pk}/"


def due(at: datetime, most: int) -> list[OutsideLink]:
    """Links to be asked now, those never asked first: at most one of each host, so that nobody is bothered twice."""
    rows = OutsideLink.objects.filter(
        Q(asked_at__isnull=True)
        | Q(bad_tries=0, asked_at__lte=at - GOOD_FOR)
        | Q(bad_tries__gt=0, asked_at__lte=at - BAD_FOR)
    ).order_by(F("asked_at").asc(nulls_first=True), "pk")
    found: dict[str, OutsideLink] = {}
    for link in rows.iterator():
        found.setdefault(_host(link.address), link)
        if len(found) >= most:
            break
    return list(found.values())


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def broken_by_page(pages: Iterable[int] | None = None) -> dict[int, list[OutsideLink]]:
    """Broken links by the page that leads there, the longest broken first. One query."""
    rows = PageLink.objects.filter(link__bad_tries__gte=TRIES, page__live=True).select_related("link")
    if pages is not None:
        rows = rows.filter(page__in=list(pages))
    found: dict[int, list[OutsideLink]] = {}
    for row in rows.order_by("link__first_bad_at", "pk"):
        found.setdefault(row.page_id, []).append(row.link)
    return found


def links_of(page: Page) -> list[OutsideLink]:
    """All outside links of a page, broken ones first."""
    return list(OutsideLink.objects.filter(pages__page=page.pk).order_by("-bad_tries", "address"))


def role_of(page: Page) -> Office | None:
    """The role that keeps a page of words; none for other pages, which belong to those who may edit them."""
    return Office(page.keeper) if isinstance(page, Kept) else None


class Keeper:
    """What an account keeps at a moment: pages of the roles it holds, of vacant roles where it may edit them, and pages
    without a role that it may edit. Asks the same few questions for one page and for forty."""

    def __init__(self, account: Account, at: datetime) -> None:
        self._at, self._on = at, london_day(at)
        self._held = {one.office for one in bodies.offices_held(account, self._on)}
        self._reach = bodies.reach(account, EDIT, self._on)
        self._vacant: dict[Office, bool] = {}

    def edits(self, page: Page) -> bool:
        """Whether the account may change the page."""
        regions: frozenset[str] = page.access_regions(self._at)
        return self._reach is None or bool(regions & self._reach)

    def keeps(self, page: Page) -> bool:
        """Whether the page is the account's own to keep."""
        role = role_of(page)
        if role is None or self._is_vacant(role):
            return self.edits(page)
        return role in self._held

    def _is_vacant(self, role: Office) -> bool:
        if role not in self._vacant:
            self._vacant[role] = not bodies.holders(role, None, self._on)
        return self._vacant[role]


def row(page: Page, today: date, broken: dict[int, list[OutsideLink]]) -> Row:
    """One page as a list shows it."""
    kept = page if isinstance(page, Kept) else None
    return Row(
        page,
        kept.keeper_words if kept else "",
        kept.review_on if kept else None,
        kept.late_on(today) if kept else False,
        broken.get(page.pk, []),
    )


def kept_pages(due: date | None = None) -> list[KeptPage]:
    """Every page of words on the site, or those to be looked at by a day; in the order of the tree. Two queries."""
    only = Q(review_on__lte=due) if due else Q()
    found = [*SectionPage.objects.live().filter(only), *TextPage.objects.live().filter(only)]
    return sorted(found, key=lambda page: page.path)


def rows(today: date) -> list[Row]:
    """Pages of words, and every other page that leads to a broken link."""
    broken = broken_by_page()
    words = kept_pages()
    others = Page.objects.filter(pk__in=broken.keys() - {page.pk for page in words}).specific().order_by("path")
    return [row(page, today, broken) for page in [*words, *others]]


def state(today: date) -> dict[str, int]:
    """How many addresses there are, how many were good when last asked, are doubtful, are broken, were never asked."""
    every = list(OutsideLink.objects.values_list("bad_tries", "asked_at", "last_good_at"))
    return {
        "all": len(every),
        "broken": sum(tries >= TRIES for tries, _, _ in every),
        "doubtful": sum(0 < tries < TRIES for tries, _, _ in every),
        "waiting": sum(asked is None for _, asked, _ in every),
    }


def duties(account: Account, at: datetime) -> Iterator[Duty]:
    """Pages of words whose day of review has come, and pages that lead to something that is gone.

    To whoever keeps them, and quietly: one line a page, with a day and no alarm.
    """
    today = london_day(at)
    broken = broken_by_page()
    late = kept_pages(due=today)
    if not broken and not late:
        return
    keeper = Keeper(account, at)
    for page in late[:SHOWN]:
        if keeper.keeps(page):
            yield Duty(
                words=f"Look whether it still holds: {page.title}",
                address=f"/pages/{page.pk}/",
                due=page.review_on,
                why="Your role keeps this page, and this is its day of review.",
                if_left="Readers are told that the day is over. This can wait.",
            )
    for page in Page.objects.filter(pk__in=broken).specific().order_by("path")[:SHOWN]:
        if keeper.keeps(page):
            gone = broken[page.pk]
            first = gone[0].first_bad_at
            yield Duty(
                words=f"Mend what leads nowhere: {page.title}",
                address=f"/pages/{page.pk}/",
                due=None,
                why=f"{_count(gone)} outside has not answered since {_day(first)}." if first else "",
                if_left="Readers who follow it find nothing. A source stays named, with the day it was read.",
            )


def _count(links: list[OutsideLink]) -> str:
    return "A link" if len(links) == 1 else f"One of {len(links)} links"


def _day(moment: datetime) -> str:
    day = london_day(moment)
    return f"{day.day} {day:%B %Y}"
