"""Reads the environment and refuses bad values with a sentence, never with a trace."""

import contextlib
import os
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
import dj_email_url

MODES = ("embedded", "demo", "production")


class BadSetting(SystemExit):
    """A setting that cannot be used. Its text says which, what was found and what to write instead."""


@dataclass(frozen=True, slots=True)
class Environment:
    """What the environment says, checked."""

    data_dir: Path
    mode: str
    secret_key: str
    allowed_hosts: tuple[str, ...]
    database: dict[str, Any]
    email: dict[str, Any]
    from_email: str
    base_url: str
    https: bool
    log_format: str


def static_storage(mode: str) -> str:
    """Hashed, compressed names where files were collected; plain names while they are served from the source."""
    if mode == "production":
        return "whitenoise.storage.CompressedManifestStaticFilesStorage"
    return "django.contrib.staticfiles.storage.StaticFilesStorage"


def logging(env: Environment) -> dict[str, Any]:
    """The argument that Django hands to ``coopnet.config.logs.configure``."""
    return {"format": env.log_format}


def read() -> Environment:
    """Read and check all variables. Raises BadSetting."""
    mode = os.environ.get("COOPNET_MODE", "embedded")
    if mode not in MODES:
        raise BadSetting(f"COOPNET_MODE is {mode!r}. Write one of: {', '.join(MODES)}.")
    data_dir = Path(os.environ.get("COOPNET_DATA_DIR") or "var").expanduser().resolve()
    _prepare(data_dir)
    return Environment(
        data_dir=data_dir,
        mode=mode,
        secret_key=_secret_key(data_dir),
        allowed_hosts=_hosts(mode),
        database=_database(data_dir),
        email=_email(),
        from_email=os.environ.get("COOPNET_FROM_EMAIL", "network@coopnet.example.org"),
        base_url=os.environ.get("COOPNET_BASE_URL", "http://127.0.0.1:8000"),
        https=mode == "production",
        log_format=os.environ.get("COOPNET_LOG", "plain"),
    )


def _prepare(data_dir: Path) -> None:
    """Make the data folder, and in it the folder of collected files, which WhiteNoise expects to be there."""
    try:
        (data_dir / "static").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(data_dir, error) from None


def _unusable(data_dir: Path, error: OSError) -> BadSetting:
    return BadSetting(
        f"The data folder {data_dir} cannot be used ({error.strerror}). "
        "Set COOPNET_DATA_DIR to a folder in which Coopnet may write."
    )


def _secret_key(data_dir: Path) -> str:
    """SECRET_KEY, or a key made once and kept in the data folder, readable by its owner alone."""
    given = os.environ.get("SECRET_KEY")
    if given is not None:
        if len(given) < 40:
            raise BadSetting(
                f"SECRET_KEY has {len(given)} characters. Give at least 40 random ones, or leave it unset: "
                "Coopnet then makes one and keeps it in its data folder."
            )
        return given
    path = data_dir / "secret_key"
    try:
        if not path.exists():
            made = data_dir / f"secret_key.{os.getpid()}"
            descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(60))
            with contextlib.suppress(FileExistsError):  # another process was first; its key counts
                os.link(made, path)
            made.unlink()
        return path.read_text().strip()
    except OSError as error:
        raise _unusable(data_dir, error) from None


def _hosts(mode: str) -> tuple[str, ...]:
    given = tuple(part.strip() for part in os.environ.get("ALLOWED_HOSTS", "").split(",") if part.strip())
    if mode == "production":
        if not given or "*" in given:
            raise BadSetting("ALLOWED_HOSTS must name the addresses of a production network, like: schools.example.org")
        return given
    return given or ("127.0.0.1", "localhost", "[::1]", "testserver")


def _database(data_dir: Path) -> dict[str, Any]:
    url = os.environ.get("DATABASE_URL")
    if not url:
        return sqlite(data_dir / "coopnet.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme not in ("postgres", "postgresql"):
        raise BadSetting(
            f"DATABASE_URL begins with {parts.scheme!r}. Coopnet runs on SQLite (leave it unset) or on "
            "PostgreSQL, like: postgres://name:password@127.0.0.1:5432/coopnet"
        )
    try:
        found: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60))
    except ValueError as error:
        raise BadSetting(f"DATABASE_URL cannot be read: {error}.") from None
    if not found.get("NAME"):
        raise BadSetting("DATABASE_URL names no database. Write it behind the last stroke, like …:5432/coopnet")
    found["CONN_HEALTH_CHECKS"] = True
    return found


def sqlite(path: Path) -> dict[str, Any]:
    """The embedded database. FULL, since an acknowledged vote or payment must survive a power cut."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                "PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;"
            ),
        },
    }


def _email() -> dict[str, Any]:
    url = os.environ.get("EMAIL_URL")
    if not url:
        return {"EMAIL_BACKEND": "coopnet.notices.backends.FileBackend"}
    scheme = urlsplit(url).scheme
    if scheme not in ("smtp", "smtps", "smtp+tls", "smtp+ssl"):
        raise BadSetting(
            f"EMAIL_URL begins with {scheme!r}. Write it like: smtp+tls://name:password@mail.example.org:587"
        )
    return dict(dj_email_url.parse(url))


def complain_and_stop(error: BadSetting) -> None:
    """For the console: the sentence on standard error and exit code 2."""
    print(f"coopnet: {error}", file=sys.stderr)
    raise SystemExit(2)
