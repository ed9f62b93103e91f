"""X3: hostile files, each refused in a process of its own: ``python -m bench.uploads``.

Prints how long the slowest took and how much memory the largest needed beyond the idle process. Wanted: 2 s, 150 MB.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from coopnet.kit.tests import hostile_files
from coopnet.kit.uploads import papers, pictures
from coopnet.kit.uploads.refusals import Refused


def _peak() -> float:
    """Most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def one(kind: str, name: str, place: Path) -> None:
    """Judge one file and print seconds, memory beyond that before, and whether it was refused."""
    clean = pictures.clean if kind == "picture" else papers.clean
    before, began = _peak(), time.perf_counter()
    refused = 0
    with place.open("rb") as file:
        try:
            clean(file, name)
        except Refused:
            refused = 1
    print(time.perf_counter() - began, _peak() - before, refused)


def main() -> None:
    """Each in turn, read from the disk, so that making it does not count."""
    if len(sys.argv) > 1:
        one(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
        return
    tricks = [("picture", *trick) for trick in hostile_files.pictures()]
    tricks += [("paper", *trick) for trick in hostile_files.papers()]
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "file"
        for kind, trick, name, data in tricks:
            place.write_bytes(data)
            said = subprocess.run(
                [sys.executable, "-m", "bench.uploads", kind, name, str(place)],
                capture_output=True, text=True, check=True,
            ).stdout.split()  # fmt: skip
            rows.append((float(said[0]), float(said[1]), int(said[2]), trick))
    slowest, largest = max(rows), max(rows, key=lambda row: row[1])
    print(f"{sum(row[2] for row in rows)} of {len(rows)} refused")
    print(f"slowest: {slowest[0]:.2f} s ({slowest[3]}); most memory: {largest[1]:.0f} MB ({largest[3]})")


if __name__ == "__main__":
    main()
