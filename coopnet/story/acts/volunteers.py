"""August and September: one who leaves writes for whoever follows; people say what they can help with."""

from datetime import date
from uuid import NAMESPACE_URL, uuid5

from coopnet.audit.models import Detail
from coopnet.bodies.enums import Office
from coopnet.bodies.models import Term
from coopnet.casework import actions as casework
from coopnet.notices.models import Letter
from coopnet.regions.models import Region
from coopnet.register.models import Establishment
from coopnet.register.rules import FIRST_INVENTED
from coopnet.story import cast
from coopnet.story.acts.spring import account
from coopnet.story.engine import Scene
from coopnet.volunteers import actions, pack, queries, tasks
from coopnet.volunteers.enums import Head, ShownTo
from coopnet.volunteers.models import Handover
from coopnet.volunteers.printing import hand_over

# Who offers what, and to whom they show it: all of them invented.
OFFERS = (
    ("hazel.merrydew", "Anything about joining, and who to ask.", "", 40, ShownTo.MEMBERS),
    ("linden.fairweather", "A visit to a small school. Reading a plan with a new head.", "west", 20, ShownTo.MEMBERS),
    ("rowan.applegarth", "Taking minutes, and setting up a meeting by video.", "north", 10, ShownTo.OFFICERS),
    ("juniper", "Reading the accounts of a trust with its treasurer.", "", 6, ShownTo.CO_ORDINATOR),
)
# Hours that some of them noted: who, day of September, minutes, what for.
GIVEN = (
    ("hazel.merrydew", 7, 150, Head.SUPPORT),
    ("linden.fairweather", 9, 240, Head.SUPPORT),
    ("rowan.applegarth", 10, 90, Head.VOICE),
    ("hazel.merrydew", 14, 120, Head.VOICE),
    ("juniper", 15, 180, Head.SERVICE),
    ("linden.fairweather", 16, 60, None),
    ("other", 17, 120, Head.SERVICE),
)


def _western() -> Term:
    return Term.objects.get(person__name="Aster Windermoor", office=Office.AMBASSADOR.value)


def a_leaver_writes(scene: Scene) -> None:
    """What only she knows, for whoever follows; others cannot read it."""
    aster, linden = (scene.people[key] for key in ("aster.windermoor", cast.NEXT_WESTERN.key))
    hazel, rowan = scene.people[cast.CO_ORDINATOR.key], scene.people["rowan.applegarth"]
    term = _western()
    told = [duty.words.split(" as ")[0] for duty in queries.duties(account(aster), scene.at(8))]
    scene.check("The leaver is asked to write", "Write for whoever follows you" in told)
    tasks.tell(scene.at(9))
    letters = Letter.objects.filter(key__startswith=f"hand-over:{term.pk}:")
    scene.check("Whoever follows is told", list(letters.values_list("to_name", flat=True)), [linden.name])
    school = Establishment.objects.get(name="Wishing Well Primary Academy", urn__gte=FIRST_INVENTED)
    casework.log_contact(
        key=uuid5(NAMESPACE_URL, "story:last-visit"), establishment=school, on=scene.day, with_whom="the head",
        words="A good start. They would like somebody at their open day.", next_on=date(2026, 10, 6),
        by=account(aster), at=scene.at(10),
    )  # fmt: skip
    actions.write(
        term=term,
        notes="The forum meets in the village hall. The key is with the caretaker.\nRing Pretend Quay after three.",
        promises="A visit to Pretend Quay School before half-term.",
        by=account(aster), at=scene.at(11),
    )  # fmt: skip
    read = [bool(queries.get(term.pk, account(one), scene.at(12))) for one in (aster, linden, hazel, rowan)]
    scene.check("She, who follows and the co-ordinator read it; another does not", read, [True, True, True, False])
    told_all = Detail.objects.filter(words__contains="caretaker").exists()
    scene.check("The record of acts holds nothing of it", told_all, False)
    scene.says("Aster Windermoor writes for whoever follows her.")


def the_next_takes_over(scene: Scene) -> None:
    """On the first day, and then the leaver reads it no more."""
    aster, linden = (scene.people[key] for key in ("aster.windermoor", cast.NEXT_WESTERN.key))
    term = _western()
    scene.check("The leaver reads it no more", queries.get(term.pk, account(aster), scene.at(9)), None)
    whole = pack.of(term, scene.at(9))
    first = whole.schools[0]
    scene.check(
        "It says when a school of the region was last spoken with, and when again",
        (first.name, first.last, first.again),
        ("Wishing Well Primary Academy", date(2026, 8, 27), date(2026, 10, 6)),
    )
    scene.check("and not what was said", "open day" in repr(whole), False)
    paper = hand_over(whole, scene.day)
    scene.check("The paper is the same whenever it is made", paper == hand_over(whole, scene.day))
    actions.receive(term=term, person=linden, by=account(linden), at=scene.at(9, 30))
    scene.check("It is taken over", Handover.objects.get(term=term).received_by, linden)


def people_offer_and_note(scene: Scene) -> None:
    """Profiles as each of them wishes, hours by a few; the public hears one sum."""
    people = {
        **{key: scene.people[key] for key in ("hazel.merrydew", "linden.fairweather", "rowan.applegarth")},
        "juniper": scene.people[cast.TREASURER.key],
        "other": scene.people[cast.RETURNING_OFFICER.key],
    }
    for key, words, region, hours, shown_to in OFFERS:
        person = people[key]
        actions.offer(
            person=person, helps_with=words, region=Region.objects.filter(key=region).first(), reach="", hours=hours,
            until=date(2027, 7, 31), shown_to=shown_to, by=account(person), at=scene.at(9),
        )  # fmt: skip
    seen = {key: len(queries.profiles(account(person), scene.at(10))) for key, person in people.items()}
    scene.check(
        "The co-ordinator sees all, an officer what is shown to officers",
        [seen["hazel.merrydew"], seen["other"]],
        [4, 3],
    )
    for number, (key, day, minutes, head) in enumerate(GIVEN):
        if number == len(GIVEN) - 1:
            scene.check("No sum is told of four people", queries.total(scene.day), None)
        actions.give_hours(
            key=uuid5(NAMESPACE_URL, f"story:hours:{number}"), person=people[key], on=date(2026, 9, day),
            minutes=minutes, head=head, words="", by=account(people[key]), at=scene.at(11),
        )  # fmt: skip
    found = queries.total(scene.day)
    scene.check("Of five it is", found and (found.minutes, found.people, found.parts), (960, 5, ()))
    record = Detail.objects.filter(words__contains="hours given").values_list("words", flat=True)
    scene.check("The record of acts does not say how many", set(record), {"Noted hours given"})
