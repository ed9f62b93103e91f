"""Random memberships made by ordinary actions, and the same facts for the independent model of who may vote."""

from collections import Counter
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
_MOVES = (State.SUSPENDED, State.SUSPENDED, State.LAPSED, State.RESIGNED, State.CEASED, State.EXPELLED)
_SCHOOL = 1_000_000  # the model numbers members and schools in one row


def world(seed: int, *, members: int, people: int, steps: int) -> None:
    """Let many things happen to some schools and trusts, most of them possible, mostly one day after another."""
    chance = Random(seed)
    on.ground()
    kinds = list(MembershipClass.objects.order_by("rank"))
    held: list[Member] = []
    for number in range(members):
        trust = on.coop_trust(f"Trust {seed} {number}") if number % 2 else None
        schools = [on.school(f"World {number}", trust=trust) for _ in range(3 if trust else 1)]
        period = begin(
            organisation=on.organisation(trust or schools[0]),
            membership_class=kinds[-1] if number % 5 == 4 else kinds[0], starts=_day(chance, 40), schools=schools,
            basis=on.BOARD, state=State.AWAITING if number % 3 == 2 else State.CURRENT, by=on.BY, at=on.AT,
        )  # fmt: skip
        held.append(period.member)
    crowd = [add_person(name=f"Person {n}", email=f"p{n}@example.org", by=on.BY, at=on.AT) for n in range(people)]
    for member in held:
        covered = [row.establishment for row in member.coverage.all()]
        for person in chance.sample(crowd, min(5, people)):
            # Most of a trust's people belong to one of its schools only.
            school = chance.choice(covered) if chance.random() < 0.7 else None
            affiliate(
                person=person, organisation=on.organisation(school) if school else member.organisation, role=Role.HEAD,
                starts=on.LONG_AGO, by=on.BY, at=on.AT,
            )  # fmt: skip
        first = member.periods.get().starts
        for duty, person in zip((Duty.VOTES, Duty.SUBSTITUTE), chance.sample(crowd, 2), strict=True):
            try:
                appoint(member=member, person=person, duty=duty, starts=first, basis=MINUTE, by=on.BY, at=on.AT)
            except (NotPossible, NotThere):
                continue
    for step in range(steps):
        # Things come in the order of their days, or those that follow would be refused; some are late by weeks.
        day = on.DAY + timedelta(days=SPAN * step // steps + chance.choice([0, 0, 0, 1, 7, -20]))
        try:
            _step(chance, chance.choice(held), chance.choice(crowd), day)
        except (NotPossible, NotThere):
            continue


def _day(chance: Random, most: int = SPAN) -> date:
    return on.DAY + timedelta(days=chance.randint(0, most))


def _step(chance: Random, member: Member, person: Person, day: date) -> None:
    given: dict[str, Any] = {"by": on.BY, "at": on.AT}
    period = member.periods.order_by("-starts")[0]
    if period.ends is not None and chance.random() < 0.5:
        begin(
            organisation=member.organisation, membership_class=period.membership_class, starts=max(day, period.ends),
            schools=[row.establishment for row in member.coverage.filter(ends=period.ends)], basis=on.DECISION,
            state=chance.choice([State.CURRENT, State.AWAITING]), **given,
        )  # fmt: skip
        return
    what = chance.randint(0, 11)
    if what < 2:
        place = member.organisation
        if chance.random() < 0.7:
            place = on.organisation(chance.choice(list(member.coverage.all())).establishment)
        ends = day + timedelta(days=chance.randint(5, 90)) if chance.random() < 0.5 else None
        affiliate(person=person, organisation=place, role=Role.HEAD, starts=day, ends=ends, **given)
    elif what < 6:
        duty = chance.choice([Duty.VOTES, Duty.SUBSTITUTE, Duty.SUBSTITUTE, *Duty])
        appoint(member=member, person=person, duty=duty, starts=day, basis=MINUTE, **given)
    elif what < 8:
        state = chance.choice([*[State.CURRENT] * 5, State.DUE, State.GRACE, *_MOVES])
        move(period=period, to=state, day=day, basis=MINUTE, **given)
    elif what == 8 and chance.random() < 0.5:
        take_back(period=period, words="A mistake", **given)
    elif what == 9:
        mandate = member.mandates.filter(ends__isnull=True).order_by("-duty", "pk").first()
        if mandate is not None:
            end_duty(mandate=mandate, on=day, **given)
    elif what == 10:
        role = person.affiliations.filter(ends__isnull=True).order_by("pk").first()
        if role is not None:
            end_affiliation(affiliation=role, on=day, **given)
    elif what == 11 and member.coverage.filter(ends__isnull=True).count() > 1:
        uncover(
            coverage=member.coverage.filter(ends__isnull=True).order_by("pk")[1], on=day, words="It moved.", **given
        )


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


def compare(seed: int, *, days: int) -> Counter[voting.Answer]:
    """Ask both about every person and member on days on which something begins or ends, and on the eve of such days.

    The cases are dealt by the kind of answer that the model has for them, in turn, so that the easy kinds (nobody ever
    named this person) leave room for the others. Gives how many cases had which kind of answer.
    """
    chance = Random(seed + 1)
    known = facts()
    met: Counter[voting.Answer] = Counter()
    everybody = {row.pk: row for row in Person.objects.filter(name__startswith="Person").order_by("pk")}
    for member in Member.objects.select_related("organisation").order_by("pk"):
        for answer, day, person in _dealt(chance, known, member.pk, list(everybody), days * len(everybody)):
            ours = queries.may_vote(everybody[person], member, day).allowed
            theirs = voting.entitled(known, person, member.pk, day)
            assert ours == theirs, (seed, day, member.pk, person, ours, theirs)
            met[answer] += 1
            found = queries.voter(member, day)
            assert (found.pk if found else None) == voting.voter(known, member.pk, day), (seed, day, member.pk)
    return met


def _dealt(
    chance: Random, known: voting.World, member: int, people: list[int], wanted: int
) -> list[tuple[voting.Answer, date, int]]:
    """So many different cases of this member, each kind of answer in its turn while it has any left."""
    days = {edge - timedelta(days=back) for edge in _edges(known, member) for back in (-1, 0, 1, 2)}
    piles: dict[voting.Answer, list[tuple[date, int]]] = {}
    for day in sorted(days):
        for person in people:
            piles.setdefault(voting.why(known, person, member, day), []).append((day, person))
    for pile in piles.values():
        chance.shuffle(pile)
    dealt: list[tuple[voting.Answer, date, int]] = []
    while len(dealt) < wanted and any(piles.values()):
        dealt += [(answer, *pile.pop()) for answer, pile in piles.items() if pile]
    return dealt[:wanted]


def allowed(met: Counter[voting.Answer]) -> int:
    """How many of the cases had somebody who may vote."""
    return sum(count for answer, count in met.items() if answer.startswith("votes"))


def _edges(known: voting.World, member: int) -> list[date]:
    """The days on which something begins or ends for the member or for anybody who might act for it."""
    named = {row.person for row in known.duties if row.member == member}
    dated = [
        *((row.first, row.until) for row in known.duties if row.member == member),
        *((row.first, row.until) for row in known.coverage if row.member == member),
        *((row.first, row.until) for row in known.affiliations if row.person in named),
        *((row.first, row.until) for row in known.class_rights),
    ]
    days = {day for pair in dated for day in pair if day is not None and day >= on.DAY}
    for row in known.memberships:
        if row.member == member:
            days |= {row.first_day, *(day for day, _ in row.events)}
    # Some days on which nothing need happen, for a member of whom little is told.
    return sorted(days | {on.DAY + timedelta(days=9 * number) for number in range(26)})
