"""September: people write to the network. One writes to a vacant post, and is answered late."""

from uuid import NAMESPACE_URL, uuid5

from coopnet.enquiries import actions, queries, routing, tasks
from coopnet.enquiries.enums import Reason, State
from coopnet.enquiries.models import Enquiry
from coopnet.kit.access import may
from coopnet.kit.actors import System
from coopnet.notices.models import Letter
from coopnet.regions.models import Region
from coopnet.story import cast
from coopnet.story.acts.spring import account
from coopnet.story.engine import Scene

WRITER = System("contact form")
PRIYA = "priya.paperclip@people.example.org"
OTIS = "otis.overleigh@people.example.org"


def _send(scene: Scene, part: str, *, hour: int, spam_why: str = "", region: str = "", **given: str) -> Enquiry:
    """One message by the form. ``part`` makes its key, the same in every telling."""
    return actions.receive(
        key=uuid5(NAMESPACE_URL, f"story:{part}"),
        reason=Reason(given.pop("reason", Reason.GENERAL.value)),
        region=Region.objects.get(key=region) if region else None,
        spam_why=spam_why,
        **{"phone": "", "school": "", **given},
        by=WRITER,
        at=scene.at(hour),
    )


def _told(enquiry: Enquiry) -> list[str]:
    """To whom letters about it went, but for the writer."""
    letters = Letter.objects.filter(key__startswith=f"enquiry:{enquiry.key}:").exclude(to=enquiry.email)
    return list(letters.order_by("pk").values_list("to_name", flat=True))


def people_write(scene: Scene) -> None:
    """Three messages and one that is spam come in; each that is none reaches a person the same day."""
    linden = account(scene.people[cast.NEXT_WESTERN.key])
    joining = _send(
        scene, "joining", hour=9, reason=Reason.JOINING.value, region="west", name="Priya Paperclip", email=PRIYA,
        school="Wishing Well Primary Academy",
        words="I chair the governors. What changes for us, and could we talk without anybody hearing of it?",
    )  # fmt: skip
    central = _send(
        scene, "central", hour=10, reason=Reason.REGION.value, region="central", name="Otis Overleigh", email=OTIS,
        school="Imagined Hill Primary School", words="When does the forum meet this term? We would like to come.",
    )  # fmt: skip
    _send(
        scene, "banner", hour=11, name="Mabel Mossop", email="mabel.mossop@people.example.org",
        words="Is there a banner that we could borrow for our open day?",
    )  # fmt: skip
    spam = _send(
        scene, "spam", hour=12, name="Rank Higher", email="rank@people.example.org",
        words="Backlinks and SEO for your site.", spam_why="It looks like spam: it speaks of backlinks, seo.",
    )  # fmt: skip
    scene.says("Four messages come in; one of them is spam.")
    scene.check("The Western ambassador is told of the one for the West", _told(joining), ["Linden Fairweather"])
    scene.check("of the one for a vacant post the co-ordinator is told", _told(central), ["Hazel Merrydew"])
    scene.check("Spam is kept, and nobody is told", (spam.state, _told(spam)), (State.SPAM.value, []))
    rowan = account(scene.people["rowan.applegarth"])
    scene.check(
        "An ambassador of another region may not answer it",
        bool(may(rowan, routing.ACT, on=joining, at=scene.at(13))),
        False,
    )
    actions.take(enquiry=joining, by=linden, at=scene.at(17))
    actions.answer(
        enquiry=joining,
        text="Nobody hears of it. I ring you tomorrow at four, and bring the comparison of the models.",
        by=linden,
        at=scene.at(18),
    )
    scene.says("Linden Fairweather answers the chair of governors the same day.")
    letter = Letter.objects.filter(to=PRIYA).order_by("pk").last()
    scene.check("The answer is on its way to her", bool(letter and "I ring you tomorrow" in letter.text))


def she_writes_back(scene: Scene) -> None:
    """A mail that is read twice is heard once."""
    joining = Enquiry.objects.get(email=PRIYA)
    for _ in range(2):
        actions.hear(
            enquiry=joining, text="Thank you, four suits me.", message_id="<story-1@people.example.org>", by=WRITER,
            at=scene.at(8),
        )  # fmt: skip
    joining.refresh_from_db()
    scene.check(
        "What she wrote back is there once", [m.kind for m in queries.conversation(joining)].count("from-them"), 1
    )
    linden = account(scene.people[cast.NEXT_WESTERN.key])
    actions.answered_by_phone(
        enquiry=joining, text="Rang her; we look at the models together on the 24th.", by=linden, at=scene.at(16)
    )
    actions.close(enquiry=joining, by=linden, at=scene.at(17))
    joining.refresh_from_db()
    scene.check(
        "It is closed with an answer", (joining.state, joining.answered_at is not None), (State.CLOSED.value, True)
    )


def one_is_late(scene: Scene) -> None:
    """The promise to the Central region is missed; the co-ordinator is told, answers, and the time is kept."""
    said = tasks.tend(scene.at(7))
    scene.says("Two messages were not answered in five working days.")
    scene.check("Both are passed on, once", (said[:1], tasks.tend(scene.at(8))[:1]), ("2", "0"))
    hazel = account(scene.people[cast.CO_ORDINATOR.key])
    duty = [duty for duty in queries.duties(hazel, scene.at(9)) if duty.urgent]
    scene.check("It stands in her To do list as urgent", [d.words for d in duty], ["Answer 2 enquiries"])
    central = Enquiry.objects.get(email=OTIS)
    actions.answer(
        enquiry=central,
        text="I am sorry that you waited. The forum meets once the region has an ambassador; I write to you then.",
        by=hazel,
        at=scene.at(9, 30),
    )
    central.refresh_from_db()
    scene.check("The answer came after the day of the promise", scene.day > central.due_on)
    scene.check("and no time to answer is told of so few", queries.usual_days(scene.at(9, 45)), None)
