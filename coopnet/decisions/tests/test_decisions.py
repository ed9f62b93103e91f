"""Decisions: recorded once and for good, read by whom they are for, standing where later ones leave them."""

from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client

from coopnet.bodies.actions import make_body
from coopnet.bodies.enums import BodyKind, Office
from coopnet.bodies.models import Body
from coopnet.decisions import queries, rules
from coopnet.decisions.actions import NotPossible, Votes, record
from coopnet.decisions.enums import Effect, Standing
from coopnet.decisions.models import Decision
from coopnet.kit.actors import System
from coopnet.kit.tests.hostile_files import pdf
from tests.controls import without_triggers
from tests.roles import Actor, give, nobody

BY = System("test")
AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
DAY = date(2026, 8, 28)


@pytest.fixture
def board(db: None) -> Body:
    return make_body(kind=BodyKind.NATIONAL_BOARD, slug="board", name="The board", by=BY, at=AT)


def decided(body: Body, **given: Any) -> Decision:
    filled: dict[str, Any] = {"body": body, "day": DAY, "title": "A reserve", "text": "Keep one.", "by": BY, "at": AT}
    return record(**filled | given)


def test_decisions_of_a_day_are_numbered_and_cited(board: Body) -> None:
    assert [decided(board).reference for _ in range(2)] == ["board-2026-08-28-1", "board-2026-08-28-2"]
    assert decided(board, day=DAY + timedelta(days=1)).number == 1


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"day": date(2026, 9, 2)}, "once it is taken"),
        ({"starts": DAY - timedelta(days=1)}, "or later"),
        ({"ends": DAY}, "after the first"),
        ({"votes": Votes(5, 5)}, "nothing was decided"),
        ({"effect": Effect.REPLACES}, "Choose the decision"),
    ],
)
def test_what_cannot_be_a_decision_is_refused(board: Body, given: dict[str, Any], says: str) -> None:
    with pytest.raises(NotPossible, match=says):
        decided(board, **given)
    assert not Decision.objects.exists()


def test_a_decision_is_changed_once_by_its_own_body_and_not_backwards(board: Body) -> None:
    first = decided(board)
    other = make_body(kind=BodyKind.SOCIETY, slug="society", name="The society", by=BY, at=AT)
    with pytest.raises(NotPossible, match="its own decisions"):
        decided(other, effect=Effect.RESCINDS, earlier=first)
    with pytest.raises(NotPossible, match="taken later"):
        decided(board, day=DAY - timedelta(days=1), effect=Effect.RESCINDS, earlier=first)
    second = decided(board, effect=Effect.REPLACES, earlier=first, starts=date(2026, 9, 10))
    with pytest.raises(NotPossible, match="changed already"):
        decided(board, effect=Effect.RESCINDS, earlier=first)
    fetched = queries.readable(nobody().user, DAY).get(pk=first.pk)
    standings = [queries.row(fetched, day).standing for day in (DAY, date(2026, 9, 9), date(2026, 9, 10))]
    assert standings == [Standing.IN_FORCE, Standing.IN_FORCE, Standing.REPLACED]
    assert queries.row(second, DAY).standing is Standing.TO_COME


@pytest.mark.parametrize(
    ("starts", "ends", "later", "on", "standing"),
    [
        (1, None, [], 0, Standing.TO_COME),
        (1, 3, [], 2, Standing.IN_FORCE),
        (1, 3, [], 3, Standing.RAN_OUT),
        (5, None, [(Effect.RESCINDS, 2)], 3, Standing.RESCINDED),
        (1, 3, [(Effect.REPLACES, 2)], 4, Standing.REPLACED),
        (1, None, [(Effect.REPLACES, 4)], 3, Standing.IN_FORCE),
    ],
)
def test_standing(starts: int, ends: int | None, later: list[tuple[Effect, int]], on: int, standing: Standing) -> None:
    def day(n: int) -> date:
        return DAY + timedelta(days=n)

    found = rules.standing(
        starts=day(starts),
        ends=None if ends is None else day(ends),
        later=[rules.Later(effect, day(n)) for effect, n in later],
        on=day(on),
    )
    assert found is standing


@pytest.mark.parametrize("sql", ["UPDATE decisions_decision SET title = 'Other'", "DELETE FROM decisions_decision"])
def test_the_database_itself_keeps_what_was_recorded(board: Body, sql: str) -> None:
    decided(board)
    with pytest.raises(IntegrityError, match="not changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    without_triggers("decisions_decision")
    with connection.cursor() as cursor:
        cursor.execute(sql)
        assert cursor.rowcount == 1


def test_those_who_record_at_once_get_a_number_each(own_database: str) -> None:
    board = make_body(kind=BodyKind.NATIONAL_BOARD, slug="board", name="The board", by=BY, at=AT)
    gate = Barrier(4)

    def run() -> None:
        try:
            gate.wait()
            decided(board)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(Decision.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


@pytest.fixture
def co_ordinator(board: Body) -> Actor:
    return give(Office.CO_ORDINATOR)


def sent(**given: Any) -> dict[str, Any]:
    return {
        "submission": uuid4(), "body": "board", "day": "2026-08-28", "title": "A reserve", "text": "Keep one.",
        "effect": "adopts", "votes_for": "9", "votes_against": "1",
    } | given  # fmt: skip


def test_an_officer_records_one_and_everybody_reads_it(client: Client, co_ordinator: Actor) -> None:
    client.force_login(co_ordinator.user)
    form = sent(file=_file())
    answer = client.post("/decisions/record/", form)
    assert answer.headers["Location"] == "/decisions/board-2026-08-28-1/"
    assert client.post("/decisions/record/", form | {"file": _file()}).headers["Location"] == answer.headers["Location"]
    assert Decision.objects.count() == 1
    page = Client().get("/decisions/board-2026-08-28-1/").text
    assert "9 for, 1 against" in page
    paper = Client().get("/decisions/board-2026-08-28-1/paper/")
    assert b"".join(getattr(paper, "streaming_content")) == pdf()  # noqa: B009 - the type of the test client lacks it
    assert "A reserve" in Client().get("/decisions/?q=reserve&body=board").text
    assert "no decision like that" in Client().get("/decisions/?q=unicorn").text


def _file() -> Any:

    return SimpleUploadedFile("signed.pdf", pdf())


def test_what_is_not_public_is_not_there_for_others(client: Client, co_ordinator: Actor) -> None:
    secret = decided(Body.objects.get(), title="About a person", public=False)
    for path in (f"/decisions/{secret.reference}/", f"/decisions/{secret.reference}/paper/"):
        assert client.get(path).status_code == 404
    assert "About a person" not in client.get("/decisions/").text
    client.force_login(give(Office.AMBASSADOR, "west").user)
    assert "About a person" not in client.get("/decisions/").text
    client.force_login(co_ordinator.user)
    assert "About a person" in client.get("/decisions/").text


def test_an_ambassador_records_for_the_own_region_alone(client: Client, board: Body) -> None:
    ambassador = give(Office.AMBASSADOR, "west")
    make_body(kind=BodyKind.REGIONAL_BOARD, slug="west-board", name="Western board", region="west", by=BY, at=AT)
    client.force_login(ambassador.user)
    assert client.post("/decisions/record/", sent()).status_code == 200
    assert not Decision.objects.exists()
    assert client.post("/decisions/record/", sent(body="west-board")).status_code == 302


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"votes_for": ""}, "Give the votes for it too"),
        ({"votes_against": "10"}, "nothing was decided"),
        ({"effect": "replaces"}, "Choose the decision that this one changes"),
        ({"day": "2099-01-01"}, "once it is taken"),
        ({"text": ""}, "Write the words"),
    ],
)
def test_a_form_that_cannot_stand_is_kept_and_says_why(
    client: Client, co_ordinator: Actor, given: dict[str, str], says: str
) -> None:
    client.force_login(co_ordinator.user)
    page = client.post("/decisions/record/", sent(**given)).text
    assert says in page
    assert 'value="A reserve"' in page
    assert not Decision.objects.exists()


def test_a_day_to_look_again_is_a_thing_to_do(co_ordinator: Actor) -> None:
    one = decided(Body.objects.get(), review_on=date(2026, 8, 31))
    assert [duty.address for duty in queries.duties(co_ordinator.user, AT)] == [f"/decisions/{one.reference}/"]
    decided(Body.objects.get(), effect=Effect.RESCINDS, earlier=one)
    assert not list(queries.duties(co_ordinator.user, AT))
