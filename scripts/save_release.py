"""Saves a small network as this version leaves it, for the test that later versions take it over unharmed.

    python scripts/save_release.py tests/saved/NAME.json.gz

It runs on a database of its own, made and thrown away. What is saved: which migrations there were, and every row of our
own tables. People and schools in it are invented.
"""

import gzip
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

os.environ["COOPNET_DATA_DIR"] = tempfile.mkdtemp(prefix="coopnet-save-")
os.environ["COOPNET_MODE"] = "embedded"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coopnet.config.settings")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import django

django.setup()

from django.apps import apps  # noqa: E402 - apps must be ready first
from django.core.management import call_command  # noqa: E402 - as above
from django.db import connection  # noqa: E402 - as above


def network() -> None:
    """A few members with money, decisions and a record of acts."""
    from coopnet.subscriptions.tests import test_invoices as money  # noqa: PLC0415 - apps must be ready first
    from tests.saving import fill  # noqa: PLC0415 - as above

    fill(money)


def told(value: object) -> str:
    """What JSON has no word for: bytes as ``hex:``, the rest as it is written."""
    return f"hex:{bytes(value).hex()}" if isinstance(value, bytes | memoryview) else str(value)


def rows() -> dict[str, Any]:
    """Every table of ours: columns and rows, as text where JSON has no such value."""
    found = {}
    for model in sorted(apps.get_models(include_auto_created=True), key=lambda model: model._meta.db_table):
        if not model.__module__.startswith("coopnet.") or not model._meta.managed:
            continue
        table = model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            columns = [part[0] for part in cursor.description or ()]
            values = [list(row) for row in cursor.fetchall()]
        if values:
            found[table] = {"columns": columns, "rows": values}
    return found


def main() -> None:
    """Make it, save it."""
    call_command("migrate", verbosity=0)
    network()
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        steps = [list(row) for row in cursor.fetchall()]
    saved = json.dumps({"steps": steps, "tables": rows()}, default=told, ensure_ascii=False)
    Path(sys.argv[1]).parent.mkdir(parents=True, exist_ok=True)
    Path(sys.argv[1]).write_bytes(gzip.compress(saved.encode(), mtime=0))
    print(f"{len(steps)} steps, {len(json.loads(saved)['tables'])} tables, {Path(sys.argv[1]).stat().st_size} bytes")


if __name__ == "__main__":
    main()
