"""Random years, one after the other, with sums of our own beside the books (promise M6)."""

import io
import random
import subprocess
import sys
import tempfile
import zipfile
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from coopnet.kit.actors import System
from coopnet.ledger import actions, closing, packs, posting, queries
from coopnet.ledger.enums import Head
from coopnet.ledger.models import Year
from coopnet.ledger.rules import Part
from coopnet.ledger.tests.ground import AGREEMENT, DECISION, FILE, opened, signed, two

BY = System("test")


def one_year(chance: random.Random, year: Year, reserve: int) -> dict[str, int]:
    """Income, spending and releases of one year, then its close; returns what the statement must say."""
    one, other = two()
    at = datetime(year.ends.year, year.ends.month, year.ends.day, 12, tzinfo=UTC)
    sums = {"opening": reserve, "moved": 0, "released": 0, "result": 0}

    def day() -> date:
        return year.starts + timedelta(days=chance.randrange(365))

    for _ in range(chance.randrange(4)):
        pence, account = chance.randrange(1, 500_000), chance.choice(["subscriptions", "grants", "events"])
        parts = [Part("bank", pence), Part(account, -pence, "general")]
        actions.record(key=uuid4(), day=day(), words="In", parts=parts, basis=FILE, by=one, at=at)
        sums[f"income-{account}"] = sums.get(f"income-{account}", 0) + pence
        sums["result"] += pence
    for _ in range(chance.randrange(4)):
        pence, head = chance.randrange(1, 300_000), chance.choice(list(Head))
        parts = [Part("running", pence, "general", head), Part("bank", -pence)]
        entry = actions.record(key=uuid4(), day=day(), words="Out", parts=parts, basis=FILE, by=one, at=at)
        actions.agree(entry=entry, by=other, at=at)
        sums[f"spent-{head.value}"] = sums.get(f"spent-{head.value}", 0) + pence
        sums["result"] -= pence
    if reserve and chance.random() < 0.5:
        pence = chance.randrange(1, reserve + 1)
        actions.release(
            key=uuid4(), day=day(), pence=pence, to="general", words="Help", decision=DECISION, by=BY, at=at
        )
        sums["released"] = pence
    closing.close(year=year, key=uuid4(), agreement=AGREEMENT, signed=signed(), by=BY, at=at)
    sums["moved"] = max(sums["result"], 0)
    sums["closing"] = reserve + sums["moved"] - sums["released"]
    return sums


def script_agrees(year: Year, last: date) -> bool:
    """Whether the script of the download, run by itself, finds the same."""
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(io.BytesIO(packs.year_zip(year, last))) as archive:
            archive.extractall(folder)
        run = [sys.executable, "-I", f"{folder}/recompute.py", folder]
        return subprocess.run(run, capture_output=True, check=False).returncode == 0


def random_years(count: int, seed: int, script_every: int) -> int:
    """So many years, in books of at most fifty years each; returns in how many the network fell short."""
    chance, short = random.Random(seed), 0
    reserve = chance.randrange(1, 1_000_000)
    opened(reserve * 2, reserve)
    for number in range(count):
        year = Year.objects.order_by("-starts").first()
        assert year is not None
        if year.state != "open":
            year = posting.open_year(year.ends)
        sums = one_year(chance, year, reserve)
        last = year.ends - timedelta(days=1)
        year.refresh_from_db()
        said = {row.key: row.pence for row in queries.statement(year, last).rows()}
        assert {key: value for key, value in said.items() if value} == {k: v for k, v in sums.items() if v}
        assert year.result == sums["result"]
        assert said["closing"] == said["opening"] + said["moved"] - said["released"]
        if number % script_every == 0:
            assert script_agrees(year, last)
        short += sums["result"] < 0
        reserve = sums["closing"]
    return short
