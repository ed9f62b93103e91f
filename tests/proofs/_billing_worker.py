"""The worker of the proof "billing": it makes members, and forks runs that are killed.

``python -m tests.proofs._billing_worker KILLS SEED GUARD`` with the database in the environment. The first kill is on
the way to a letter, when the number is taken; the others are at random moments. GUARD "off" takes the number in a
transaction of its own, which is what the proof must notice.
"""

import os
import random
import signal
import sys
import time
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "coopnet.config.settings"
django.setup()

from django.db import connections, transaction  # noqa: E402 - Django is ready only now

from coopnet.kit.basis import Basis  # noqa: E402 - Django must be set up first
from coopnet.kit.clock import london_day  # noqa: E402 - Django must be set up first
from coopnet.membership.acting.actions import appoint  # noqa: E402 - Django must be set up first
from coopnet.membership.enums import Duty  # noqa: E402 - Django must be set up first
from coopnet.membership.tests import ground as on  # noqa: E402 - Django must be set up first
from coopnet.subscriptions.actions import put_in_force  # noqa: E402 - Django must be set up first
from coopnet.subscriptions.invoices import actions, letters  # noqa: E402 - Django must be set up first
from coopnet.subscriptions.invoices.queries import drafts  # noqa: E402 - Django must be set up first
from coopnet.subscriptions.models import Invoice, Supplier  # noqa: E402 - Django must be set up first
from coopnet.subscriptions.tests.test_prices import DATA  # noqa: E402 - Django must be set up first

BATCH = 8
BEGUN, STANDS = b"b", b"s"


def prepare() -> None:
    """Prices, and who sends invoices."""
    on.ground()
    actions.set_supplier(
        supplier=Supplier(
            name="The invented society", address="1 Nowhere Lane", email="money@example.org",
            account_name="Invented", sort_code="00-00-00", account_number="00000000",
        ),
        by=on.BY, at=on.AT,
    )  # fmt: skip
    put_in_force(title="Prices", data=DATA, starts=on.LONG_AGO, basis=on.BOARD, by=on.BY, at=on.AT)


@transaction.atomic
def join(count: int) -> None:
    """So many members more, each with somebody who sees to money."""
    basis = Basis("officer", "", "Entered", on.LONG_AGO)
    for _ in range(count):
        member = on.joined(starts=on.LONG_AGO).member
        person = on.somebody(member, f"Fay Finance {member.number}")
        appoint(
            member=member, person=person, duty=Duty.FINANCE, starts=on.LONG_AGO, basis=basis, by=on.BY, at=on.AT
        )  # fmt: skip


def take_numbers_outside() -> None:
    """Switch the guard off: the number stands before the invoice that it is for."""
    take, issue = actions._next, actions.issue

    def loose(**given: Any) -> Invoice:
        with transaction.atomic():
            number = take("invoice")
        actions._next = lambda series: number
        return issue(**given)

    actions.issue = loose


def tell_each(pipe: int) -> None:
    """Say on the pipe where each invoice begins and where it stands, so that the killer can aim and count."""
    issue = actions.issue

    def told(**given: Any) -> Invoice:
        os.write(pipe, BEGUN)
        made = issue(**given)
        os.write(pipe, STANDS)
        return made

    actions.issue = told


def die_at_the_letter(place: int) -> None:
    """Kill ourselves where the letter of that place in the run would be queued."""
    send, calls = letters.send, []

    def dies(invoice: Invoice, **given: Any) -> None:
        calls.append(invoice)
        if len(calls) == place:
            os.kill(os.getpid(), signal.SIGKILL)
        send(invoice, **given)

    letters.send = dies


def runner(pipe: int, *, guard: bool, place: int) -> None:
    """In a forked process: the run, from its start to wherever it gets."""
    code = 1
    try:
        if not guard:
            take_numbers_outside()
        if place:
            die_at_the_letter(place)
        tell_each(pipe)
        actions.run(by=on.BY, at=on.AT)
        code = 0
    finally:
        os._exit(code)


def one_run(chance: random.Random, *, kill: str, guard: bool) -> tuple[bool, bool, int]:
    """Start a run and kill it as asked for ("letter", "anywhere" or not).

    Says whether it was killed, whether in the middle of an invoice, and how many it had sent.
    """
    connections.close_all()
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reads)
        runner(writes, guard=guard, place=2 if kill == "letter" else 0)
    os.close(writes)
    seen = b""
    if kill == "anywhere":
        # Most kills are aimed at one of the first invoices; one in ten comes at any moment from the start on.
        if chance.random() < 0.1:
            time.sleep(chance.uniform(0, 0.2))
        else:
            place = chance.randint(1, BATCH // 2)
            while seen.count(BEGUN) < place:
                told = os.read(reads, 1)
                if not told:
                    break
                seen += told
            time.sleep(chance.uniform(0, 0.06))
        os.kill(child, signal.SIGKILL)
    while told := os.read(reads, 4096):
        seen += told
    _, status = os.waitpid(child, 0)
    os.close(reads)
    if not os.WIFSIGNALED(status) and os.WEXITSTATUS(status):
        raise SystemExit("a run failed of itself")
    died = os.WIFSIGNALED(status)
    return died, died and seen.endswith(BEGUN), seen.count(STANDS)


def main(kills: int, seed: int, guard: str) -> tuple[int, int, int]:
    """Bill and kill, then let the run end. Gives how many runs were killed, how many of them in the middle of an
    invoice, and how many after they had sent some."""
    chance = random.Random(seed)
    prepare()
    killed, inside, later = 0, 0, 0
    while killed < kills:
        if len(drafts(london_day(on.AT))[1]) < BATCH:
            join(BATCH)
        died, within, sent = one_run(chance, kill="anywhere" if killed else "letter", guard=guard == "on")
        killed += died
        inside += within
        later += died and sent > 0
    one_run(chance, kill="", guard=guard == "on")
    return killed, inside, later


if __name__ == "__main__":
    print(*main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
