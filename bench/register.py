"""P5, P6, P7: reading the register, beside its floor and beside plain bulk upsert: ``python -m bench.register``.

Each measurement is a process of its own on a copy of one migrated database: floor, naive, ours in turn, medians of the
rounds. The floor reads the file with polars and inserts all columns as they are; the naive way is Django's
``bulk_create(update_conflicts=True)``. Ours keeps history, typed columns and the finder's index. Writes
``bench/results/register.json``.
"""

import argparse
import gzip
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from bench.servers import PYTHON, clean_environment

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("COOPNET_SHARED", ROOT.parent / "shared")) / "data/gias"
FIRST = "composed_edubasealldata20220706.csv.gz"
WAYS = {
    "first load": ("floor-load", "naive-load", "ours-load"),
    "1 % changed": ("floor-diff", "naive-diff", "ours-diff"),
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--naive-rounds", type=int, default=1, help="the naive way takes a minute each")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        files = _files(folder)
        empty = folder / "empty"
        _run("empty", clean_environment(COOPNET_DATA_DIR=str(empty)), files)
        filled = folder / "filled"
        shutil.copytree(empty, filled)
        _run("ours-load", clean_environment(COOPNET_DATA_DIR=str(filled)), files)
        costs: dict[str, list[dict[str, float]]] = {}
        for number in range(options.rounds):
            for ways in WAYS.values():
                for way in ways:
                    if way.startswith("naive") and number >= options.naive_rounds:
                        continue
                    place = folder / "place"
                    shutil.copytree(filled if way.endswith("diff") else empty, place)
                    cost = _run(way, clean_environment(COOPNET_DATA_DIR=str(place)), files)
                    costs.setdefault(way, []).append(cost)
                    shutil.rmtree(place)
    _report(costs)


def _files(folder: Path) -> tuple[Path, Path]:
    """The extract, unpacked, and the same with one row in a hundred changed, of the next day."""
    data = gzip.decompress((SHARED / FIRST).read_bytes())
    first, second = folder / "edubasealldata20220706.csv", folder / "edubasealldata20220707.csv"
    first.write_bytes(data)
    lines = data.split(b"\r\n")
    chance = random.Random(1)
    for row in chance.sample(range(1, len(lines) - 1), len(lines) // 100):
        fields = lines[row].split(b'","')
        fields[4] += b" (changed)"
        lines[row] = b'","'.join(fields)
    second.write_bytes(b"\r\n".join(lines))
    return first, second


def _run(way: str, env: dict[str, str], files: tuple[Path, Path]) -> dict[str, float]:
    done = subprocess.run(
        [PYTHON, "-m", "bench.register_ways", way, *map(str, files)],
        cwd=ROOT,
        env=env,
        check=True,
        capture_output=True,
        text=True,
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _report(costs: dict[str, list[dict[str, float]]]) -> None:
    rows = []
    print(f"{'':14}{'way':12}{'wall s':>9}{'CPU s':>8}{'to floor':>15}{'to naive':>15}{'MB':>9}{'rounds':>8}")
    for what, ways in WAYS.items():
        floor = median(cost["cpu"] for cost in costs[ways[0]])
        naive = median(cost["cpu"] for cost in costs[ways[1]])
        for way in ways:
            found = costs[way]
            row = {
                "what": what,
                "way": way.split("-")[0],
                "wall_s": round(median(cost["wall"] for cost in found), 2),
                "wall_min_max": [round(min(c["wall"] for c in found), 2), round(max(c["wall"] for c in found), 2)],
                "cpu_s": round(median(cost["cpu"] for cost in found), 2),
                "cpu_min_max": [round(min(c["cpu"] for c in found), 2), round(max(c["cpu"] for c in found), 2)],
                "to_floor": round(median(cost["cpu"] for cost in found) / floor, 2),
                "to_naive": round(median(cost["cpu"] for cost in found) / naive, 3),
                "more_memory_mb": round(median(cost["memory"] for cost in found)),
                "parts": {k: round(median(c.get(k, 0.0) for c in found), 2) for k in ("finder_cpu",)},
                "rounds": len(found),
            }
            rows.append(row)
            print(
                f"{what:14}{row['way']:12}{row['wall_s']:>9}{row['cpu_s']:>8}{row['to_floor']:>15}{row['to_naive']:>15}"
                f"{row['more_memory_mb']:>9}{row['rounds']:>8}"
            )
    results = ROOT / "bench/results"
    results.mkdir(exist_ok=True)
    (results / "register.json").write_text(json.dumps({"python": sys.version, "rows": rows}, indent=1))


if __name__ == "__main__":
    main()
