"""Random memberships made by ordinary actions, and the same facts for the independent model of who may vote."""

from datetime import date, timedelta
from random import Random
from typing import Any

from coopnet.kit.basis import Basis
from coopnet.membership import queries
from coopnet.membership.acting.actions import appoint, end_duty
from coopnet.membership.actions import begin, move, take_back, uncover
from coopnet.membership.enums import Duty, State
from coopnet.membership.models import Coverage, Mandate, Member, MembershipClass, Period, Rights
from coopnet.membership.refusals import NotPossible
from coopnet.membership.tests import ground as on
from coopnet.people.actions import NotPossible as NotThere
from coopnet.people.actions import add_person, affiliate, end_affiliation
from coopnet.people.enums import Role
from coopnet.people.models import Affiliation, Person
from tests.models import voting

MINUTE = Basis("minute", "", "Minute 7", on.DAY)
SPAN = 200
_SCHOOL = 1_000_000  # the model numbers members and schools in one row


def world(seed: int, *, members: int, people: int, steps: int) -> None:
    """Let many things happen, most of them possible, on days of some months, in no order but that of the rules."""
    chance = Random(seed)
    on.ground()
    kinds = list(MembershipClass.objects.order_by("rank"))
    held: list[Member] = []
    for number in range(members):
        schools = [on.school(f"World {number}") for _ in range(chance.randint(1, 2))]
        period = begin(
            organisation=on.organisation(schools[0]), membership_class=chance.choice([kinds[0], *kinds]),
            starts=_day(chance, 40), schools=schools, basis=on.BOARD,
            state=chance.choice([State.AWAITING, State.CURRENT]), by=on.BY, at=on.AT,
        )  # fmt: skip
        held.append(period.member)
    crowd = [add_person(name=f"Person {n}", email=f"p{n}@example.org", by=on.BY, at=on.AT) for n in range(people)]
    for member in held:
        for person in chance.sample(crowd, 3):
            affiliate(
                person=person, organisation=member.organisation, role=Role.HEAD, starts=on.LONG_AGO, by=on.BY, at=on.AT
            )  # fmt: skip
    for _ in range(steps):
        try:
            _step(chance, chance.choice(held), chance.choice(crowd))
        except (NotPossible, NotThere):
            continue


def _day(chance: Random, most: int = SPAN) -> date:
    return on.DAY + timedelta(days=chance.randint(0, most))


def _step(chance: Random, member: Member, person: Person) -> None:
    day = _day(chance)
    given: dict[str, Any] = {"by": on.BY, "at": on.AT}
    period = member.periods.order_by("-starts")[0]
    what = chance.randint(0, 9)
    # Most days lie early, so that what follows has days of its own to hold.
    day = min(day, _day(chance)) if what != 6 else day
    if what < 3:
        place = member.organisation
        if chance.random() < 0.3:
            place = on.organisation(chance.choice(list(member.coverage.all())).establishment)
        ends = day + timedelta(days=chance.randint(5, 90)) if chance.random() < 0.5 else None
        affiliate(person=person, organisation=place, role=Role.HEAD, starts=day, ends=ends, **given)
    elif what < 6:
        appoint(member=member, person=person, duty=chance.choice(list(Duty)), starts=day, basis=MINUTE, **given)
    elif what == 6:
        # Endings are rarer than the rest, or nobody would belong for long.
        state = chance.choice(list(State) if chance.random() < 0.3 else [State.CURRENT, State.DUE, State.GRACE])
        move(period=period, to=state, day=day, basis=MINUTE, **given)
    elif what == 7 and chance.random() < 0.5:
        take_back(period=period, words="A mistake", **given)
    elif what == 8:
        mandates = list(member.mandates.order_by("pk"))
        mandate = chance.choice(mandates) if mandates and chance.random() < 0.5 else None
        role = person.affiliations.filter(ends__isnull=True).first()
        if mandate is not None:
            end_duty(mandate=mandate, on=day, **given)
        elif role is not None:
            end_affiliation(affiliation=role, on=day, **given)
    elif what == 9 and period.ends is not None:
        begin(
            organisation=member.organisation, membership_class=period.membership_class, starts=day,
            schools=[c.establishment for c in member.coverage.all()[:1]], basis=on.DECISION, state=State.CURRENT,
            **given,
        )  # fmt: skip
    elif what == 9 and member.coverage.count() > 1:
        uncover(coverage=member.coverage.order_by("pk")[1], on=day, words="It moved.", **given)


def facts() -> voting.World:
    """What the records hold, as plain facts."""
    memberships = [
        voting.Membership(
            period.member_id, period.membership_class.slug, period.starts,
            [
                (change.day, "take-back" if change.correction else State(change.state).value)
                for change in period.changes.order_by("pk")
            ],
        )
        for period in Period.objects.select_related("membership_class").order_by("starts", "pk")
    ]  # fmt: skip
    own = {member.organisation_id: member.pk for member in Member.objects.all()}
    places = {
        row.pk: own.get(row.organisation_id, _SCHOOL + (row.organisation.establishment_id or 0))
        for row in Affiliation.objects.select_related("organisation")
    }
    return voting.World(
        memberships=memberships,
        class_rights=[
            voting.ClassRight(row.membership_class.slug, row.votes, row.starts, row.ends)
            for row in Rights.objects.select_related("membership_class")
        ],
        duties=[
            voting.Duty(row.member_id, row.person_id, Duty(row.duty).value, row.starts, row.ends)
            for row in Mandate.objects.all()
        ],
        affiliations=[
            voting.Affiliation(row.person_id, places[row.pk], row.starts, row.ends) for row in Affiliation.objects.all()
        ],
        coverage=[
            voting.Coverage(row.member_id, _SCHOOL + row.establishment_id, row.starts, row.ends)
            for row in Coverage.objects.all()
        ],
    )


def compare(seed: int, *, days: int) -> tuple[int, int]:
    """Ask both about every person, member and some days; how many cases there were, and how many may vote."""
    chance = Random(seed + 1)
    known = facts()
    cases = allowed = 0
    everybody = list(Person.objects.filter(name__startswith="Person").order_by("pk"))
    for day in [_day(chance, SPAN + 100) for _ in range(days)]:
        for member in Member.objects.select_related("organisation").order_by("pk"):
            for person in everybody:
                ours = queries.may_vote(person, member, day).allowed
                theirs = voting.entitled(known, person.pk, member.pk, day)
                assert ours == theirs, (seed, day, member.pk, person.pk, ours, theirs)
                cases += 1
                allowed += ours
            found = queries.voter(member, day)
            assert (found.pk if found else None) == voting.voter(known, member.pk, day), (seed, day, member.pk)
    return cases, allowed
