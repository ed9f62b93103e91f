"""The rules as dated data: what is kept can be read, what was adopted stands, one answer holds on a day."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from coopnet.kit.actors import System
from coopnet.kit.basis import Basis
from coopnet.rulebook import queries, rules
from coopnet.rulebook.actions import Given, NotPossible, adopt, adopt_defaults
from coopnet.rulebook.enums import Kind, Unit
from coopnet.rulebook.models import Clause, Edition
from coopnet.rulebook.values import Combine, Duration, Majority, Season, Unreadable, read, say
from tests.controls import without_triggers

BY = System("test")
AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
DAY = date(2026, 9, 1)
LATER = date(2027, 1, 22)
BASIS = Basis("minute", "1", "General meeting", DAY)


def change(*clauses: Given, starts: date = LATER, registered_on: date | None = None) -> Edition:
    return adopt(
        title="A change", clauses=clauses, starts=starts, basis=BASIS, registered_on=registered_on, by=BY, at=AT
    )


@pytest.fixture
def defaults(db: None) -> None:
    assert adopt_defaults(since=DAY, basis=BASIS, by=BY, at=AT)


@pytest.mark.usefixtures("defaults")
def test_every_default_is_read_and_said() -> None:
    rows = list(queries.in_force(DAY))
    assert len(rows) > 60
    assert all(row.words and row.question and row.scope_words for row in rows)
    assert adopt_defaults(since=DAY, basis=BASIS, by=BY, at=AT) is None


@pytest.mark.usefixtures("defaults")
def test_a_change_holds_from_its_day_and_the_past_stays() -> None:
    change(Given("general-meeting", "notice", {"count": 21, "unit": "clear-days"}))
    before = queries.duration("general-meeting", "notice", LATER - timedelta(days=1))
    after = queries.duration("general-meeting", "notice", LATER)
    assert (before, after) == (Duration(14, Unit.CLEAR_DAYS), Duration(21, Unit.CLEAR_DAYS))
    assert [row.edition.number for row in queries.history("general-meeting", "notice")] == [2, 1]


@pytest.mark.usefixtures("defaults")
def test_one_bodys_own_rule_stands_before_the_general_one() -> None:
    change(Given("regional-forum:west", "quorum", {"min": 7, "percent": 25, "combine": "max"}))
    assert queries.combine("regional-forum:west", "quorum", LATER) == Combine(7, 25, greater=True)
    assert queries.combine("regional-forum:north", "quorum", LATER) == Combine(5, 20, greater=True)
    change(Given("regional-forum:west", "quorum", None), starts=LATER + timedelta(days=9))
    assert queries.combine("regional-forum:west", "quorum", LATER + timedelta(days=9)).number == 5


@pytest.mark.usefixtures("defaults")
def test_what_the_sources_say_differently_is_data() -> None:
    """One delegate a region or two, individuals or none, another kind of eligibility: no change of code."""
    change(
        Given("membership", "individuals-may-join", True),
        Given("membership", "classes-that-vote", "Full members and people"),
        Given(
            "national-advisory-board",
            "seats",
            [{"title": "Delegates", "number": 1, "each_region": True, "how": "nominated by members"}],
        ),
    )
    assert queries.boolean("membership", "individuals-may-join", LATER)
    assert not queries.boolean("membership", "individuals-may-join", DAY)
    (delegates,) = queries.seats("national-advisory-board", "seats", LATER)
    assert (delegates.number, delegates.how) == (1, "nominated by members")
    assert queries.seats("national-advisory-board", "seats", DAY)[0].number == 2


@pytest.mark.usefixtures("defaults")
@pytest.mark.parametrize(
    ("clauses", "starts", "registered", "says"),
    [
        ([], LATER, None, "at least one"),
        ([Given("general-meeting", "notice", 14)], LATER, None, "count, unit"),
        ([Given("general-meeting", "colour", "red")], LATER, None, "No clause"),
        ([Given("parliament", "notice", {"count": 1, "unit": "days"})], LATER, None, "No rules are kept"),
        ([Given("general-meeting", "counting", "by-lot")], LATER, None, "Choose one of"),
        ([Given("general-meeting", "seconders", 2)], DAY, None, "later day"),
        ([Given("general-meeting", "seconders", 2)] * 2, LATER, None, "twice"),
        ([Given("regional-forum:west", "seconders", None)], LATER, None, "nothing to end"),
        ([Given("general-meeting", "seconders", 2)], LATER, LATER + timedelta(days=1), "registered"),
    ],
)
def test_what_cannot_be_adopted_changes_nothing(
    clauses: list[Given], starts: date, registered: date | None, says: str
) -> None:
    kept = list(Clause.objects.order_by("pk").values())
    with pytest.raises(NotPossible, match=says):
        change(*clauses, starts=starts, registered_on=registered)
    assert list(Clause.objects.order_by("pk").values()) == kept
    assert Edition.objects.count() == 1


@pytest.mark.usefixtures("defaults")
@pytest.mark.parametrize("question", [queries.integer, queries.boolean, queries.season])
def test_asked_as_another_kind_it_is_a_mistake_of_ours(question: Any) -> None:
    with pytest.raises(TypeError):
        question("general-meeting", "notice", DAY)


def test_where_nothing_was_adopted_the_first_rules_hold(db: None) -> None:
    assert queries.duration("regional-forum:west", "notice", DAY) == Duration(14, Unit.CLEAR_DAYS)
    with pytest.raises(queries.NoRule, match="How long before"):
        queries.duration("money", "notice", DAY)


@pytest.mark.usefixtures("defaults")
def test_a_rule_that_was_ended_holds_no_more_and_that_is_said() -> None:
    change(Given("regional-forum", "recall", None))
    with pytest.raises(queries.NoRule, match="recalled"):
        queries.text("regional-forum", "recall", LATER)


@pytest.mark.usefixtures("defaults")
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE rulebook_clause SET value = '3'",
        "UPDATE rulebook_clause SET starts = '2020-01-01'",
        "DELETE FROM rulebook_clause",
        "UPDATE rulebook_edition SET title = 'Another'",
        "DELETE FROM rulebook_edition",
    ],
)
def test_the_database_itself_refuses_to_change_what_was_adopted(sql: str) -> None:
    with pytest.raises(IntegrityError, match="not changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    # The guard is what refuses: with it off, the same statement runs.
    for table in ("rulebook_clause", "rulebook_edition"):
        without_triggers(table)
    with transaction.atomic(), connection.cursor() as cursor:
        if "DELETE FROM rulebook_edition" in sql:
            cursor.execute("DELETE FROM rulebook_clause")
        cursor.execute(sql)
        assert cursor.rowcount > 0


BAD: list[tuple[Kind, Any]] = [
    (Kind.INTEGER, True), (Kind.INTEGER, -1), (Kind.INTEGER, "3"), (Kind.INTEGER, 10**9), (Kind.PERCENT, 101),
    (Kind.COMBINE, {"min": 1, "percent": 2}), (Kind.COMBINE, {"min": 1, "percent": 2, "combine": "sum"}),
    (Kind.DURATION, {"count": 1, "unit": "moons"}), (Kind.DURATION, [1, "days"]), (Kind.MAJORITY, {"percent": 50}),
    (Kind.MAJORITY, {"percent": 50, "reached": "no"}), (Kind.BOOLEAN, 1), (Kind.TEXT, " "), (Kind.TEXT, "x" * 4001),
    (Kind.SEASON, {"first": "02-30", "last": "03-01"}), (Kind.SEASON, {"first": 2, "last": 3}), (Kind.SEATS, {}),
    (Kind.SEATS, [{"title": "A", "number": 0, "how": "b"}]), (Kind.INTEGERS, [1.5]), (Kind.INTEGERS, "14"),
    (Kind.SEASON, {"first": "07-15", "last": "09-10", "why": "holidays"}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "data"), BAD)
def test_what_is_not_of_its_kind_is_refused_with_a_sentence(kind: Kind, data: Any) -> None:
    with pytest.raises(Unreadable, match=r"\.$"):
        read(kind, data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["min", "percent", "combine", "count", "unit", "first", "reached"]), inner, max_size=4
        )
    ),
    max_leaves=6,
)


@given(st.sampled_from(list(Kind)), JSON)
def test_anything_is_read_or_refused_and_what_is_read_can_be_said(kind: Kind, data: Any) -> None:
    refusal = ""
    try:
        said = say(read(kind, data), kind)
    except Unreadable as error:
        said, refusal = "", str(error)
    assert said or refusal.endswith(".")


@given(st.integers(0, 50), st.integers(0, 100), st.integers(0, 500))
def test_a_share_never_asks_for_less_than_it_says(number: int, percent: int, entitled: int) -> None:
    most = Combine(number, percent, greater=True).of(entitled)
    assert most >= number
    assert most * 100 >= percent * entitled
    assert Combine(number, percent, greater=False).of(entitled) <= most


@pytest.mark.parametrize(
    ("votes_for", "cast", "entitled", "ordinary", "special", "by_web"),
    [
        (50, 100, 200, False, False, False),
        (51, 100, 200, True, False, False),
        (75, 100, 200, True, True, False),
        (77, 102, 200, True, True, True),
        (76, 102, 200, True, False, False),
        (0, 0, 200, False, False, False),
        (1, 1, 1, True, True, True),
    ],
)
def test_majorities(votes_for: int, cast: int, entitled: int, ordinary: bool, special: bool, by_web: bool) -> None:
    given = {"votes_for": votes_for, "cast": cast, "entitled": entitled}
    assert Majority(50, reached=False, of_all=False, turnout=0).carried(**given) is ordinary
    assert Majority(75, reached=True, of_all=False, turnout=0).carried(**given) is special
    assert Majority(75, reached=True, of_all=False, turnout=51).carried(**given) is by_web


def test_a_season_may_run_over_new_year() -> None:
    summer, winter = Season((7, 15), (9, 10)), Season((12, 20), (1, 5))
    assert [summer.holds(date(2026, *day)) for day in ((7, 14), (7, 15), (9, 10), (9, 11))] == [
        False,
        True,
        True,
        False,
    ]
    assert [winter.holds(date(2026, *day)) for day in ((12, 19), (12, 20), (1, 5), (1, 6))] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("duration", "after"),
    [
        (Duration(14, Unit.CLEAR_DAYS), date(2026, 9, 16)),
        (Duration(14, Unit.DAYS), date(2026, 9, 15)),
        (Duration(5, Unit.WORKING_DAYS), date(2026, 9, 8)),
        (Duration(3, Unit.MONTHS), date(2026, 12, 1)),
        (Duration(2, Unit.YEARS), date(2028, 9, 1)),
    ],
)
def test_durations_are_counted_in_their_unit(duration: Duration, after: date) -> None:
    assert duration.after(DAY) == after


def test_school_days_need_a_calendar_of_terms() -> None:
    with pytest.raises(ValueError, match="calendar"):
        Duration(5, Unit.SCHOOL_DAYS).after(DAY)


def test_every_key_asks_a_question() -> None:
    assert all(key.question.endswith("?") for key in rules.KEYS.values())
