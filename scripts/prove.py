"""Run proofs at full size and write each outcome to docs/proofs.csv. Without a name: all of them.

A proof is ``tests/proofs/<name>.py`` (or a folder of that name): test functions that pytest runs only when asked by
name. It runs on both databases, unless it says ``ENGINES = ("sqlite",)``. A test may name its size with
``record_property("size", 200)``; the ordinary tests hold a small twin of each proof that runs the same code.
"""

import argparse
import csv
import os
import re
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
PROOFS = ROOT / "tests/proofs"
TABLE = ROOT / "docs/proofs.csv"
COLUMNS = ["date", "commit", "name", "database", "size", "seconds", "outcome"]


def names() -> list[str]:
    """The proofs that there are."""
    found = {path.stem for path in PROOFS.glob("*.py")} | {path.parent.name for path in PROOFS.glob("*/__init__.py")}
    return sorted(name for name in found if not name.startswith("_"))


def target(name: str) -> Path:
    """The file or folder of a proof."""
    file = PROOFS / f"{name}.py"
    return file if file.exists() else PROOFS / name


def engines(name: str) -> list[str]:
    """The databases that a proof asks for."""
    file = target(name)
    text = (file if file.is_file() else file / "__init__.py").read_text()
    said = re.search(r"^ENGINES = \((.*)\)", text, re.MULTILINE)
    return re.findall(r"\w+", said.group(1)) if said else ["sqlite", "postgres"]


def prove(name: str, engine: str) -> bool:
    """Run one proof on one database, add its line to the table, and say whether it held."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        began = time.monotonic()
        files = sorted(str(p) for p in target(name).rglob("*.py")) if target(name).is_dir() else [str(target(name))]
        code = subprocess.call(
            [sys.executable, "-m", "pytest", "-q", "-o", "junit_family=legacy", f"--junitxml={report}", *files],
            cwd=ROOT,
            env={**os.environ, "COOPNET_TEST_DB": engine, "COOPNET_NEW_EXAMPLES": "1"},
        )
        seconds = time.monotonic() - began
        sizes = []
        if report.exists():
            sizes = [p.get("value", "") for p in ElementTree.parse(report).iter("property") if p.get("name") == "size"]
    outcome = "held" if code == 0 else "failed"
    new = not TABLE.exists()
    with TABLE.open("a", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if new:
            writer.writerow(COLUMNS)
        day = datetime.now(UTC).date().isoformat()
        writer.writerow([day, commit(), name, engine, " + ".join(sizes), f"{seconds:.0f}", outcome])
    print(f"{name} on {engine}: {outcome} in {seconds:.0f} s", flush=True)
    return code == 0


def commit() -> str:
    """The commit that is being proved, marked where the tree differs from it."""
    short = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    changed = subprocess.run(["git", "diff", "--quiet", "HEAD"], cwd=ROOT, check=False).returncode
    return short.stdout.strip() + ("+" if changed else "")


def main() -> int:
    """0 when every proof held, 1 when one failed, 2 for an unknown name."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", nargs="*", help="; ".join(names()))
    chosen = parser.parse_args().name or names()
    unknown = [name for name in chosen if name not in names()]
    if unknown:
        parser.error(f"there is no proof called {', '.join(unknown)}; there are: {', '.join(names())}")
    results = [prove(name, engine) for name in chosen for engine in engines(name)]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
