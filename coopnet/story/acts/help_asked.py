"""September: an invented school asks for help in confidence, and a person rings the same afternoon."""

from uuid import NAMESPACE_URL, uuid5

from coopnet.audit.models import Detail
from coopnet.casework import actions, queries, routing
from coopnet.casework.enums import State
from coopnet.kit.access import may
from coopnet.kit.actors import System
from coopnet.notices.models import Letter
from coopnet.people.queries import person_of
from coopnet.regions.models import Region
from coopnet.register.models import Establishment
from coopnet.story import cast
from coopnet.story.acts.spring import account
from coopnet.story.engine import Scene

WORDS = "Our boiler failed and the hall is closed. The board does not know yet. Can somebody ring me?"


def a_school_asks(scene: Scene) -> None:
    """The head of Pretend Quay asks; the ambassador rings, and notes when they speak again."""
    west = Region.objects.get(key="west")
    linden = account(scene.people[cast.NEXT_WESTERN.key])
    hazel = account(scene.people[cast.CO_ORDINATOR.key])
    rowan = account(scene.people["rowan.applegarth"])
    request = actions.ask(
        key=uuid5(NAMESPACE_URL, "story:help"), region=west, name="Quentin Quayle", phone="01632 960 114", email="",
        school="Pretend Quay School", when="after three", words=WORDS, urgent=True, by=System("help form"),
        at=scene.at(10, 20),
    )  # fmt: skip
    scene.says("The head of an invented school asks for help, urgently.")
    letters = Letter.objects.filter(key__startswith=f"help:{request.key}:")
    scene.check("One person is told", list(letters.values_list("to_name", flat=True)), ["Linden Fairweather"])
    scene.check("The letter holds nothing of it", any(w in letters[0].text for w in ("boiler", "Quay", "960")), False)
    scene.check(
        "The record of acts holds nothing of it", Detail.objects.filter(words__contains="boiler").exists(), False
    )
    day = scene.day
    seen = [routing.may_read(person_of(one), request, day) for one in (linden, hazel, rowan)]
    scene.check("She alone reads it; another ambassador and the co-ordinator do not", seen, [True, False, False])
    scene.check("Another ambassador does not know of it", queries.get(rowan, request.key, scene.at(11)), None)
    actions.open_request(request=request, reason="", by=linden, at=scene.at(12, 30))
    actions.rang(
        request=request, spoke=True, text="A trust nearby lends a hall from Monday.", by=linden, at=scene.at(15)
    )
    request.refresh_from_db()
    scene.says("Linden Fairweather rings at three.")
    scene.check("The call came in time", request.rung_at is not None and request.rung_at <= request.ring_by)
    actions.close(request=request, by=linden, at=scene.at(15, 30))
    request.refresh_from_db()
    scene.check("It is closed after they spoke", request.state, State.CLOSED.value)
    school = Establishment.objects.get(urn=900901)
    scene.check(
        "She keeps the contacts of her region's schools",
        bool(may(linden, queries.CONTACTS, on=west_of(west), at=scene.at(16))),
    )
    actions.log_contact(
        key=uuid5(NAMESPACE_URL, "story:contact"), establishment=school, on=day, with_whom="the head's secretary",
        words="The new number is on their letters now. They would like a visit.", next_on=None,
        by=hazel, at=scene.at(16),
    )  # fmt: skip


def west_of(region: Region) -> queries.InRegion:
    """A thing in the region, to ask about."""
    return queries.InRegion(region)
