"""Join, Support and Voice: in the tree, at their addresses, with what is worked out on the day."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Page

from coopnet.bodies import actions as bodies
from coopnet.bodies.enums import BodyKind
from coopnet.decisions import actions as decisions
from coopnet.kit.models import Network
from coopnet.regions.tests.ground import AT, BY
from coopnet.site.live.kinds import KINDS, Kind
from coopnet.site.models import SectionPage
from coopnet.site.models.blocks import ComparisonBlock, DoBlock
from coopnet.site.templatetags.pages import live
from coopnet.site.tests import ground
from coopnet.site.tree import make_tree
from coopnet.site.words import SECTIONS, Section

pytestmark = pytest.mark.django_db

ADDRESSES = (
    "/join/",
    "/join/briefing/",
    "/support/",
    "/support/models/",
    "/support/legal/",
    "/support/improvement/",
    "/voice/",
    "/voice/agreement/",
)


@pytest.fixture
def pages(network: Network) -> None:
    ground.make(network)


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_page_stands_at_its_address(pages: None, client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert text.count("<h1>") == 1
    assert "style=" not in text


def test_every_address_that_the_copy_names_answers(pages: None, client: Client) -> None:
    """A link to nowhere in the texts of a new network."""
    pieces = [piece for section in _all() for piece in section.pieces if piece.kind == "todo"]
    found = {link["address"] for piece in pieces for link in piece.value}
    assert found
    for address in sorted(found):
        assert client.get(address).status_code == 200, address


def _all() -> list[Section]:
    wanted, found = list(SECTIONS), list[Section]()
    while wanted:
        section = wanted.pop()
        found.append(section)
        wanted += section.under
    return found


def test_figures_are_worked_out_for_the_day(pages: None, client: Client) -> None:
    text = client.get("/join/").content.decode()
    assert '<b class="big">8</b>' in text
    assert "The price shows here" in text
    earlier = client.get("/join/?on=2001-01-01").content.decode()
    assert "We hold no records from before" in earlier


def test_a_comparison_keeps_its_heads_on_a_phone(pages: None, client: Client) -> None:
    text = client.get("/support/models/").content.decode()
    assert '<td data-l="Foundation trust">' in text
    assert '<th scope="row">Land</th>' in text


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_live_block_is_an_answer_on_an_empty_network_too(network: Network, client: Client, kind: Kind) -> None:
    assert "<" in live(kind.name, network.made_at.date())


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//evil.example", "http://x.example", "find"])
def test_a_thing_to_do_leads_somewhere_harmless(address: str) -> None:
    with pytest.raises(ValidationError):
        DoBlock().clean({"words": "x", "address": address})


def test_a_row_with_a_cell_too_few_is_refused() -> None:
    block = ComparisonBlock()
    value = block.to_python({"title": "T", "heads": ["", "A"], "rows": [["Land"]], "note": ""})
    with pytest.raises(ValidationError):
        block.clean(value)


def test_an_address_that_the_house_answers_is_not_taken(pages: None) -> None:
    with pytest.raises(ValidationError) as caught:
        SectionPage(title="Find", slug="find").clean()
    assert "slug" in caught.value.message_dict
    SectionPage(title="More", slug="more").clean()


def test_making_the_tree_again_adds_what_is_missing_and_keeps_the_rest(network: Network, pages: None) -> None:
    page = SectionPage.objects.get(slug="legal")
    page.delete()
    join = SectionPage.objects.get(slug="join")
    join.title = "Come in"
    join.save()
    before = Page.objects.count()
    make_tree(network=network, by=BY, at=AT)
    assert Page.objects.count() == before + 1
    assert SectionPage.objects.get(slug="join").title == "Come in"


def test_the_latest_decisions_stand_with_their_votes(pages: None, client: Client) -> None:
    assert "No decision is recorded here yet" in client.get("/voice/").content.decode()
    board = bodies.make_body(
        kind=BodyKind.NATIONAL_BOARD, slug="national", name="National Advisory Board", by=BY, at=AT
    )
    votes = decisions.Votes(6, 1, 0)
    decisions.record(body=board, day=AT.date(), title="A position", text="T.", votes=votes, by=BY, at=AT)
    decisions.record(body=board, day=AT.date(), title="In confidence", text="T.", public=False, by=BY, at=AT)
    html = client.get("/voice/").content.decode()
    assert "A position" in html
    assert "6 for, 1 against" in html
    assert "In confidence" not in html
    assert "No decision is recorded" not in html
