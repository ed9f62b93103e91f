"""July to September: a new school has its contact, a school walks beside it, one stands still, one says how it went."""

from uuid import UUID

from coopnet.casework.actions import log_contact
from coopnet.kit.basis import Basis
from coopnet.membership.acting.actions import appoint
from coopnet.membership.enums import Duty
from coopnet.membership.models import Member
from coopnet.membership.queries import covering
from coopnet.notices.models import Letter
from coopnet.people.actions import link_account
from coopnet.people.models import Person
from coopnet.register.models import Establishment
from coopnet.sign_in.actions import make_account
from coopnet.story import cast
from coopnet.story.acts.spring import account
from coopnet.story.engine import Scene
from coopnet.welcome import actions, queries, tasks
from coopnet.welcome.models import Step
from coopnet.welcome.suggesting import suggestions

CLOVER = cast.AMBASSADORS[1].key
# Who speaks for the new school, and for one that is there already.
NEW, OTHER = cast.BOARDS["central"][2], cast.BOARDS["central"][0]


def _member(urn: int, scene: Scene) -> Member:
    member = covering(Establishment.objects.get(urn=urn), scene.day)
    assert member is not None
    return member


def _new(scene: Scene, urn: int) -> queries.New:
    found = queries.of(_member(urn, scene), scene.day)
    assert found is not None
    return found


def a_school_walks_beside_another(scene: Scene) -> None:
    """Makebelieve Academy is new: the ambassador rings, and Fiction Field walks beside it. All of them invented."""
    clover = account(scene.people[CLOVER])
    new, other = _member(cast.STILL_LATE, scene), _member(cast.IN_PART, scene)
    heather = scene.people[NEW.key]
    user = make_account(email=NEW.email, name=NEW.name, by=clover, at=scene.at(8))
    link_account(person=heather, user=user, by=clover, at=scene.at(8))
    leads: dict[str, Person] = {}
    for part, member in ((NEW, new), (OTHER, other)):
        leads[part.key] = scene.people[part.key]
        appoint(
            member=member, person=leads[part.key], duty=Duty.LEAD, starts=scene.day, by=clover, at=scene.at(9),
            basis=Basis("said", "", "Said so on the telephone", scene.day),
        )  # fmt: skip
    view = _new(scene, cast.STILL_LATE)
    scene.check("The ambassador of its region is its contact, and nobody had to say so",
                view.contact and view.contact.person, scene.people[CLOVER])  # fmt: skip
    log_contact(
        key=UUID("5f1d3c0a-0000-4000-8000-000000000901"), establishment=Establishment.objects.get(urn=cast.STILL_LATE),
        on=scene.day, with_whom=NEW.name, words="Made up: glad to be in, will tell parents in September.", next_on=None,
        by=clover, at=scene.at(10),
    )  # fmt: skip
    view = _new(scene, cast.STILL_LATE)
    scene.check("Her note of the call ticks the first step", [one.step.slug for one in view.steps if one.done],
                ["contact"])  # fmt: skip
    scene.check("A school of the region is suggested", other in [one.member for one in suggestions(view, scene.day)])
    buddy = actions.suggest(member=new, buddy=other, by=clover, at=scene.at(11))
    scene.check("The other hears nothing before the new one has said yes", queries.walks_beside(other, scene.day), [])
    actions.answer(buddy=buddy, member=new, yes=True, by=account(leads[NEW.key]), at=scene.at(12))
    told = " ".join(Letter.objects.filter(key__contains=":buddy:").values_list("text", flat=True))
    scene.check("Neither address is told before both said yes", [NEW.email in told, OTHER.email in told],
                [False, False])  # fmt: skip
    actions.answer(buddy=buddy, member=other, yes=True, by=account(leads[OTHER.key]), at=scene.at(13))
    scene.check("Now each knows whom to write to", Letter.objects.filter(key__contains=":both-").count(), 2)


def the_first_letters_leave(scene: Scene) -> None:
    """The clock writes to the new school, once."""
    for hour in (6, 8):
        tasks.write(scene.at(hour))
    key = f"welcome:{_new(scene, cast.STILL_LATE).period.pk}:"
    scene.check("One letter of the first week", Letter.objects.filter(key=f"{key}1").count(), 1)


def the_new_ones_are_looked_at(scene: Scene) -> None:
    """Makebelieve has told its parents and pays nothing: it stands still. A trust says how its first days went."""
    heather = account(scene.people[NEW.key])
    actions.tick(
        member=_member(cast.STILL_LATE, scene), step=Step.objects.get(slug="tell"), done=True, by=heather,
        at=scene.at(9),
    )  # fmt: skip
    found = queries.listed(account(scene.people[cast.CO_ORDINATOR.key]), scene.day)
    still = [one.member for one in found if one.still]
    scene.check("Makebelieve stands still", _member(cast.STILL_LATE, scene) in still)
    scene.check("The two that came back are new again, and do not",
                [(one.day, one.still) for urn in (cast.COMES_BACK, cast.LEFT_LONG_AGO) for one in [_new(scene, urn)]],
                [(4, False)] * 2)  # fmt: skip
    scene.check("No ambassador is in post there, so the co-ordinator is its contact",
                [one.contact.person for one in found if one.member in still and one.contact
                 and one.member == _member(cast.STILL_LATE, scene)], [scene.people[cast.CO_ORDINATOR.key]])  # fmt: skip
    trust = Member.objects.get(organisation__group__uid="990002")
    view = queries.of(trust, scene.day)
    scene.check("The ninety days of the Western trust ended by themselves", [view is not None and view.runs], [False])
    jasmine = account(scene.people[cast.BOARDS["west"][0].key])
    actions.say(
        member=trust, text="Made up: we were rung in the first week, and a forum in June would have helped.",
        by=jasmine, at=scene.at(9, 30),
    )  # fmt: skip
    scene.says("The trust says in a few words how its first ninety days went.")
