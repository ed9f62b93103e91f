"""The page tree: made once, at addresses that are ours."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Page, Site

from coopnet.kit.models import Network
from coopnet.regions.tests.ground import AT, BY
from coopnet.site.models import HomePage, RegionPage, RegionsPage, TextPage
from coopnet.site.tests import ground
from coopnet.site.tree import make_tree

pytestmark = pytest.mark.django_db


def test_the_tree_is_made_once(network: Network) -> None:
    ground.make(network)
    before = sorted(Page.objects.values_list("url_path", flat=True))
    make_tree(network=network, by=BY, at=AT)
    assert sorted(Page.objects.values_list("url_path", flat=True)) == before
    assert before == [
        "/",
        "/home/",
        "/home/about/",
        "/home/join/",
        "/home/join/briefing/",
        "/home/news/",
        "/home/regions/",
        "/home/regions/central/",
        "/home/regions/london-and-south-east/",
        "/home/regions/northern/",
        "/home/regions/western/",
        "/home/support/",
        "/home/support/improvement/",
        "/home/support/legal/",
        "/home/support/models/",
        "/home/voice/",
        "/home/voice/agreement/",
    ]
    site = Site.objects.get(is_default_site=True)
    assert site.root_page.specific == HomePage.objects.get()


def test_a_page_of_a_region_belongs_to_it_and_others_to_none(network: Network) -> None:
    ground.make(network)
    assert RegionPage.objects.get(slug="western").access_regions(AT) == frozenset({"west"})
    assert HomePage.objects.get().access_regions(AT) == frozenset()
    assert TextPage.objects.get().access_regions(AT) == frozenset()


def test_slugs_that_would_lose_the_address_are_refused(network: Network) -> None:
    ground.make(network)
    western = RegionPage.objects.get(slug="western")
    western.slug = "west"
    overview = RegionsPage.objects.get()
    overview.slug = "areas"
    for page in (western, overview, TextPage(title="Find", slug="find", body="<p>x</p>")):
        with pytest.raises(ValidationError) as caught:
            page.clean()
        assert "slug" in caught.value.message_dict
    TextPage(title="Support", slug="our-support", body="<p>x</p>").clean()


def test_a_picture_needs_words(network: Network) -> None:
    ground.make(network)
    page = RegionPage.objects.get(slug="western")
    page.picture_id = 1
    with pytest.raises(ValidationError) as caught:
        page.clean()
    assert "picture_words" in caught.value.message_dict


def test_a_new_text_page_is_served_by_wagtail(network: Network, client: Client) -> None:
    ground.make(network)
    HomePage.objects.get().add_child(
        instance=TextPage(title="Our support", slug="our-support", lead="We help.", body="<p>Ask us.</p>")
    )
    html = client.get("/our-support/").content.decode()
    assert "<h1>Our support</h1>" in html
    assert "Ask us." in html
