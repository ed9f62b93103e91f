"""The ninety days begin and end by themselves; contact, buddy, steps, letters, and the last question."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from coopnet.accounts.models import User
from coopnet.audit.models import Detail, Entry
from coopnet.bodies.actions import end_term
from coopnet.casework.actions import log_contact
from coopnet.kit.basis import Basis
from coopnet.membership.acting.actions import answer as chair_answers
from coopnet.membership.acting.actions import ask_chair
from coopnet.membership.actions import begin, move
from coopnet.membership.enums import Duty, State
from coopnet.membership.models import MembershipClass
from coopnet.membership.refusals import NotPossible
from coopnet.membership.tests import ground as membership
from coopnet.membership.tests.ground import BY
from coopnet.notices.models import Letter
from coopnet.welcome import actions, completing, queries, tasks
from coopnet.welcome.enums import Beside
from coopnet.welcome.models import Buddy, Step, Tick, Went
from coopnet.welcome.suggesting import suggestions
from coopnet.welcome.tests import ground
from coopnet.welcome.tests.ground import World, at, on, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return ground.world()


def new(world: World, day: int) -> queries.New:
    found = queries.of(world.new.member, on(day))
    assert found is not None
    return found


def letters(what: str = "") -> list[str]:
    rows = Letter.objects.filter(key__startswith="welcome:").order_by("pk")
    return [letter.key.split(":", 2)[2] for letter in rows if what in letter.key]


def test_a_membership_begins_and_so_do_its_ninety_days_without_anybody_doing_anything(world: World) -> None:
    assert [one.member for one in queries.new(on(1))] == [world.new.member]
    first, last = new(world, 1), new(world, 90)
    assert (first.day, first.until, first.runs) == (1, date(2026, 8, 29), True)
    assert (last.day, last.runs, last.asks) == (90, True, True)
    assert not new(world, 91).runs
    assert queries.of(world.new.member, on(121)) is None
    assert queries.of(world.new.member, on(0)) is None


def test_what_an_old_list_told_is_no_beginning_and_an_end_ends_the_first_days_too(world: World) -> None:
    school = membership.school()
    begin(
        organisation=membership.organisation(school), membership_class=MembershipClass.objects.get(slug="full"),
        starts=on(1), schools=[school], basis=membership.BOARD, state=State.CURRENT, certain=False, by=BY, at=at(1),
    )  # fmt: skip
    assert [one.member for one in queries.new(on(2))] == [world.new.member]
    move(period=world.new.period, to=State.RESIGNED, day=on(20), by=BY, at=at(20))
    assert queries.new(on(20)) == []
    tasks.write(at(40))
    assert letters() == []


def test_whoever_comes_back_is_new_again(world: World) -> None:
    move(period=world.new.period, to=State.RESIGNED, day=on(20), by=BY, at=at(20))
    again = membership.joined(world.new.school, starts=on(200))
    found = queries.of(world.new.member, on(201))
    assert found is not None
    assert (found.period, found.day) == (again, 2)


def test_the_contact_is_the_ambassador_until_another_is_chosen_and_again_when_that_one_leaves(world: World) -> None:
    contact = new(world, 5).contact
    assert contact is not None
    assert (contact.person, contact.chosen) == (world.ambassador.person, False)
    actions.choose_contact(member=world.new.member, person=world.co_ordinator.person, by=BY, at=at(5))
    contact = new(world, 5).contact
    assert contact is not None
    assert (contact.person, contact.chosen) == (world.co_ordinator.person, True)
    assert letters() == [f"contact:{world.co_ordinator.person.pk}"]
    assert world.co_ordinator.term is not None
    end_term(term=world.co_ordinator.term, on=on(10), by=BY, at=at(9))
    contact = new(world, 10).contact
    assert contact is not None
    assert (contact.person, contact.chosen) == (world.ambassador.person, False)
    assert world.ambassador.term is not None
    end_term(term=world.ambassador.term, on=on(10), by=BY, at=at(9))
    assert new(world, 10).contact is None


def test_nobody_without_a_post_is_a_contact_and_a_choice_can_be_undone(world: World) -> None:
    with pytest.raises(NotPossible, match="holds no post"):
        actions.choose_contact(member=world.new.member, person=world.old.lead, by=BY, at=at(5))
    actions.choose_contact(member=world.new.member, person=world.co_ordinator.person, by=BY, at=at(5))
    actions.choose_contact(member=world.new.member, person=None, by=BY, at=at(6))
    contact = new(world, 6).contact
    assert contact is not None
    assert not contact.chosen
    with pytest.raises(NotPossible, match="are over"):
        actions.choose_contact(member=world.new.member, person=None, by=BY, at=at(91))


def done(world: World, day: int) -> set[str]:
    return {view.step.slug for view in new(world, day).steps if view.done}


def test_the_system_ticks_what_it_sees_and_keeps_none_of_it(world: World) -> None:
    assert done(world, 3) == set()
    member = world.new.member
    question = ask_chair(
        member=member, person=world.new.lead, duty=Duty.VOTES, chair_name="C", chair_email="c@example.org", by=BY,
        at=at(3),
    )  # fmt: skip
    assert done(world, 3) == {"voter"}
    chair_answers(question=question, yes=True, by=BY, at=at(4))
    assert done(world, 4) == {"voter", "chair"}

    def noted(by: User, day: int) -> None:
        log_contact(
            key=uuid4(), establishment=world.new.school, on=on(day), with_whom="", words="We spoke.", next_on=None,
            by=by, at=at(day),
        )  # fmt: skip

    noted(world.co_ordinator.user, 5)
    assert "contact" not in done(world, 5), "somebody else rang"
    noted(world.ambassador.user, 6)
    assert done(world, 6) == {"voter", "chair", "contact"}
    assert not Tick.objects.exists()
    assert world.ambassador.term is not None
    end_term(term=world.ambassador.term, on=on(20), by=BY, at=at(20))
    assert "contact" in done(world, 30), "what was done stays done when the post passes on"
    for slug in ("voter", "pay", "contact"):
        with pytest.raises(NotPossible, match="records"):
            actions.tick(member=member, step=step(slug), done=True, by=BY, at=at(7))


def test_a_first_payment_ticks_itself(world: World) -> None:
    late = ground.joined(state=State.AWAITING, east=None)
    found = queries.of(late.member, on(3))
    assert found is not None
    assert not next(view for view in found.steps if view.step.slug == "pay").done
    move(period=late.period, to=State.CURRENT, day=on(4), by=BY, at=at(4))
    found = queries.of(late.member, on(5))
    assert found is not None
    pay = next(view for view in found.steps if view.step.slug == "pay")
    assert not pay.done, "nothing was billed, so nothing is paid"


def test_a_step_is_ticked_by_hand_and_open_again(world: World) -> None:
    for says in (True, True):
        actions.tick(member=world.new.member, step=step("tell"), done=says, by=BY, at=at(4))
    assert done(world, 4) == {"tell"}
    assert Entry.objects.filter(what="welcome.ticked").count() == 1
    actions.tick(member=world.new.member, step=step("tell"), done=False, by=BY, at=at(5))
    assert done(world, 5) == set()


def test_the_steps_are_data_and_a_change_holds_for_those_who_join_later(world: World) -> None:
    actions.end_step(step=step("forum"), by=BY, at=at(3))
    actions.add_step(words="Visit another school", by_day=60, address="/find/", by=BY, at=at(3))
    assert {view.step.slug for view in new(world, 4).steps} >= {"forum"}
    later = ground.joined(starts=on(10))
    found = queries.of(later.member, on(11))
    assert found is not None
    slugs = {view.step.slug for view in found.steps}
    assert "visit-another-school" in slugs
    assert "forum" not in slugs
    with pytest.raises(NotPossible, match="already"):
        actions.add_step(words="Visit another school", by_day=60, address="", by=BY, at=at(4))
    with pytest.raises(NotPossible):
        actions.end_step(step=step("forum"), by=BY, at=at(5))
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.filter(slug="forum").update(words="Something else")


def test_an_older_network_gets_the_steps_once() -> None:
    membership.ground()
    assert completing.complete(at(1)) != ""
    assert completing.complete(at(1)) == ""


def test_three_letters_each_once_and_none_in_between(world: World) -> None:
    for day in range(1, 125):
        for _ in range(2):
            tasks.write(at(day))
    assert letters() == ["1", "6", "12"]
    days = [letter.made_at.date() for letter in Letter.objects.filter(key__startswith="welcome:").order_by("pk")]
    assert days == [on(3), on(38), on(80)]
    first, _six, last = Letter.objects.filter(key__startswith="welcome:").order_by("pk")
    assert first.to == world.new.lead.email
    assert world.ambassador.person.name in first.text
    assert "Meet your named contact" in first.text
    assert "how-it-went" in last.text


def test_no_letter_to_whoever_wants_none_or_is_paused_and_no_flood_after_a_pause(world: World) -> None:
    actions.be_quiet(member=world.new.member, quiet=True, by=BY, at=at(2))
    tasks.write(at(10))
    assert letters() == []
    assert not actions.write(period=world.new.period, week=1, by=BY, at=at(10))
    actions.be_quiet(member=world.new.member, quiet=False, by=BY, at=at(60))
    decided = Basis("decision", "d", "The board", on(61))
    move(period=world.new.period, to=State.SUSPENDED, day=on(61), basis=decided, by=BY, at=at(61))
    tasks.write(at(62))
    assert letters() == []
    move(period=world.new.period, to=State.CURRENT, day=on(63), by=BY, at=at(63))
    tasks.write(at(64))
    assert letters() == ["6"], "the letter of week 1 is not sent any more"


def test_a_school_near_and_alike_is_suggested_and_nobody_who_is_new_alone_or_asked(world: World) -> None:
    alone = membership.joined(membership.school(), starts=date(2020, 9, 1))
    ground.joined(starts=on(1))
    far = ground.joined(starts=date(2020, 9, 1), phase="Secondary", east=1609)
    found = suggestions(new(world, 5), on(5))
    assert [one.member for one in found] == [world.old.member, far.member]
    assert alone.member not in [one.member for one in found]
    assert (found[0].alike.same_phase, found[0].alike.miles) == (True, 2)
    buddy = actions.suggest(member=world.new.member, buddy=world.old.member, by=BY, at=at(5))
    actions.answer(buddy=buddy, member=world.new.member, yes=False, by=BY, at=at(6))
    assert [one.member for one in suggestions(new(world, 7), on(7))] == [far.member]


def test_both_say_yes_before_either_learns_whom_to_write_to(world: World) -> None:
    fresh, old = world.new, world.old
    buddy = actions.suggest(member=fresh.member, buddy=old.member, by=BY, at=at(5))
    assert queries.walks_beside(old.member, on(5)) == [], "the other hears nothing yet"
    with pytest.raises(NotPossible):
        actions.answer(buddy=buddy, member=old.member, yes=True, by=BY, at=at(5))
    actions.answer(buddy=buddy, member=fresh.member, yes=True, by=BY, at=at(6))
    assert queries.walks_beside(old.member, on(6)) == [buddy]
    told = " ".join(Letter.objects.filter(key__contains=":buddy:").values_list("text", flat=True))
    assert fresh.lead.email not in told
    assert old.lead.email not in told
    actions.answer(buddy=buddy, member=old.member, yes=True, by=BY, at=at(7))
    assert [key.rpartition(":")[2] for key in letters("buddy")] == ["new", "other", "both-new", "both-other"]
    assert old.lead.email in Letter.objects.get(key__endswith="both-new").text
    assert fresh.lead.email in Letter.objects.get(key__endswith="both-other").text
    with pytest.raises(NotPossible, match="already"):
        actions.suggest(member=fresh.member, buddy=ground.joined(starts=date(2020, 9, 1)).member, by=BY, at=at(8))
    actions.part(buddy=buddy, by=BY, at=at(9))
    assert new(world, 9).buddy is None
    with pytest.raises(NotPossible):
        actions.part(buddy=buddy, by=BY, at=at(9))


def test_the_database_refuses_a_yes_of_one_alone(world: World) -> None:
    buddy = actions.suggest(member=world.new.member, buddy=world.old.member, by=BY, at=at(5))
    with pytest.raises(IntegrityError), transaction.atomic():
        Buddy.objects.filter(pk=buddy.pk).update(state=Beside.AGREED.value, new_yes_at=at(5))
    with pytest.raises(IntegrityError), transaction.atomic():
        Buddy.objects.filter(pk=buddy.pk).update(member=world.new.member)


def test_how_it_went_is_said_once_kept_half_a_year_and_in_no_record(world: World) -> None:
    member, user = world.new.member, world.new.user
    assert isinstance(user, User)
    for day in (10, 121):
        with pytest.raises(NotPossible):
            actions.say(member=member, text="Well.", by=user, at=at(day))
    went = actions.say(member=member, text="Canaries sang.", by=user, at=at(95))
    with pytest.raises(NotPossible, match="already"):
        actions.say(member=member, text="Again.", by=user, at=at(96))
    assert not new(world, 96).asks
    assert not Detail.objects.filter(words__contains="Canaries").exists()
    assert not Letter.objects.filter(text__contains="Canaries").exists()
    tasks.forget(went.said_at + timedelta(days=182))
    assert Went.objects.exists()
    tasks.forget(went.said_at + timedelta(days=183))
    assert not Went.objects.exists()


def test_as_many_questions_to_the_database_for_two_as_for_ten(
    world: World,
) -> None:
    ground.joined()
    with CaptureQueriesContext(connection) as two:
        assert len(queries.new(on(5))) == 2
    for _ in range(8):
        ground.joined()
    with CaptureQueriesContext(connection) as ten:
        assert len(queries.new(on(5))) == 10
    assert len(ten) <= len(two) + 9, "one more for each contact's absence, and none else"
