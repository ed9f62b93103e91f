"""M3: a billing run killed 500 times loses no invoice, doubles none and leaves no number out.

Killed by SIGKILL at random moments and started again, over and over; new members join between, so that there is always
work. In ten parts of fifty kills, each with a network of its own: ``make prove NAME=billing``. Invoices are not in the
books before they are paid, so the books have no part in this.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from coopnet.audit.models import Entry
from coopnet.kit import registry
from coopnet.membership.models import Member
from coopnet.membership.tests import ground as on
from coopnet.notices.models import Letter
from coopnet.subscriptions.invoices import links
from coopnet.subscriptions.models import Counter, Invoice

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Outcome:
    """What a part saw. ``inside``: kills in the middle of an invoice; ``later``: kills of runs that had sent some."""

    kills: int
    inside: int
    later: int
    invoices: int


def run(url: str, *, kills: int, seed: int, folder: Path, guard: str = "on") -> Outcome:
    """Bill, kill, go on until all is sent; then judge what stands."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.proofs._billing_worker", str(kills), str(seed), guard],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url, "COOPNET_DATA_DIR": str(folder), "SECRET_KEY": settings.SECRET_KEY},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    judge()
    killed, inside, later = map(int, done.stdout.split())
    return Outcome(killed, inside, later, Invoice.objects.count())


def judge() -> None:
    """Each member one invoice; numbers from 1 on without a gap; to each its one letter and its one act."""
    found = list(Invoice.objects.select_related("member").order_by("number"))
    assert sorted(one.member_id for one in found) == sorted(Member.objects.values_list("pk", flat=True))
    assert [one.number for one in found] == list(range(1, len(found) + 1)), "numbers"
    assert Counter.objects.get(series="invoice").last == len(found), "counter"
    letters = {row.key: row for row in Letter.objects.filter(key__startswith="invoice:")}
    assert len(letters) == Letter.objects.filter(subject__contains=": invoice ").count() == len(found), "letters"
    for one in found:
        letter = letters[f"invoice:{one.number}"]
        assert letter.to == f"fay.finance.{one.member.number}@example.org" == one.to_email
        word = letter.text.split("/invoice/")[1].split("/")[0]
        assert links.invoice_of(word) == one
    told = Entry.objects.filter(what="invoices.sent").values_list("subject", flat=True)
    assert sorted(told) == sorted(f"invoice:{one.number}" for one in found), "acts"
    broken = [(one.name, list(one.check(on.AT))) for one in registry.invariants()]
    assert [pair for pair in broken if pair[1]] == []


@pytest.mark.parametrize("part", range(10))
def test_fifty_kills(own_database: str, tmp_path: Path, record_property: Any, part: int) -> None:
    outcome = run(own_database, kills=50, seed=500 + part, folder=tmp_path)
    record_property(
        "size",
        f"{outcome.kills} kills ({outcome.inside} inside an invoice, {outcome.later} later than the first), "
        f"{outcome.invoices} invoices",
    )
    assert outcome.kills == 50
    assert outcome.inside > 25, "too few kills came in the middle of the work"
