"""April and May: officers take up their work, boards are filled, trusts are looked at."""

from datetime import date

from coopnet.accounts.models import User
from coopnet.bodies import actions as bodies
from coopnet.bodies.enums import Office
from coopnet.bodies.models import Seat
from coopnet.bodies.queries import board, holders, national_board, posts
from coopnet.founding.rules import end_of_first_term
from coopnet.kit.access import may
from coopnet.kit.basis import Basis
from coopnet.notices.models import Letter
from coopnet.people.actions import add_person, affiliate, organisation_for
from coopnet.people.enums import Role
from coopnet.people.models import Person
from coopnet.regions.queries import all_regions
from coopnet.register import movement
from coopnet.register.coop_actions import NotPossible, decline_suggestion, take_suggestion
from coopnet.register.enums import CoopForm, Decision, GroupKind
from coopnet.register.models import CoopSuggestion, Establishment
from coopnet.register.rules import FIRST_INVENTED
from coopnet.sign_in.actions import make_account
from coopnet.story import cast, lists
from coopnet.story.engine import Scene

FOUNDING_DAY = date(2026, 4, 14)
FOUNDING = Basis("founding-act", "founding", "Named in the founding act of the network", FOUNDING_DAY)
FORUMS = Basis("minute", "forums-2026-05", "Appointed by the spring forum of the region, minute 4", date(2026, 5, 7))


def account(person: Person) -> User:
    """The account of somebody who has one."""
    assert person.user is not None
    return person.user


def enter(scene: Scene, part: cast.Part, *, with_account: bool = True, by: User) -> Person:
    """Make somebody of the cast known, and remember them."""
    user = make_account(email=part.email, name=part.name, by=by, at=scene.at()) if with_account else None
    person = add_person(name=part.name, email=part.email, user=user, by=by, at=scene.at())
    scene.people[part.key] = person
    return person


def officers_take_up_their_work(scene: Scene) -> None:
    """The co-ordinator enters everybody whom the founding act names."""
    by = account(scene.people[cast.CO_ORDINATOR.key])
    ends = end_of_first_term(FOUNDING_DAY)
    national = [(cast.TREASURER, Office.TREASURER), (cast.ADMINISTRATOR, Office.SYSTEM_ADMINISTRATOR)]
    regional = [(part, Office.AMBASSADOR) for part in cast.AMBASSADORS]
    regional += [(part, Office.REGIONAL_EDITOR) for part in cast.EDITORS]
    before = Letter.objects.count()
    for part, office in national + regional:
        first_half = office is Office.AMBASSADOR and part.region == "west"
        bodies.begin_term(
            person=enter(scene, part, by=by),
            office=office,
            region=part.region or None,
            starts=scene.day,
            ends=date(2026, 9, 1) if first_half else ends,
            basis=FOUNDING,
            by=by,
            at=scene.at(),
        )
    enter(scene, cast.TEACHER, by=by)
    regions = [(region.key, region.name) for region in all_regions(scene.day)]
    scene.says("Ten officers and a teacher without a role have accounts; a letter to each waits to be posted.")
    scene.check("No office stands empty", [p.words for p in posts(regions, scene.day) if not p.holders], [])
    scene.check("Everybody with a new account was written to", Letter.objects.count() - before, 11)
    rowan = account(scene.people["rowan.applegarth"])
    scene.check("An ambassador may look after the school list", bool(may(rowan, "register.change", at=scene.at(12))))
    answer = may(rowan, "terms.change", at=scene.at(12))
    scene.check("but not give roles", answer.allowed, False)
    scene.check("and is told why in a sentence", answer.reason.endswith("."))
    answer = may(account(scene.people[cast.TEACHER.key]), "pages.edit", at=scene.at(12))
    scene.check("A teacher without a role may not write pages", answer.allowed, False)
    scene.check("Nobody gives a role to himself or herself", _own_role_refused(scene, by))


def _own_role_refused(scene: Scene, by: User) -> bool:
    try:
        bodies.begin_term(
            person=scene.people[cast.CO_ORDINATOR.key],
            office=Office.SYSTEM_ADMINISTRATOR,
            starts=scene.day,
            basis=FOUNDING,
            by=by,
            at=scene.at(13),
        )
    except bodies.NotPossible:
        return True
    return False


def boards_are_filled(scene: Scene) -> None:
    """Five seats a region; Central finds four people. Each board sends its first two to the national board."""
    by = account(scene.people[cast.RETURNING_OFFICER.key])
    ends = end_of_first_term(scene.day)
    for key, parts in cast.BOARDS.items():
        seats = Seat.objects.filter(body__kind="regional-board", body__region__key=key).order_by("rank")
        for seat, part in zip(seats, parts, strict=False):
            person = enter(scene, part, with_account=seat.rank == 1, by=by)
            school = Establishment.objects.get(urn=part.school)
            affiliate(
                person=person,
                organisation=organisation_for(establishment=school, by=by, at=scene.at()),
                role=Role.HEAD,
                starts=scene.day,
                by=by,
                at=scene.at(),
            )
            bodies.begin_term(person=person, seat=seat, starts=scene.day, ends=ends, basis=FORUMS, by=by, at=scene.at())
        delegates = parts[:1] if key == "central" else parts[:2]
        national = Seat.objects.filter(body__kind="national-board", region__key=key).order_by("rank")
        for seat, part in zip(national, delegates, strict=False):
            bodies.begin_term(
                person=scene.people[part.key],
                seat=seat,
                starts=scene.day,
                ends=date(scene.day.year + 2, 9, 1) if part is parts[0] else date(scene.day.year + 1, 9, 1),
                basis=FORUMS,
                by=by,
                at=scene.at(),
            )
    filled = {key: sum(seat.holder is not None for seat in board(key, scene.day)) for key in cast.BOARDS}
    scene.says("Nineteen people from invented schools take their seats; one seat in the Central region stays vacant.")
    scene.check("Three boards are full, one has a vacancy", filled, {"north": 5, "central": 4, "west": 5, "laser": 5})
    seats_found = national_board(scene.day)
    scene.check("Seven of the eight national seats are filled", sum(s.holder is not None for s in seats_found), 7)
    scene.check(
        "Each filled seat says by which act and until when",
        [
            s.title
            for key in cast.BOARDS
            for s in board(key, scene.day)
            if s.holder and not (s.holder.until and s.holder.basis.words)
        ],
        [],
    )
    scene.check("A seat is not an office: it opens nothing", _may_nothing(scene))
    scene.check("Ambassadors are not changed by it", len(holders(Office.AMBASSADOR, "central", scene.day)), 1)


def _may_nothing(scene: Scene) -> bool:
    chair = account(scene.people[cast.BOARDS["north"][0].key])
    return not any(may(chair, act, at=scene.at(12)) for act in ("terms.change", "pages.edit", "people.see"))


def trusts_are_recorded(scene: Scene) -> None:
    """The import suggested four invented trusts by their names; people look and record them. Nothing marks itself."""
    by = account(scene.people[cast.CO_ORDINATOR.key])
    waiting = list(CoopSuggestion.objects.filter(decision=Decision.WAITING.value, group__isnull=False).order_by("pk"))
    scene.check("Four trusts are suggested by their names", [s.group.name for s in waiting if s.group], lists.SUGGESTED)
    scene.check("None of their schools counts as co-operative yet", invented_coop(scene.day), 0)
    for suggestion in waiting:
        academies = suggestion.group is not None and suggestion.group.kind != GroupKind.FOUNDATION_TRUST.value
        take_suggestion(
            suggestion=suggestion,
            form=CoopForm.ACADEMY_TRUST if academies else CoopForm.FOUNDATION_TRUST,
            starts=lists.JOINED,
            by=by,
            at=scene.at(),
        )
    scene.says("Four invented trusts are recorded as co-operative, with the reason and the day.")
    scene.check("Nineteen invented schools are co-operative through their trusts", invented_coop(scene.day), 19)
    scene.check("A decision is made once", _second_decision_refused(waiting[0], by, scene))


def invented_coop(on: date) -> int:
    """How many invented schools are open and co-operative on a day."""
    return len(co_operative(on))


def co_operative(on: date) -> set[int]:
    """The numbers of the invented schools that are open and co-operative on a day."""
    found = [one for one in movement.schools() if one.school.urn >= FIRST_INVENTED and one.standing(on) == "yes"]
    return {one.school.urn for one in found if one.school.life.closed is None or on <= one.school.life.closed}


def _second_decision_refused(suggestion: CoopSuggestion, by: User, scene: Scene) -> bool:
    try:
        decline_suggestion(suggestion=suggestion, reason="A second thought", by=by, at=scene.at(12))
    except NotPossible:
        return True
    return False
