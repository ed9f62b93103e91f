"""Prices: every penny has its reason, bands have no gap, and what is in force is not changed."""

from copy import deepcopy
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from coopnet.bodies.enums import Office
from coopnet.kit.basis import Basis
from coopnet.membership.tests import ground as on
from coopnet.register.models import Establishment
from coopnet.subscriptions import queries
from coopnet.subscriptions.actions import NotPossible, put_in_force
from coopnet.subscriptions.forms import bands_of, text_of
from coopnet.subscriptions.models import PriceScheme
from coopnet.subscriptions.prices import MOST_PENCE, Covered, Unreadable, months_left, pounds, quote, read
from tests.controls import without_triggers
from tests.roles import give

DATA: dict[str, Any] = {
    "bands": {
        "full": [[100, 7500], [250, 12500], [500, 20000], [1000, 30000], [None, 40000]],
        "associate": [[None, 5000]],
    },
    "trust": {"schools": 5, "percent_off": 10, "most": None},
    "by_month": True,
    "vat": {"code": "exempt", "words": "No VAT is charged on it."},
}
SCHEME = read(DATA)


@pytest.mark.parametrize(
    ("pupils", "pence"),
    [(0, 7500), (100, 7500), (101, 12500), (250, 12500), (251, 20000), (1000, 30000), (1001, 40000), (None, 7500)],
)
def test_a_school_pays_by_its_pupils(pupils: int | None, pence: int) -> None:
    found = quote(SCHEME, "full", [Covered("One", pupils)], trust=False)
    assert (found.total, found.whole_year) == (pence, pence)


def test_a_number_that_is_not_known_is_said_to_be() -> None:
    (line,) = quote(SCHEME, "full", [Covered("One", None)], trust=False).lines
    assert "tells no number" in line.why
    (line,) = quote(SCHEME, "associate", [Covered("One", None)], trust=False).lines
    assert line.why == "one price for all"


def test_a_trust_of_five_pays_a_tenth_less_and_one_of_four_does_not() -> None:
    five = quote(SCHEME, "full", [Covered(str(n), 200) for n in range(5)], trust=True)
    assert (five.total, five.lines[-1].pence) == (56250, -6250)
    assert quote(SCHEME, "full", [Covered(str(n), 200) for n in range(4)], trust=True).total == 50000


def test_there_is_a_most_and_a_part_of_a_year() -> None:
    capped = read(DATA | {"trust": {"schools": 2, "percent_off": 0, "most": 20000}})
    found = quote(capped, "full", [Covered(str(n), 200) for n in range(3)], trust=True, months=5)
    assert (found.whole_year, found.total) == (20000, 8333)
    assert sum(line.pence for line in found.lines) == found.total


SCHOOLS = st.lists(st.integers(0, 3000) | st.none(), min_size=1, max_size=30)


@given(SCHOOLS, st.booleans(), st.integers(0, 12), st.sampled_from(["full", "associate"]))
def test_the_lines_add_up_and_nobody_pays_more_than_a_year(
    pupils: list[int | None], trust: bool, months: int, kind: str
) -> None:
    found = quote(SCHEME, kind, [Covered("S", n) for n in pupils], trust=trust, months=months)
    assert sum(line.pence for line in found.lines) == found.total
    assert 0 <= found.total <= found.whole_year
    assert all(line.words and line.why for line in found.lines)


@given(st.integers(0, 3000), st.integers(1, 500))
def test_more_pupils_never_cost_less(pupils: int, more: int) -> None:
    one, two = (quote(SCHEME, "full", [Covered("S", n)], trust=False).total for n in (pupils, pupils + more))
    assert one <= two


@pytest.mark.parametrize(
    ("starts", "months"),
    [
        (date(2026, 4, 1), 12),
        (date(2026, 4, 30), 12),
        (date(2026, 5, 1), 11),
        (date(2026, 12, 31), 4),
        (date(2027, 3, 31), 1),
        (date(2026, 3, 1), 12),
        (date(2027, 4, 1), 0),
    ],
)
def test_months_that_are_left(starts: date, months: int) -> None:
    assert months_left(starts, date(2026, 4, 1), date(2027, 4, 1)) == months


@pytest.mark.parametrize(
    ("pence", "words"), [(0, "£0"), (7500, "£75"), (6250, "£62.50"), (-105, "−£1.05"), (123456, "£1,234.56")]
)
def test_pounds(pence: int, words: str) -> None:
    assert pounds(pence) == words


def spoiled(*path: Any, value: Any) -> Any:
    data: Any = deepcopy(DATA)
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return data


@pytest.mark.parametrize(
    "data",
    [
        [],
        {},
        spoiled("bands", value={}),
        spoiled("bands", "full", value=[]),
        spoiled("bands", "full", value=[[100, 1], [50, 2], [None, 3]]),
        spoiled("bands", "full", value=[[100, 1]]),
        spoiled("bands", "full", value=[[None, 1], [None, 2]]),
        spoiled("bands", "full", value=[[None, -1]]),
        spoiled("bands", "full", value=[[None, 1.5]]),
        spoiled("bands", "full", value=[[None, True]]),
        spoiled("bands", "full", value=["free"]),
        spoiled("trust", value={"schools": 5}),
        spoiled("trust", "percent_off", value=101),
        spoiled("by_month", value="yes"),
        spoiled("vat", value={"code": 1, "words": ""}),
    ],
)
def test_what_is_no_scheme_is_refused_with_a_sentence(data: Any) -> None:
    with pytest.raises(Unreadable, match=r"\.$"):
        read(data)


@pytest.fixture
def prices(db: None) -> PriceScheme:
    on.ground()
    return put_in_force(title="Prices of 2026", data=DATA, starts=on.DAY, basis=on.BOARD, by=on.BY, at=on.AT)


def again(**given: Any) -> PriceScheme:
    filled: dict[str, Any] = {
        "title": "Dearer", "data": DATA, "starts": on.DAY + timedelta(days=300), "basis": on.BOARD, "by": on.BY,
        "at": on.AT,
    }  # fmt: skip
    return put_in_force(**filled | given)


def test_a_new_scheme_follows_the_old_one_on_its_day(prices: PriceScheme) -> None:
    new = again()
    assert queries.scheme_on(new.starts - timedelta(days=1)) == prices
    assert queries.scheme_on(new.starts) == new
    assert queries.scheme_on(on.DAY - timedelta(days=1)) is None


@pytest.mark.usefixtures("prices")
@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"data": {}}, "A scheme has"),
        ({"data": DATA | {"bands": {"gold": [[None, 1]]}}}, "no kind of membership"),
        ({"starts": on.DAY}, "later day"),
        ({"basis": Basis("minute", "", "", on.DAY)}, "which decision"),
    ],
)
def test_what_cannot_be_put_in_force_changes_nothing(given: dict[str, Any], says: str) -> None:
    with pytest.raises(NotPossible, match=says):
        again(**given)
    assert PriceScheme.objects.get().ends is None


@pytest.mark.usefixtures("prices")
@pytest.mark.parametrize(
    "sql",
    ["UPDATE subscriptions_pricescheme SET title = 'x'", "DELETE FROM subscriptions_pricescheme"],
)
def test_the_database_itself_keeps_a_scheme(sql: str) -> None:
    with pytest.raises(IntegrityError, match="not changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    without_triggers("subscriptions_pricescheme")
    with connection.cursor() as cursor:
        cursor.execute(sql)
        assert cursor.rowcount == 1


def test_the_year_follows_the_rule(prices: PriceScheme) -> None:
    assert queries.year_of(date(2026, 4, 1)) == (date(2026, 4, 1), date(2027, 4, 1))
    assert queries.year_of(date(2026, 3, 31)) == (date(2025, 4, 1), date(2026, 4, 1))


def test_everybody_can_reckon_what_a_school_and_its_trust_would_pay(client: Client, prices: PriceScheme) -> None:
    trust = on.coop_trust()
    schools = [on.school(str(n), trust=trust) for n in range(5)]
    Establishment.objects.update(pupils=200)
    page = client.get(f"/join/price/?s={schools[0].urn}").text
    assert "Full member" in page
    assert "10 per cent off" in page
    assert "Associate" in page
    stranger = client.get(f"/join/price/?s={on.school().urn}").text
    assert "<caption>Full member</caption>" not in stranger
    assert "<caption>Associate</caption>" in stranger


@pytest.mark.parametrize("asked", ["", "?q=ha", "?s=x", "?s=999999999999", "?s=1", "?q=%00"])
def test_without_prices_the_page_says_so_and_with_them_it_always_answers(client: Client, db: None, asked: str) -> None:
    on.ground()
    assert "No price is set" in client.get(f"/join/price/{asked}").text
    put_in_force(title="Prices", data=DATA, starts=on.LONG_AGO, basis=on.BOARD, by=on.BY, at=on.AT)
    assert "What membership costs" in client.get(f"/join/price/{asked}").text


TYPED = {
    "title": "Prices of 2027", "starts": "2027-04-01", "bands_full": "100: 80\n250: £130.50\nmore: 210",
    "bands_associate": "more: 55", "trust_schools": "5", "trust_percent_off": "10", "by_month": "no",
    "vat_words": "No VAT.", "body": "The board", "day": "2026-11-05",
}  # fmt: skip


@pytest.fixture
def treasurer(client: Client, prices: PriceScheme) -> Client:
    client.force_login(give(Office.TREASURER).user)
    return client


def test_the_treasurer_sets_prices_as_people_type_them(treasurer: Client) -> None:
    page = treasurer.get("/prices/set/").text
    assert "1000: 300" in page
    form = TYPED | {"submission": str(uuid4())}
    for _ in range(2):
        assert treasurer.post("/prices/set/", form).headers["Location"] == "/join/price/"
    new = PriceScheme.objects.get(number=2)
    assert new.data["bands"]["full"] == [[100, 8000], [250, 13050], [None, 21000]]
    assert (new.basis_words, new.scheme.by_month) == ("The board", False)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"bands_full": "a hundred: 5"}, "is no band"),
        ({"bands_full": "100: 5"}, "The last band"),
        ({"bands_full": "100: 5\n50: 6\nmore: 7"}, "go up"),
        ({"bands_full": "", "bands_associate": ""}, "at least one kind"),
        ({"starts": "2026-01-01"}, "later day"),
        ({"body": ""}, "Say which body"),
        ({"trust_percent_off": "101"}, "100"),
    ],
)
def test_prices_that_cannot_stand_are_kept_on_the_form(treasurer: Client, typed: dict[str, str], says: str) -> None:
    page = treasurer.post("/prices/set/", TYPED | {"submission": str(uuid4())} | typed).text
    assert says in page
    assert 'value="Prices of 2027"' in page
    assert PriceScheme.objects.count() == 1


@given(st.lists(st.integers(0, MOST_PENCE), min_size=1, max_size=6))
def test_bands_are_read_back_as_they_are_written(pence: list[int]) -> None:
    bands: list[list[int | None]] = [[100 * (place + 1), one] for place, one in enumerate(pence)]
    bands[-1][0] = None
    assert bands_of(text_of(bands)) == bands
