"""The page tree of a new network."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from wagtail.models import Page, Site

from coopnet.audit import actions as audit
from coopnet.kit.actors import Actor
from coopnet.kit.models import Network
from coopnet.regions.models import Region
from coopnet.site.models import HomePage, NewsPage, RegionPage, RegionsPage, SectionPage, TextPage
from coopnet.site.words import ABOUT, SECTIONS, Section


@transaction.atomic
def make_tree(*, network: Network, by: Actor, at: datetime) -> HomePage:
    """Make the page tree: home, about us, news, the overview and a page for each region. What is there already stays.

    Wagtail's own welcome page goes. Call it after the regions are founded, and again when a region is added.
    """
    home: HomePage | None = HomePage.objects.first()
    made = home is None
    if home is None:
        root = Page.get_first_root_node()
        for welcome in Page.objects.filter(depth=2, content_type__model="page"):
            Site.objects.filter(root_page=welcome).delete()
            welcome.delete()
        root.refresh_from_db()
        home = root.add_child(instance=HomePage(title=network.name, slug="home", first_published_at=at))
    if not Site.objects.filter(root_page=home).exists():
        Site.objects.filter(is_default_site=True).delete()
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True, site_name=network.name)
    if not TextPage.objects.filter(slug="about").exists():
        home.add_child(instance=TextPage(**ABOUT, first_published_at=at))
    made = _sections(home, SECTIONS, at) or made
    if not NewsPage.objects.exists():
        home.add_child(instance=NewsPage(title="News", slug="news", first_published_at=at))
        made = True
    regions = RegionsPage.objects.first()
    if regions is None:
        regions = home.add_child(instance=RegionsPage(title="Our regions", slug="regions", first_published_at=at))
    with_page = set(RegionPage.objects.values_list("region_id", flat=True))
    for region in Region.objects.order_by("rank"):
        if region.pk not in with_page:
            regions.add_child(
                instance=RegionPage(
                    title=region.name,
                    slug=region.slug,
                    region=region,
                    lead=region.summary,
                    body=f"<p>{region.story}</p>",
                    first_published_at=at,
                )
            )
            made = True
    if made:
        audit.record("pages.tree-made", subject="pages", words="Made the page tree", by=by, at=at)
    return home


def _sections(parent: Page, sections: Iterable[Section], at: datetime) -> bool:
    """Add those that are missing under a page, each with what lies under it. Whether any was added."""
    made = False
    for section in sections:
        page = SectionPage.objects.child_of(parent).filter(slug=section.slug).first()
        if page is None:
            page = SectionPage(title=section.title, slug=section.slug, lead=section.lead, first_published_at=at)
            page.body = section.body()
            page = parent.add_child(instance=page)
            made = True
        made = _sections(page, section.under, at) or made
    return made
