"""A second database for tests that move a whole network from one to another."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections

from tests.databases import CACHE, ROOT, _migrations_hash, copy_template, drop


@contextmanager
def another(name: str) -> Iterator[None]:
    """While it lasts, the default connection speaks to a fresh empty network of the same engine."""
    made = copy_template(name)
    connection = connections["default"]
    connection.close()
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = made
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
        drop(made)


def sqlite_folder(folder: Path) -> dict[str, str]:
    """The environment of a process that works on an empty SQLite network in that folder."""
    environment = {
        **{k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "COOPNET_TEST_DB")},
        "COOPNET_DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "coopnet.config.settings",
    }
    template = CACHE / f"template-{_migrations_hash()}.sqlite3"
    if template.exists():
        shutil.copyfile(template, folder / "coopnet.sqlite3")
    else:
        python(["-m", "django", "migrate", "--verbosity", "0"], environment)
    return environment


def python(arguments: list[str], environment: dict[str, str]) -> str:
    """Run Python in a process of its own; returns its standard output."""
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
