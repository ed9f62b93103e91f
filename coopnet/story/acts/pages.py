"""September: a region tells what goes on, two people agree on policy, and a storm closes schools for three days."""

import io
from datetime import date, timedelta

from PIL import Image, ImageDraw

from coopnet.bodies.enums import BodyKind
from coopnet.bodies.models import Body
from coopnet.decisions import actions as decisions
from coopnet.decisions.queries import headlines
from coopnet.kit.models import Network
from coopnet.kit.uploads.pictures import clean
from coopnet.notices.models import Letter
from coopnet.regions.models import Region
from coopnet.site.links import actions as links
from coopnet.site.links import queries as link_queries
from coopnet.site.links.actions import Outcome
from coopnet.site.links.tasks import CHECK
from coopnet.site.models import NewsPage, OutsideLink, PostPage, RegionPage, SectionPage, UrgentPage
from coopnet.site.news import actions as news
from coopnet.site.news import front, queries
from coopnet.site.posts import Kind
from coopnet.site.urgent import actions as urgent
from coopnet.story import cast
from coopnet.story.acts.spring import account
from coopnet.story.engine import Scene

NEXT_FORUM = date(2026, 11, 12)
REPORT = "https://reports.example.org/small-schools-2025/"

FORUM = """The forum met in Braunton on Wednesday evening. Eleven people came, from nine schools.

We spoke about small sixth forms, about buses in winter, and about who could share a caretaker. Two schools will try it until Easter.

The next forum is in Bodmin. Every member school of the West may come."""  # noqa: E501 - words as somebody types them
POLICY = """Our members ask that small rural schools keep their lump sum in full.

A school of sixty pupils needs a roof, a head and a cook like any other. We have a formula that costs no more."""


def _drawing() -> io.BytesIO:
    """A picture to go with the words: cells of a comb, drawn here."""
    picture = Image.new("RGB", (1200, 600), "#f4efe6")
    pen = ImageDraw.Draw(picture)
    for row in range(7):
        for column in range(13):
            x, y = 60 + column * 92 + (row % 2) * 46, 60 + row * 80
            cell = [(x, y - 52), (x + 45, y - 26), (x + 45, y + 26), (x, y + 52), (x - 45, y + 26), (x - 45, y - 26)]
            pen.polygon(cell, fill="#e0a526" if (row * 5 + column * 3) % 7 < 2 else "#14505c", outline="#f4efe6")
    out = io.BytesIO()
    picture.save(out, "PNG")
    out.seek(0)
    return out


def an_ambassador_tells(scene: Scene) -> None:
    """Linden Fairweather writes about the forum, with a picture, and publishes it."""
    linden = account(scene.people[cast.NEXT_WESTERN.key])
    post = news.draft(
        above=RegionPage.objects.get(region__key="west"),
        kind=Kind.NEWS,
        title="Forum at Braunton",
        words=FORUM,
        picture=clean(_drawing(), "comb.png"),
        shows="A drawing of a comb, some of its cells the colour of honey",
        by=linden,
        at=scene.at(20),
    )
    scene.check("Nobody outside sees it yet", post.live, False)
    news.publish(post=post, by=linden, at=scene.at(20, 5))
    scene.says("Linden Fairweather publishes how the forum in Braunton was.")
    found = queries.latest(scene.day, Region.objects.all(), region=Region.objects.get(key="west"))
    scene.check("It stands on the Western page", [item.title for item in found], ["Forum at Braunton"])
    scene.check(
        "and in the news of the network", queries.latest(scene.day, Region.objects.all())[0].address, found[0].address
    )


def two_people_agree(scene: Scene) -> None:
    """The co-ordinator writes about policy; she cannot publish it alone, and an ambassador agrees."""
    hazel = account(scene.people[cast.CO_ORDINATOR.key])
    rowan = account(scene.people["rowan.applegarth"])
    post = news.draft(
        above=NewsPage.objects.get(), kind=Kind.POLICY, title="Small schools and the lump sum", words=POLICY,
        picture=None, shows="", by=hazel, at=scene.at(10),
    )  # fmt: skip
    try:
        news.publish(post=post, by=hazel, at=scene.at(10, 1))
        alone = True
    except news.NotPossible:
        alone = False
    scene.check("Nobody publishes policy alone", alone, False)
    waiting = [duty.words for duty in queries.duties(rowan, scene.at(11))]
    scene.check("It waits for a second person", waiting, ["Read and agree: Small schools and the lump sum"])
    news.publish(post=post, by=rowan, at=scene.at(17))
    shown = PostPage.objects.get(pk=post.pk)
    scene.says("Rowan Applegarth agrees, and it goes out.")
    scene.check("Both roles stand under it", all([shown.live, shown.author_role, shown.agreed_by_role]))


def the_board_decides(scene: Scene) -> None:
    """The national board agrees on a position; its vote stands on the first page and under Voice."""
    hazel = account(scene.people[cast.CO_ORDINATOR.key])
    board = Body.objects.get(kind=BodyKind.NATIONAL_BOARD.value)
    made = decisions.record(
        body=board, day=scene.day, title="Our position on the lump sum of small schools",
        text="The network asks that small rural schools keep their lump sum in full. Member schools are not bound.",
        how="At its meeting of September, by show of hands", votes=decisions.Votes(6, 1, 0),
        review_on=date(2027, 9, 17), by=hazel, at=scene.at(17),
    )  # fmt: skip
    scene.says("The national board agrees on a position, six to one.")
    scene.check("It stands first among the decisions", headlines(scene.day)[0].title, made.title)


def a_storm_closes_schools(scene: Scene) -> None:
    """An urgent page goes up before school; everybody in post in the West gets a letter; more is told at noon."""
    linden = account(scene.people[cast.NEXT_WESTERN.key])
    page = urgent.raise_page(
        title="Storm over the South West",
        lead="Two of our invented schools are closed today. Ring your school before you set out.",
        danger=True,
        asked_for="A dry hall near Pretend Quay\nA minibus from Wednesday",
        region=Region.objects.get(key="west"),
        next_update_at=scene.at(12),
        letters=True,
        by=linden,
        at=scene.at(6, 40),
    )
    letters = Letter.objects.filter(key__startswith=f"urgent:{page.pk}:")
    scene.says(f"The page is up at twenty to seven; {letters.count()} letters leave.")
    scene.check(
        "Every page of the site says so", [one["words"] for one in Network.objects.get(pk=1).strip], [page.title]
    )
    scene.check(
        "Everybody in post there gets one letter", letters.count() == letters.values("to").distinct().count() > 3
    )
    scene.check(
        "The ambassador of another region gets none",
        letters.filter(to=scene.people["rowan.applegarth"].email).exists(),
        False,
    )
    urgent.add_update(
        page=page, title="A hall is found", words="The chapel hall is open for the infants from nine tomorrow.",
        asked_for="A minibus from Wednesday", next_update_at=None, letters=False, by=linden, at=scene.at(12),
    )  # fmt: skip
    scene.kept["storm"] = page.slug


def the_storm_is_over(scene: Scene) -> None:
    """The strip goes; the page stays where it was."""
    linden = account(scene.people[cast.NEXT_WESTERN.key])
    page = UrgentPage.objects.get(slug=scene.kept["storm"])
    address = page.address
    urgent.retire(page=page, words="Both schools are open. Thank you to whoever drove.", by=linden, at=scene.at(9))
    page.refresh_from_db()
    scene.says("It is over, and the page says so.")
    scene.check("The strip is gone", Network.objects.get(pk=1).strip, [])
    scene.check("Its address stays the same", page.address, address)
    scene.check(
        "It was up for three days", page.retired_at is not None and page.retired_at - page.raised_at > timedelta(days=3)
    )


def a_date_is_set(scene: Scene) -> None:
    """The Western ambassador says when the next forum meets. It stands under the dates ahead at once."""
    linden = account(scene.people[cast.NEXT_WESTERN.key])
    post = news.draft(
        above=RegionPage.objects.get(region__key="west"), kind=Kind.EVENT, title="Western forum in Bodmin",
        words="Every member school of the West may come. Tea from half past three, and we begin at four.",
        picture=None, shows="", day=NEXT_FORUM, by=linden, at=scene.at(18),
    )  # fmt: skip
    news.publish(post=post, by=linden, at=scene.at(18, 5))
    regions = list(Region.objects.all())
    told = front.for_home(scene.day, regions)[1]
    scene.says("Linden Fairweather sets the day of the next forum.")
    scene.check("It lies ahead on the first page", [item.title for item in told.ahead], ["Western forum in Bodmin"])
    scene.check("and did not happen yet", post.title in [item.title for item in told.lately], False)


def a_source_is_cited(scene: Scene) -> None:
    """A page of ours cites a report on an invented site, and gets a day of review."""
    hazel = account(scene.people[cast.CO_ORDINATOR.key])
    page = SectionPage.objects.get(slug="improvement")
    page.body.insert(
        3,
        (
            "citation",
            {
                "title": "Small schools that share their teachers (an invented report)",
                "publisher": "Honeycomb Research",
                "address": REPORT,
                "read_on": scene.day - timedelta(days=3),
            },
        ),
    )
    page.review_on = date(2027, 7, 1)
    page.save_revision(user=hazel, log_action=False).publish(user=hazel, log_action=False, skip_permission_checks=True)
    new, _ = links.gather(by=hazel, at=scene.at(8))
    scene.says("A page of ours cites a report.")
    scene.check("Its address is among those that the clock asks", new > 0)


def a_page_outside_is_gone(scene: Scene) -> None:
    """The report is gone: bad on three days in a row, and then a To do for the role that keeps the page."""
    hazel = account(scene.people[cast.CO_ORDINATOR.key])
    link = OutsideLink.objects.get(address=REPORT)
    for days in (2, 1, 0):
        scene.check("A site may be down for a day or two", link.broken, False)
        at = scene.at(9) - timedelta(days=days)
        links.note(link=link, outcome=Outcome.BAD, words="The page is not there.", by=CHECK, at=at)
        link.refresh_from_db()
    scene.says("The report is gone. Its title and the day it was read stay on our page.")
    page = SectionPage.objects.get(slug="improvement")
    todo = [duty.words for duty in link_queries.duties(hazel, scene.at(16))]
    scene.check("Whoever keeps the page finds it in To do", todo, [f"Mend what leads nowhere: {page.title}"])
