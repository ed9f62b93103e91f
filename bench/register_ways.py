"""One way to read the register, measured in this process: ``python -m bench.register_ways WAY FIRST SECOND``.

Prints one line of JSON: wall and CPU seconds without the start of the process, and MB above the idle process.
"""

import contextlib
import csv
import hashlib
import io
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coopnet.config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402 - settings first

from coopnet.__main__ import main as coopnet  # noqa: E402 - settings first
from coopnet.operations import database  # noqa: E402 - settings first
from coopnet.register import finder, rules  # noqa: E402 - settings first
from coopnet.register.models import Establishment  # noqa: E402 - settings first

Files = tuple[Path, Path]
spent = {"finder_cpu": 0.0}


def _clocked(work: Callable[..., object]) -> Callable[..., object]:
    def run(*arguments: object) -> object:
        began = time.process_time()
        try:
            return work(*arguments)
        finally:
            spent["finder_cpu"] += time.process_time() - began

    return run


def _frame(path: Path) -> Any:
    import polars  # noqa: PLC0415 - only the floors need it

    return polars.read_csv(path, encoding="cp1252", infer_schema=False)


def floor_load(files: Files) -> None:
    """Read with polars, insert every column as text."""
    frame = _frame(files[0])
    names = ", ".join(f'"{name}"' for name in frame.columns)
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute(f"CREATE TABLE floor ({names})")
        marks = ", ".join(["%s"] * len(frame.columns))
        cursor.executemany(f"INSERT INTO floor VALUES ({marks})", frame.iter_rows())


def floor_diff(files: Files) -> None:
    """Read both files with polars, hash whole rows, find the changed ones."""
    before, after = _frame(files[0]), _frame(files[1])
    old = set(zip(before["URN"], before.hash_rows(), strict=True))
    changed = [urn for urn, hashed in zip(after["URN"], after.hash_rows(), strict=True) if (urn, hashed) not in old]
    assert changed


def _upsert(path: Path) -> None:
    """Django's own bulk upsert of all rows, with the model's columns."""
    with path.open(encoding="cp1252", newline="") as file, transaction.atomic():
        waiting = [_school(row) for row in csv.DictReader(file)]
        fields = [f.name for f in Establishment._meta.concrete_fields if f.name not in {"id", "urn"}]
        Establishment.objects.bulk_create(
            waiting, update_conflicts=True, unique_fields=["urn"], update_fields=fields, batch_size=500
        )


def _school(row: dict[str, str]) -> Establishment:
    def day(text: str) -> date | None:
        return datetime.strptime(text, "%d-%m-%Y").date() if text else None  # noqa: DTZ007 - a day has no zone

    def whole(text: str) -> int | None:
        return int(text) if text.isdecimal() else None

    digest = hashlib.blake2b("\x1f".join(row.values()).encode(), digest_size=16).digest()
    return Establishment(
        urn=int(row["URN"]),
        name=row["EstablishmentName"],
        folded=rules.fold(row["EstablishmentName"]),
        status_code=row["EstablishmentStatus (code)"],
        status_name=row["EstablishmentStatus (name)"],
        type_name=row["TypeOfEstablishment (name)"],
        phase_name=row["PhaseOfEducation (name)"],
        open_date=day(row["OpenDate"]),
        close_date=day(row["CloseDate"]),
        town=row["Town"],
        postcode=row["Postcode"],
        website=row["SchoolWebsite"],
        gor_name=row["GOR (name)"],
        capacity=whole(row["SchoolCapacity"]),
        pupils=whole(row["NumberOfPupils"]),
        easting=whole(row["Easting"]),
        northing=whole(row["Northing"]),
        rest={name: value for name, value in row.items() if value},
        source="extract",
        digest=digest,
    )


def _ours(path: Path) -> None:
    finder.rebuild = _clocked(finder.rebuild)  # type: ignore[assignment]  # the same function, with a clock around it
    finder.refresh = _clocked(finder.refresh)  # type: ignore[assignment]  # as above
    with contextlib.redirect_stdout(io.StringIO()):
        assert coopnet(["register", "import", str(path), "--json"]) == 0


WAYS: dict[str, Callable[[Files], None]] = {
    "empty": lambda files: database.ensure(),
    "floor-load": floor_load,
    "floor-diff": floor_diff,
    "naive-load": lambda files: _upsert(files[0]),
    "naive-diff": lambda files: _upsert(files[1]),
    "ours-load": lambda files: _ours(files[0]),
    "ours-diff": lambda files: _ours(files[1]),
}


def main() -> None:
    """Measure one way."""
    way, first, second = sys.argv[1:]
    if way != "empty":
        Establishment.objects.count()
    idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    wall, cpu = time.perf_counter(), time.process_time()
    WAYS[way]((Path(first), Path(second)))
    cost = {
        "wall": time.perf_counter() - wall,
        "cpu": time.process_time() - cpu,
        "memory": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - idle) / 1024,
        **spent,
    }
    connection.close()
    print(json.dumps(cost))


if __name__ == "__main__":
    main()
