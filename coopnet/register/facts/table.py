"""The table of facts as it ships: CSV files beside this module. Written by ``scripts/make_facts.py``."""

import csv
from datetime import date
from hashlib import sha256
from importlib.resources import files

Row = dict[str, str]
NAMES = ("authorities", "schools", "links", "trusts", "memberships", "statuses")


def read(name: str) -> list[Row]:
    """The rows of one of the six files, in their order."""
    with (files("coopnet.register.facts") / f"{name}.csv").open("r", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def day(text: str) -> date | None:
    """A day as the table writes it; nothing where nobody knows."""
    return date.fromisoformat(text) if text else None


def version() -> str:
    """A short digest of the six files: another table is another version."""
    digest = sha256()
    for name in NAMES:
        digest.update((files("coopnet.register.facts") / f"{name}.csv").read_bytes())
    return digest.hexdigest()[:16]
