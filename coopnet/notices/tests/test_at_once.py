"""An officer sees to an address at the moment at which one more letter comes back there: neither is lost."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connection, connections, transaction

from coopnet.kit.actors import System
from coopnet.notices import actions, checks, posting
from coopnet.notices.models import Letter, Trouble

AT = datetime(2026, 10, 5, 11, tzinfo=UTC)
BY = System("test")
TO = "head@school.example.org"


def sent(key: str) -> Letter:
    letter = actions.queue(kind="notice", key=key, to=TO, subject="S", text="T", by=BY, at=AT)
    taken = posting.take(letter.pk, AT)
    assert taken is not None
    posting.settle(taken, None, AT)
    return letter


def comes_back(letter: Letter) -> None:
    actions.came_back(message_id=letter.message_id, reason="Gone.", by=BY, at=AT)


def at_once(first: Callable[[], object], second: Callable[[], object]) -> None:
    """``second`` begins while ``first`` is done and not yet committed."""
    done, go_on = threading.Event(), threading.Event()
    faults: list[BaseException] = []

    def held() -> None:
        with transaction.atomic():
            first()
            done.set()
            go_on.wait(5)

    def other() -> None:
        second()

    def safely(do: Callable[[], None]) -> None:
        try:
            do()
        except BaseException as fault:
            faults.append(fault)
            done.set()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=safely, args=(do,)) for do in (held, other)]
    threads[0].start()
    assert done.wait(10)
    threads[1].start()
    threads[1].join(0.3)  # it waits for the lock, or has gone past it
    go_on.set()
    for thread in threads:
        thread.join(30)
    assert not faults, faults


@pytest.mark.parametrize("officer_first", [True, False])
def test_a_letter_that_comes_back_while_somebody_sends_the_others_again(own_database: str, officer_first: bool) -> None:
    one, two = sent("one"), sent("two")
    comes_back(one)
    trouble = Trouble.objects.get()

    def officer() -> None:
        actions.send_all_again(trouble=trouble, to="office@school.example.org", by=BY, at=AT)

    acts = (officer, lambda: comes_back(two))
    at_once(*(acts if officer_first else acts[::-1]))
    one.refresh_from_db()
    two.refresh_from_db()
    assert one.state == "waiting"
    # Before the officer's press it goes with the others; after it, it is a new line.
    assert (two.state, Trouble.objects.count()) == (("bounced", 1) if officer_first else ("waiting", 0))
    assert not list(checks.undelivered_are_to_do(AT))


def test_without_the_lock_the_report_of_a_returned_letter_would_be_lost(
    own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control. On SQLite one transaction at a time writes, so nothing happens at once there."""
    one, two = sent("one"), sent("two")
    comes_back(one)
    trouble = Trouble.objects.get()
    officer_locks = Trouble.objects.select_for_update

    def report() -> None:
        monkeypatch.setattr(type(Trouble.objects), "select_for_update", lambda self: self.all())
        comes_back(two)

    def officer() -> None:
        assert officer_locks().filter(pk=trouble.pk).exists()
        actions.send_all_again(trouble=trouble, to="office@school.example.org", by=BY, at=AT)

    if connection.vendor == "sqlite":
        at_once(officer, report)
        assert Trouble.objects.count() == 1
        return
    with pytest.raises(AssertionError):
        at_once(officer, report)
    two.refresh_from_db()
    assert two.state == "sent", "it came back, and nobody knows"
