"""Reads the environment and refuses bad values with a sentence, never with a trace."""

import contextlib
import difflib
import os
import re
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url

from coopnet.config import mail
from coopnet.config.given import BadSetting, variable

MODES = ("embedded", "demo", "production")
LOGS = ("plain", "json")

# Every variable that the product reads; docs/guide/settings.md tells of each.
SETTINGS = (
    "COOPNET_MODE",
    "COOPNET_DATA_DIR",
    "COOPNET_BASE_URL",
    "COOPNET_FROM_EMAIL",
    "COOPNET_NEWS_FROM_EMAIL",
    "COOPNET_RETURNS_EMAIL",
    "COOPNET_DKIM_SELECTOR",
    "COOPNET_NAME_SERVERS",
    "COOPNET_ARCHIVE",
    "COOPNET_LOG",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "EMAIL_URL",
    "MAILBOX_URL",
)
_HOST = re.compile(r"\.?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?|\[[0-9a-f:.]+\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Environment:
    """What the environment says, checked."""

    data_dir: Path
    mode: str
    secret_key: str
    allowed_hosts: tuple[str, ...]
    database: dict[str, Any]
    email: dict[str, Any]
    mailbox_url: str
    from_email: str
    news_from_email: str
    returns_email: str
    dkim_selector: str
    name_servers: tuple[tuple[str, int], ...]
    base_url: str
    https: bool
    log_format: str
    archive: str


def static_storage(mode: str) -> str:
    """Hashed, compressed names where files were collected; plain names while they are served from the source."""
    if mode == "production":
        return "whitenoise.storage.CompressedManifestStaticFilesStorage"
    return "django.contrib.staticfiles.storage.StaticFilesStorage"


def logging(env: Environment) -> dict[str, Any]:
    """The argument that Django hands to ``coopnet.config.logs.configure``."""
    return {"format": env.log_format, "quiet": env.mode == "demo"}


def set_mode(mode: str) -> None:
    """For a command that is always of one mode. Raises BadSetting where the environment insists on a real network."""
    if variable("COOPNET_MODE") == "production":
        raise BadSetting(
            f"COOPNET_MODE is 'production', and this command makes a {mode} with invented people. Unset COOPNET_MODE, "
            "and set COOPNET_DATA_DIR to a folder other than the real network's."
        )
    os.environ["COOPNET_MODE"] = mode


def read() -> Environment:
    """Read and check all variables. Raises BadSetting."""
    _refuse_slips()
    mode = variable("COOPNET_MODE") or "embedded"
    if mode not in MODES:
        raise BadSetting(f"COOPNET_MODE is {mode!r}. Write one of: {', '.join(MODES)}.")
    log_format = variable("COOPNET_LOG") or "plain"
    if log_format not in LOGS:
        raise BadSetting(f"COOPNET_LOG is {log_format!r}. Write one of: {', '.join(LOGS)}.")
    hosts = _hosts(mode)
    email = mail.email(mode)
    from_email = mail.from_email(mode)
    base_url = _base_url(mode, hosts)
    data_dir = Path(variable("COOPNET_DATA_DIR") or "var").expanduser().resolve()
    _prepare(data_dir)
    return Environment(
        data_dir=data_dir,
        mode=mode,
        secret_key=_secret_key(data_dir),
        allowed_hosts=hosts,
        database=_database(data_dir),
        email=email,
        mailbox_url=mail.mailbox(),
        from_email=from_email,
        news_from_email=mail.news_from_email() or from_email,
        returns_email=mail.returns_email(),
        dkim_selector=mail.dkim_selector(),
        name_servers=mail.name_servers(),
        base_url=base_url,
        https=mode == "production",
        log_format=log_format,
        archive=_archive(),
    )


def _refuse_slips() -> None:
    """A misspelt variable would be passed over in silence, and its default taken."""
    for name in os.environ:
        if name.startswith("COOPNET_") and name not in SETTINGS:
            meant = difflib.get_close_matches(name, SETTINGS, n=1, cutoff=0.86)
            if meant:
                raise BadSetting(f"{name} is not a setting. Did you mean {meant[0]}?")
    if variable("DEBUG").lower() not in ("", "0", "false", "no", "off"):
        raise BadSetting("DEBUG is set. Coopnet has no debug mode, since it would show strangers its inside. Unset it.")


def _archive() -> str:
    """The web archive to which readers may be sent; nothing where there is none."""
    text = variable("COOPNET_ARCHIVE")
    if text and not re.fullmatch(r"https://[a-z0-9.-]+(/[\w.-]+)*/", text, re.IGNORECASE):
        raise BadSetting(
            f"COOPNET_ARCHIVE is {text!r}. Write the beginning of the addresses of a web archive, with a slash at its "
            "end, like: https://archive.example.org/web/"
        )
    return text


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
    given = variable("SECRET_KEY")
    if given:
        if len(given) < 40:
            raise BadSetting(
                f"SECRET_KEY has {len(given)} characters. Give at least 40 random ones, or leave it unset: "
                "Coopnet then makes one and keeps it in its data folder."
            )
        if len(set(given)) < 10 or given.startswith("django-insecure"):
            raise BadSetting(
                "SECRET_KEY can be guessed. Give at least 40 random characters, or leave it unset: "
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
        key = path.read_text().strip()
    except OSError as error:
        raise _unusable(data_dir, error) from None
    except UnicodeDecodeError:
        key = ""
    if len(key) < 40:
        raise BadSetting(
            f"The key in {path} is damaged. Put it back from a backup, or remove the file: Coopnet then makes a new "
            "one, and everybody signs in again."
        )
    return key


def _hosts(mode: str) -> tuple[str, ...]:
    given = tuple(part.strip() for part in variable("ALLOWED_HOSTS").split(",") if part.strip())
    if mode == "production" and (not given or "*" in given):
        raise BadSetting("ALLOWED_HOSTS must name the addresses of a production network, like: schools.example.org")
    for host in given:
        if host != "*" and not _HOST.fullmatch(host):
            raise BadSetting(
                f"ALLOWED_HOSTS holds {host!r}. Write names alone, without https://, port or path, with commas between "
                "them, like: schools.example.org,www.schools.example.org"
            )
    return given or ("127.0.0.1", "localhost", "[::1]", "testserver")


def _base_url(mode: str, hosts: tuple[str, ...]) -> str:
    given = variable("COOPNET_BASE_URL").rstrip("/")
    if not given:
        return f"https://{hosts[0].lstrip('.')}" if mode == "production" else "http://127.0.0.1:8000"
    try:
        parts = urlsplit(given)
        host, _port = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    if parts.scheme not in ("http", "https") or not host or parts.path or parts.query or parts.fragment:
        raise BadSetting(
            f"COOPNET_BASE_URL is {given!r}. Write the address of the network's first page, like: "
            "https://schools.example.org"
        )
    if mode == "production":
        if parts.scheme != "https":
            raise BadSetting(f"COOPNET_BASE_URL is {given!r}. A production network has an address with https://")
        if not any(host == name.lower() or (name[0] == "." and host.endswith(name.lower())) for name in hosts):
            raise BadSetting(
                f"COOPNET_BASE_URL names {host}, and ALLOWED_HOSTS does not. Letters would carry links that nobody can "
                "open: write the same name in both."
            )
    return given


def _database(data_dir: Path) -> dict[str, Any]:
    url = variable("DATABASE_URL")
    if not url:
        return sqlite(data_dir / "coopnet.sqlite3")
    if url.startswith("sqlite:"):
        return sqlite(_file(unquote(url.removeprefix("sqlite:").removeprefix("//"))))
    try:
        parts = urlsplit(url)
        scheme, _host, _port = parts.scheme, parts.hostname, parts.port
    except ValueError:
        raise BadSetting(
            "DATABASE_URL cannot be read: its port is no number, or its password holds a sign that must be written "
            "otherwise (# as %23, / as %2F, @ as %40, : as %3A)."
        ) from None
    if scheme not in ("postgres", "postgresql"):
        raise BadSetting(
            f"DATABASE_URL begins with {scheme!r}. Coopnet runs on SQLite (leave it unset) or on "
            "PostgreSQL, like: postgres://name:password@127.0.0.1:5432/coopnet"
        )
    if parts.fragment:
        raise BadSetting(
            "DATABASE_URL holds a # sign, and all behind it would be lost. In a password write it as %23 "
            "(/ as %2F, @ as %40, : as %3A)."
        )
    try:
        found: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60))
    except ValueError as error:
        raise BadSetting(f"DATABASE_URL cannot be read: {error}.") from None
    if not found.get("NAME"):
        raise BadSetting("DATABASE_URL names no database. Write it behind the last stroke, like …:5432/coopnet")
    found["CONN_HEALTH_CHECKS"] = True
    return found


def _file(name: str) -> Path:
    """The path of a SQLite URL, if a database can stand there."""
    path = Path(f"/{name.lstrip('/')}")
    if not name.startswith("/"):
        raise BadSetting(
            "DATABASE_URL names no file. Write the whole path, like: sqlite:////srv/coopnet/coopnet.sqlite3"
        )
    if path.is_dir():
        raise BadSetting(
            f"DATABASE_URL names {path}, which is a folder. Name a file in it, like: sqlite:///{path}/coopnet.sqlite3"
        )
    if not path.parent.is_dir():
        raise BadSetting(f"DATABASE_URL names a file in {path.parent}, and there is no such folder. Make it first.")
    return path


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


def complain_and_stop(error: BadSetting) -> None:
    """For the console: the sentence on standard error and exit code 2."""
    print(f"coopnet: {error}", file=sys.stderr)
    raise SystemExit(2)
