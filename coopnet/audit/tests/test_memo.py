"""Answers kept in memory are true until the next act, and never longer."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from coopnet.audit import memo
from coopnet.audit.actions import record
from coopnet.audit.memo import remembered
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

    def elsewhere() -> None:
        try:
            rename("Second")
        finally:
            connection.close()

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert remembered("name", ground) == "Second"


def test_memory_has_an_end(ground: Asked) -> None:
    for number in range(3 * memo.MOST):
        remembered(("name", number), ground)
    assert len(memo._kept) <= memo.MOST
