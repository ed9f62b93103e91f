"""Answers kept in memory are true until the next act, and never longer."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from coopnet.audit import memo
from coopnet.audit.actions import record
from coopnet.audit.memo import remembered
from coopnet.audit.middleware import MomentMiddleware
from coopnet.audit.models import Head
from coopnet.kit.actors import System
from coopnet.kit.models import Network

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)


class Asked:
    """Counts how often it was worked out; answers with the network's name as it stands in the database."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> str:
        self.times += 1
        return Network.objects.get(pk=1).name


def rename(name: str, *, told: bool = True) -> None:
    """An act that changes the name; ``told`` off leaves it out of the record, which no action may do."""
    with transaction.atomic():
        Network.objects.filter(pk=1).update(name=name)
        if told:
            record("network.renamed", subject="network:1", words="Renamed", by=System("test"), at=AT)


def rename_elsewhere(name: str) -> None:
    """The same act by another connection."""

    def act() -> None:
        try:
            rename(name)
        finally:
            connection.close()

    thread = threading.Thread(target=act)
    thread.start()
    thread.join()


def end() -> str:
    return Head.objects.values_list("digest", flat=True).get(pk=1)


@pytest.fixture
def ground(own_database: str) -> Asked:
    Network.objects.create(
        pk=1, name="First", short_name="N", society_name="S", motto="M", contact_email="a@n.example.org", made_at=AT
    )
    return Asked()


def test_it_is_worked_out_once_until_the_next_act(ground: Asked) -> None:
    assert [remembered("name", ground) for _ in range(3)] == ["First"] * 3
    assert ground.times == 1
    rename("Second")
    assert [remembered("name", ground) for _ in range(3)] == ["Second"] * 3
    assert ground.times == 2


def test_without_the_act_in_the_record_the_old_answer_would_stay(ground: Asked) -> None:
    """The control: it is the record that ends an answer."""
    remembered("name", ground)
    rename("Second", told=False)
    assert remembered("name", ground) == "First"


def test_an_act_that_was_taken_back_leaves_no_answer_behind(ground: Asked) -> None:
    remembered("name", ground)

    def tried() -> None:
        with transaction.atomic():
            rename("Never")
            assert remembered("name", ground) == "Never"
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        tried()
    assert remembered("name", ground) == "First"


def test_an_act_of_another_connection_ends_the_answer_here(ground: Asked) -> None:
    remembered("name", ground)
    rename_elsewhere("Second")
    assert remembered("name", ground) == "Second"


def test_memory_has_an_end(ground: Asked) -> None:
    for number in range(3 * memo.MOST):
        remembered(("name", number), ground)
    assert len(memo._kept) <= memo.MOST


def asked_the_end(questions: CaptureQueriesContext) -> int:
    return sum("audit_head" in one["sql"] for one in questions.captured_queries)


def test_a_page_that_only_reads_asks_for_the_end_of_the_record_once(ground: Asked) -> None:
    remembered("name", ground)
    with memo.one_state(end()), CaptureQueriesContext(connection) as questions:
        assert [remembered("name", ground) for _ in range(3)] == ["First"] * 3
    assert asked_the_end(questions) == 0
    with CaptureQueriesContext(connection) as questions:
        remembered("name", ground)
        remembered("name", ground)
    assert asked_the_end(questions) == 2


def test_an_act_of_the_page_itself_ends_what_it_saw(ground: Asked) -> None:
    with memo.one_state(end()):
        remembered("name", ground)
        rename("Second")
        assert remembered("name", ground) == "Second"


def test_without_forgetting_the_page_would_show_what_was_before_its_act(
    ground: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control."""
    monkeypatch.setattr(memo, "forget", lambda: None)
    with memo.one_state(end()):
        remembered("name", ground)
        rename("Second")
        assert remembered("name", ground) == "First"


def test_what_a_page_worked_out_while_somebody_acted_is_not_taken_for_the_new_state(ground: Asked) -> None:
    """The page keeps its answer under the state that it saw; the next page works it out anew."""
    key = object()
    with memo.one_state(end()):
        rename_elsewhere("Second")
        assert remembered(key, ground) == "Second"  # newer than its page: allowed
        rename_elsewhere("Third")
        assert remembered(key, ground) == "Second"
    assert remembered(key, ground) == "Third"


def test_one_question_a_page_brings_network_and_end_of_the_record(ground: Asked) -> None:
    seen: list[tuple[str, str]] = []

    def page(request: HttpRequest) -> HttpResponse:
        seen.append((request.network.name, remembered("name", ground)))  # type: ignore[attr-defined]  # the middleware's
        return HttpResponse()

    for method, questions in (("GET", 1), ("POST", 2)):
        remembered("name", ground)
        with CaptureQueriesContext(connection) as asked:
            MomentMiddleware(page)(RequestFactory().generic(method, "/"))
        assert asked_the_end(asked) == questions, method
    assert seen == [("First", "First")] * 2
