"""May to September: members come over from the old list, a trust of five joins, a chair says who votes."""

from datetime import date

from coopnet.bodies.models import Body
from coopnet.decisions.actions import Votes
from coopnet.decisions.actions import record as decide
from coopnet.decisions.models import Decision
from coopnet.kit.actors import System
from coopnet.kit.basis import Basis
from coopnet.membership import queries
from coopnet.membership.acting.actions import answer, ask_chair
from coopnet.membership.actions import begin, succeed, uncover
from coopnet.membership.again.queries import gone
from coopnet.membership.enums import Asked, Duty, State
from coopnet.membership.joining.actions import Asking, apply, approve
from coopnet.membership.models import Application, Coverage, Member, MembershipClass
from coopnet.membership.refusals import NotPossible
from coopnet.people.actions import organisation_for
from coopnet.people.enums import Role
from coopnet.people.models import Person
from coopnet.register.models import Establishment, Group
from coopnet.register.rules import FIRST_INVENTED
from coopnet.site import figures
from coopnet.story import cast, lists
from coopnet.story.acts.spring import account
from coopnet.story.engine import Scene
from coopnet.subscriptions.actions import put_in_force
from coopnet.subscriptions.queries import quote_for, scheme_on

A_REGION = 12
OLD_LIST = Basis("old-list", "2026-04", "From the members’ list of the old system", date(2026, 4, 22))
FORM = System("form to join")
CHAIR = System("link to the chair")
PAID = date(2026, 6, 24)


def members_come_over(scene: Scene) -> None:
    """Some real schools of each region are entered as members, and a few invented ones.

    That real ones belong is made up, as every page says. The invented ones are for what may go wrong later.
    """
    by = account(scene.people[cast.CO_ORDINATOR.key])
    full = MembershipClass.objects.get(slug="full")
    known = figures.read()
    urns = []
    for region in ("north", "central", "west", "laser"):
        rows = [one.school.urn for one in known.counted(scene.day, region) if one.school.urn < FIRST_INVENTED]
        urns += rows[:A_REGION]
    for urn in [*urns, *cast.LATE_PAYERS]:
        school = Establishment.objects.get(urn=urn)
        begin(
            organisation=organisation_for(establishment=school, by=by, at=scene.at(9)),
            membership_class=full, starts=scene.day, schools=[school], basis=OLD_LIST, state=State.CURRENT,
            certain=False, by=by, at=scene.at(9),
        )  # fmt: skip
    found = queries.counted(scene.day)
    scene.says(f"{len(found)} members are entered, each marked as coming from an old list.")
    scene.check("Each region has members", {key for one in found for key in one.regions},
                {"north", "central", "west", "laser"})  # fmt: skip
    scene.check("The day before there were none", queries.counted(date(2026, 4, 21)), [])


PRICES = {
    "bands": {
        "full": [[100, 7500], [250, 12500], [500, 20000], [1000, 30000], [None, 40000]],
        "associate": [[None, 5000]],
    },
    "trust": {"schools": 5, "percent_off": 10, "most": None},
    "by_month": True,
    "vat": {"code": "exempt", "words": "No VAT is charged on the subscription."},
}


def prices_are_set(scene: Scene) -> None:
    """Juniper Pennyworth puts prices in force. They are made up, like all sums of the demonstration."""
    by = account(scene.people[cast.TREASURER.key])
    decided = Basis("minute", "nab-2026-04", "National Advisory Board, made up for this demonstration", scene.day)
    put_in_force(title="Prices since April 2026", data=PRICES, starts=scene.day, basis=decided, by=by, at=scene.at(11))
    scheme = scheme_on(scene.day)
    assert scheme is not None
    trust = Group.objects.get(uid="990002")
    quote = quote_for(scheme, "full", trust, scene.day)
    scene.check("A trust of five pays a tenth less", quote.whole_year, 5 * 7500 * 9 // 10)
    scene.check("and for the whole year, while it is April", quote.total, 5 * 7500 * 9 // 10)


def a_trust_asks_to_join(scene: Scene) -> None:
    """Jasmine Pebblecombe asks for the trust of her school, with all its five schools."""
    part = cast.BOARDS["west"][0]
    trust = Group.objects.get(uid="990002")
    asking = Asking(part.name, Role.HEAD, part.email, words="All five governing boards agree.", governors_know=True)
    application = apply(thing=trust, asking=asking, by=FORM, at=scene.at(20))
    scene.says(f"{trust.name} asks to join in four screens, on a telephone.")
    scene.check("The school list says that it can join", application.verdict, "eligible")
    scene.check("An answer is promised within twenty working days", application.due_on, date(2026, 6, 29))
    scene.check("It is no member by asking", queries.member_of(organisation_for(group=trust, by=FORM, at=scene.at(20))),
                None)  # fmt: skip


def the_board_says_yes(scene: Scene) -> None:
    """The Western board decides; the decision is in the record, and the membership rests on it."""
    by = account(scene.people["aster.windermoor"])
    body = Body.objects.get(kind="regional-board", region__key="west")
    decision = decide(
        body=body, day=scene.day, title="Daydream Bay Co-operative Academies Trust joins",
        text="The board welcomes the trust with its five schools as a full member.",
        how="At its meeting in June, by show of hands.", votes=Votes(5, 0), by=by, at=scene.at(18),
    )  # fmt: skip
    application = Application.objects.get(state=Asked.APPLIED.value)
    period = approve(
        application=application, membership_class=MembershipClass.objects.get(slug="full"), starts=scene.day,
        decided_by=decision.basis, reason="All five schools share the values and work as one.", by=by, at=scene.at(18),
    )  # fmt: skip
    scene.check("Five schools belong through it", period.member.coverage.count(), 5)
    scene.check("It waits for its first payment and is not counted yet",
                [queries.standing(period.member, scene.day), period.member in [m.member for m in
                 queries.counted(scene.day)]], [State.AWAITING, False])  # fmt: skip
    (lead,) = queries.mandates(period.member, scene.day)
    scene.check("Whoever asked speaks for it", lead.person.name, cast.BOARDS["west"][0].name)
    scene.check("The membership rests on the recorded decision", period.basis_key, decision.reference)


def its_chair_says_who_votes(scene: Scene) -> None:
    """The chair of governors presses once."""
    member = Member.objects.get(organisation__group__uid="990002")
    voter = scene.people["laurel.quaymoor"]
    lead = account(scene.people["jasmine.pebblecombe"])
    question = ask_chair(
        member=member, person=voter, duty=Duty.VOTES, chair_name="Wren Harbourlight",
        chair_email="wren.harbourlight@people.example.org", by=lead, at=scene.at(10),
    )  # fmt: skip
    scene.check("By naming alone nobody votes", queries.voter(member, scene.day), None)
    answer(question=question, yes=True, minute="minute 12 of 23 June", by=CHAIR, at=scene.at(19))
    scene.says("The chair answers with one press, in the evening.")
    scene.check("From that day she votes", queries.voter(member, scene.day), voter)
    scene.check("The lead person does not", queries.may_vote(scene.people["jasmine.pebblecombe"], member, scene.day)
                .allowed, False)  # fmt: skip
    try:
        answer(question=question, yes=False, by=CHAIR, at=scene.at(20))
        again = True
    except NotPossible:
        again = False
    scene.check("The link is dead after the answer", again, False)


def schools_change_and_membership_waits_for_a_person(scene: Scene) -> None:
    """Pretend Quay moved to a trust that is not co-operative: it leaves the membership by an act, with its reason."""
    by = account(scene.people["linden.fairweather"])
    left = Coverage.objects.get(establishment__urn=lists.LEFT, ends__isnull=True)
    member = left.member
    scene.check("The school list alone has ended nothing", queries.covering(left.establishment, scene.day), member)
    uncover(coverage=left, on=scene.day, words="It moved to a trust that is not co-operative.", by=by, at=scene.at(11))
    scene.check("The trust belongs with four schools", [len(one.schools) for one in queries.counted(scene.day)
                if one.member == member], [4])  # fmt: skip
    scene.check("Asked as at August there are five", [len(one.schools) for one in queries.counted(date(2026, 8, 31))
                if one.member == member], [5])  # fmt: skip


def neverdale_joins_and_one_school_becomes_an_academy(scene: Scene) -> None:
    """Neverdale's trust belongs since July; its high school became an academy and goes on under its new number."""
    by = account(scene.people[cast.CO_ORDINATOR.key])
    trust = Group.objects.get(name=lists.NEVERDALE)
    old = Establishment.objects.get(urn=900003)
    schools = [row.establishment for row in trust.memberships.select_related("establishment").order_by("pk")]
    period = begin(
        organisation=organisation_for(group=trust, by=by, at=scene.at(14)),
        membership_class=MembershipClass.objects.get(slug="full"), starts=date(2026, 7, 1),
        schools={school.pk: school for school in schools}.values(), state=State.CURRENT,
        basis=Basis("minute", "north-2026-06", "The Northern board, minute 3", date(2026, 6, 25)), by=by,
        at=scene.at(14),
    )  # fmt: skip
    new = Establishment.objects.get(urn=lists.CONVERTED[900003])
    coverage = period.member.coverage.get(establishment=old)
    succeed(coverage=coverage, successor=new, on=lists.FIRST_DAY, words="It became an academy.", by=by, at=scene.at(15))
    scene.check("The academy belongs from its first day and the school before it no more",
                [queries.covering(new, lists.FIRST_DAY), queries.covering(old, lists.FIRST_DAY)],
                [period.member, None])  # fmt: skip
    scene.check("In August it was the school", queries.covering(old, date(2026, 8, 31)), period.member)


def a_school_waits_for_an_answer(scene: Scene) -> None:
    """A school of Kent asks; the demo's officers find it among the things to do."""
    part = cast.BOARDS["laser"][0]
    school = Establishment.objects.get(urn=part.school)
    before = Person.objects.count()
    apply(thing=school, asking=Asking(part.name, Role.HEAD, part.email), by=FORM, at=scene.at(16))
    scene.says(f"{school.name} asks to join.")
    scene.check("Nobody is made known by asking", Person.objects.count(), before)
    last = date(2026, 9, 25)
    scene.check("It left, and had a day to be asked again; now it asks by itself and nobody need ask",
                [[(one.again_on, one.asks_itself) for one in gone(last)], gone(last, due=True)],
                [[(last, True)], []])  # fmt: skip
    scene.check("One request waits", Application.objects.filter(state=Asked.APPLIED.value).count(), 1)
    scene.check(
        "One decision about joining is in the record", Decision.objects.filter(title__endswith=" joins").count(), 1
    )
