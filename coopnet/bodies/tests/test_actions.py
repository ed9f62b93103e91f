"""Beginning, ending and handing over; what the database refuses by itself; what follows for access."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import IntegrityError, connection, transaction

from coopnet.accounts.models import User
from coopnet.audit.models import Entry
from coopnet.bodies import actions, checks, queries
from coopnet.bodies.enums import BodyKind, BodyState, Ending, Office
from coopnet.bodies.models import Body, Seat, Term
from coopnet.bodies.rules import ACTS
from coopnet.kit.access import may
from coopnet.kit.basis import Basis
from coopnet.people.models import Person
from tests.roles import BEGAN_AT, BY, FOUNDING, cast, give, nobody, regions

pytestmark = pytest.mark.django_db

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
DAY = date(2026, 9, 1)
MINUTE = Basis("minute", "7", "Minute 7 of the forum", DAY)


def begin(person: Person, office: Office, region: str = "", starts: date = DAY, ends: date | None = None) -> Term:
    return actions.begin_term(
        person=person, office=office, region=region or None, starts=starts, ends=ends, basis=MINUTE, by=BY, at=AT
    )


def board_seat(region: str = "west") -> Seat:
    regions()
    body = actions.make_body(
        kind=BodyKind.REGIONAL_BOARD, slug=f"board-{region}", name="Regional board", region=region, by=BY, at=AT
    )
    return actions.add_seat(body=body, title="Primary schools", since=date(2024, 9, 1), by=BY, at=AT)


def test_a_founding_act_begins_the_first_terms_and_access_follows() -> None:
    holder = give(Office.CO_ORDINATOR)
    answer = may(holder.user, "people.see", at=AT)
    assert answer
    assert answer.reason == "You are national co-ordinator."
    assert answer.basis == FOUNDING
    assert not may(holder.user, "people.see", at=datetime(2019, 1, 1, tzinfo=UTC))


def test_a_term_ends_by_itself_at_london_midnight() -> None:
    holder = give(Office.AMBASSADOR, "west", ends=date(2026, 9, 1))
    last = datetime(2026, 8, 31, 22, 59, tzinfo=UTC)  # 23.59 in London
    assert may(holder.user, "people.see", at=last)
    assert not may(holder.user, "people.see", at=datetime(2026, 8, 31, 23, tzinfo=UTC))


def test_ended_today_is_over_at_once_and_the_reason_says_since_when() -> None:
    holder = give(Office.AMBASSADOR, "west")
    assert holder.term is not None
    actions.end_term(term=holder.term, on=DAY, reason="Moved away", by=BY, at=AT)
    answer = may(holder.user, "people.see", at=AT)
    assert not answer
    assert answer.reason == "Your time as ambassador of the Western region ended on 31 August 2026."
    assert Entry.objects.filter(what="terms.ended", subject=f"term:{holder.term.pk}").exists()


def test_an_account_that_was_switched_off_may_nothing() -> None:
    holder = give(Office.CO_ORDINATOR)
    User.objects.filter(pk=holder.user.pk).update(is_active=False)
    assert not may(User.objects.get(pk=holder.user.pk), "people.see", at=AT)


def test_one_ambassador_a_region_at_a_time() -> None:
    give(Office.AMBASSADOR, "west")
    with pytest.raises(actions.NotPossible, match="is ambassador of the Western region from 1 September 2020"):
        begin(nobody().person, Office.AMBASSADOR, "west")
    begin(nobody("Other Region").person, Office.AMBASSADOR, "north")


def test_several_editors_side_by_side_but_nobody_twice() -> None:
    regions()
    one, two = nobody("Ed One").person, nobody("Ed Two").person
    begin(one, Office.REGIONAL_EDITOR, "west")
    begin(two, Office.REGIONAL_EDITOR, "west")
    with pytest.raises(actions.NotPossible):
        begin(one, Office.REGIONAL_EDITOR, "west", starts=date(2027, 1, 1))


@pytest.mark.parametrize(
    "office, region, words",
    [
        (Office.AMBASSADOR, "", "Choose the region"),
        (Office.TREASURER, "west", "whole network"),
    ],
)
def test_an_office_is_held_where_it_belongs(office: Office, region: str, words: str) -> None:
    regions()
    with pytest.raises(actions.NotPossible, match=words):
        begin(nobody().person, office, region)


def test_a_term_without_office_or_days_or_act_is_refused() -> None:
    person = nobody().person
    with pytest.raises(actions.NotPossible, match="one office or one seat"):
        actions.begin_term(person=person, starts=DAY, basis=MINUTE, by=BY, at=AT)
    with pytest.raises(actions.NotPossible, match="last day"):
        begin(person, Office.TREASURER, ends=DAY)
    with pytest.raises(actions.NotPossible, match="which act"):
        actions.begin_term(
            person=person, office=Office.TREASURER, starts=DAY, basis=Basis("minute", "", "", DAY), by=BY, at=AT
        )


def test_nobody_gives_a_role_to_himself_but_anybody_may_lay_one_down() -> None:
    holder = give(Office.CO_ORDINATOR)
    assert holder.term is not None
    with pytest.raises(actions.NotPossible, match="Nobody gives a role"):
        actions.begin_term(
            person=holder.person, office=Office.TREASURER, starts=DAY, basis=MINUTE, by=holder.user, at=AT
        )
    actions.end_term(term=holder.term, on=DAY, by=holder.user, at=AT)


def test_handing_over_leaves_no_gap_and_no_double() -> None:
    holder = give(Office.AMBASSADOR, "west")
    assert holder.term is not None
    follower = nobody("Fola Follower")
    actions.hand_over(term=holder.term, to=follower.person, on=DAY, basis=MINUTE, by=BY, at=AT)
    for day, name in ((date(2026, 8, 31), holder.person.name), (DAY, "Fola Follower")):
        assert [h.name for h in queries.holders(Office.AMBASSADOR, "west", day)] == [name]


def test_a_hand_over_that_cannot_begin_ends_nothing() -> None:
    holder = give(Office.AMBASSADOR, "west")
    assert holder.term is not None
    with pytest.raises(actions.NotPossible):
        actions.hand_over(term=holder.term, to=nobody().person, on=DAY, ends=DAY, basis=MINUTE, by=BY, at=AT)
    holder.term.refresh_from_db()
    assert holder.term.ends is None


def test_a_term_entered_by_mistake_takes_no_place() -> None:
    regions()
    wrong = begin(nobody().person, Office.AMBASSADOR, "west")
    actions.end_term(term=wrong, on=DAY, ending=Ending.CORRECTED, by=BY, at=AT)
    begin(nobody("Right One").person, Office.AMBASSADOR, "west", starts=date(2026, 8, 1))
    assert [h.name for h in queries.holders(Office.AMBASSADOR, "west", DAY)] == ["Right One"]


def test_ending_needs_a_word_for_why() -> None:
    holder = give(Office.TREASURER)
    assert holder.term is not None
    with pytest.raises(actions.NotPossible, match="why"):
        actions.end_term(term=holder.term, on=DAY, ending=Ending.RAN_OUT, by=BY, at=AT)


# What the database refuses, past every action of ours.


def insert(**fields: object) -> None:
    base: dict[str, object] = {
        "person": Person.objects.order_by("pk")[0],
        "office": "",
        "starts": DAY,
        "basis_kind": "minute",
        "basis_words": "Minute",
        "basis_day": DAY,
        "begun_at": AT,
    }
    with transaction.atomic():
        Term.objects.create(**{**base, **fields})


@pytest.mark.parametrize(
    "broken",
    [
        {},  # neither office nor seat
        {"office": "emperor"},
        {"office": "ambassador"},  # without its region
        {"office": "treasurer", "region_id": "west"},
        {"office": "treasurer", "ends": date(2026, 8, 31)},
        {"office": "treasurer", "basis_words": ""},
        {"office": "treasurer", "basis_kind": ""},
        {"office": "treasurer", "ending": "resigned"},  # without a day
    ],
)
def test_each_constraint_of_a_term_holds_against_the_model_itself(broken: dict[str, object]) -> None:
    regions()
    nobody()
    with pytest.raises(IntegrityError):
        insert(**broken)


@pytest.mark.parametrize(
    "starts, ends, refused",
    [
        (date(2026, 1, 1), None, True),
        (date(2026, 1, 1), date(2026, 9, 1), False),  # up to the day it begins
        (date(2026, 1, 1), date(2026, 9, 2), True),
        (date(2026, 12, 31), date(2027, 1, 1), True),
        (date(2027, 1, 1), None, False),  # from the day it ended
        (date(2026, 10, 1), date(2026, 10, 1), False),  # never was
    ],
)
def test_the_database_keeps_an_office_for_one_at_a_time(starts: date, ends: date | None, refused: bool) -> None:
    regions()
    begin(nobody().person, Office.AMBASSADOR, "west", ends=date(2027, 1, 1))
    other = nobody("Second Person").person
    row = {"person": other, "office": "ambassador", "region_id": "west", "starts": starts, "ends": ends}
    if refused:
        with pytest.raises(IntegrityError, match="bodies_term_overlap"):
            insert(**row)
    else:
        insert(**row)


def test_the_database_keeps_a_seat_for_one_and_an_editor_from_being_doubled() -> None:
    seat = board_seat()
    insert(person=nobody().person, seat=seat)
    with pytest.raises(IntegrityError, match="bodies_term_overlap"):
        insert(person=nobody("Second Person").person, seat=seat)
    insert(office="regional-editor", region_id="west")
    insert(office="regional-editor", region_id="west", person=Person.objects.order_by("-pk")[0])
    with pytest.raises(IntegrityError, match="bodies_term_overlap"):
        insert(office="regional-editor", region_id="west")


def test_raw_sql_cannot_stretch_a_term_over_another() -> None:
    regions()
    first = begin(nobody().person, Office.AMBASSADOR, "west", ends=date(2027, 1, 1))
    begin(nobody("Second Person").person, Office.AMBASSADOR, "west", starts=date(2027, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE bodies_term SET ends = NULL WHERE id = %s", [first.pk])


@pytest.mark.parametrize(
    "broken",
    [
        {"kind": "tribe"},
        {"state": "asleep"},
        {"kind": "regional-board"},
    ],
)
def test_each_constraint_of_a_body_holds_against_the_model_itself(broken: dict[str, str]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Body.objects.create(**{"kind": "society", "slug": "x", "name": "X", **broken})


def test_a_region_has_one_board_until_it_is_dissolved_and_a_rank_one_seat() -> None:
    seat = board_seat()
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(body=seat.body, title="Other", rank=seat.rank, since=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Body.objects.create(kind="regional-board", slug="b2", name="B2", region_id="west")
    Body.objects.update(state=BodyState.DISSOLVED.value)
    Body.objects.create(kind="regional-board", slug="b2", name="B2", region_id="west")


# What is asked.


def test_a_board_shows_holders_and_since_when_a_seat_is_vacant() -> None:
    seat = board_seat()
    actions.add_seat(body=seat.body, title="Secondary schools", since=date(2025, 1, 1), by=BY, at=AT)
    person = nobody("Sita Seatholder").person
    actions.begin_term(
        person=person, seat=seat, starts=date(2025, 9, 1), ends=date(2026, 9, 1), basis=MINUTE, by=BY, at=AT
    )
    first, second = queries.board("west", date(2026, 8, 31))
    assert first.holder is not None
    assert (first.holder.name, first.holder.until) == ("Sita Seatholder", date(2026, 8, 31))
    assert second.vacant_since == date(2025, 1, 1)
    first, _ = queries.board("west", DAY)
    assert first.holder is None
    assert first.vacant_since == DAY
    assert len(queries.board("west", date(2024, 10, 1))) == 1
    assert queries.board("north", DAY) == []
    assert queries.national_board(DAY) == []


def test_the_posts_of_the_network_with_their_vacancies() -> None:
    found = regions()
    holder = give(Office.AMBASSADOR, "west", ends=date(2026, 8, 1))
    views = queries.posts([(r.key, r.name) for r in found.values()], DAY)
    assert len(views) == 4 + 2 * 4
    west = next(v for v in views if v.office is Office.AMBASSADOR and v.region_key == "west")
    assert not west.holders
    assert west.vacant_since == date(2026, 8, 1)
    assert holder.person.name in [h.name for h in queries.ending_between(date(2026, 7, 1), date(2026, 8, 2))]


def test_everybody_may_what_the_table_says_and_nothing_else() -> None:
    people = cast()
    assert not any(may(people["nobody"].user, act, at=AT) for act in ACTS)
    assert queries.reach(people["co-ordinator"].user, "people.see", DAY) is None
    assert queries.reach(people["ambassador-west"].user, "people.see", DAY) == frozenset({"west"})
    assert queries.reach(people["treasurer"].user, "people.see", DAY) == frozenset()
    names = {h.name for h in queries.others_who_may("people.change", "west", DAY)}
    assert names == {people["co-ordinator"].person.name, people["ambassador-west"].person.name}


def test_verify_names_what_raw_sql_broke() -> None:
    regions()
    first = begin(nobody().person, Office.AMBASSADOR, "west")
    assert not [*checks.held_twice(AT), *checks.without_ground(AT), *checks.rights_by_hand(AT)]
    second = begin(nobody("Second Person").person, Office.AMBASSADOR, "north")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER bodies_term_overlap_update")
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE bodies_term DISABLE TRIGGER bodies_term_overlap")
            cursor.execute("ALTER TABLE bodies_term DROP CONSTRAINT bodies_term_rests_on_an_act")
        cursor.execute("UPDATE bodies_term SET region_id = 'west', basis_words = '' WHERE id = %s", [second.pk])
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
    assert [b.where for b in checks.held_twice(AT)] == [f"term {second.pk}"]
    assert [b.where for b in checks.without_ground(AT)] == [f"term {second.pk}"]
    assert first.pk != second.pk


def test_verify_names_an_account_with_rights_by_hand() -> None:
    user = nobody().user
    user.groups.add(Group.objects.create(name="By hand"))
    user.user_permissions.add(Permission.objects.order_by("pk")[0])
    assert len(list(checks.rights_by_hand(AT))) == 2


def test_days_of_the_fixtures_lie_before_the_tests() -> None:
    assert AT > BEGAN_AT
