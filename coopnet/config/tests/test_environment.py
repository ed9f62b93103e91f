"""Settings that cannot be used end in a sentence that says which, what was found and what to write."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from coopnet.config import environment
from coopnet.config.given import BadSetting
from tests.databases import ROOT

REAL = {
    "COOPNET_MODE": "production",
    "ALLOWED_HOSTS": "schools.example.org",
    "EMAIL_URL": "smtp+tls://name:secret-word@mail.example.org:587",
    "COOPNET_FROM_EMAIL": "office@schools.example.org",
}
KEY = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2"

# What somebody wrote, the setting that the sentence must name, a word of what it must advise.
FAULTS: dict[str, tuple[dict[str, str], str, str]] = {
    "a mode that does not exist": ({"COOPNET_MODE": "prod"}, "COOPNET_MODE", "production"),
    "a log that does not exist": ({"COOPNET_LOG": "xml"}, "COOPNET_LOG", "json"),
    "debugging": ({"DEBUG": "1"}, "DEBUG", "Unset"),
    "debugging in words": ({"DEBUG": "True"}, "DEBUG", "Unset"),
    "a misspelt folder": ({"COOPNET_DATADIR": "/tmp"}, "COOPNET_DATADIR", "COOPNET_DATA_DIR"),
    "a misspelt sender": ({"COOPNET_FROM_MAIL": "a@b.example"}, "COOPNET_FROM_MAIL", "COOPNET_FROM_EMAIL"),
    "a misspelt address": ({"COOPNET_BASEURL": "https://x.example"}, "COOPNET_BASEURL", "COOPNET_BASE_URL"),
    "a folder nobody can make": ({"COOPNET_DATA_DIR": "/proc/none/here"}, "COOPNET_DATA_DIR", "may write"),
    "a file for a folder": ({"COOPNET_DATA_DIR": "{file}"}, "COOPNET_DATA_DIR", "may write"),
    "a folder inside a file": ({"COOPNET_DATA_DIR": "{file}/data"}, "COOPNET_DATA_DIR", "may write"),
    "a short key": ({"SECRET_KEY": "short"}, "SECRET_KEY", "40"),
    "a key of one letter": ({"SECRET_KEY": "a" * 60}, "SECRET_KEY", "random"),
    "a key from a template": ({"SECRET_KEY": "django-insecure-" + KEY}, "SECRET_KEY", "random"),
    "no host": ({**REAL, "ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS", "schools.example.org"),
    "any host": ({**REAL, "ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS", "schools.example.org"),
    "a host with its scheme": ({**REAL, "ALLOWED_HOSTS": "https://schools.example.org"}, "ALLOWED_HOSTS", "without"),
    "a host with a port": ({**REAL, "ALLOWED_HOSTS": "schools.example.org:443"}, "ALLOWED_HOSTS", "without"),
    "hosts with a space between": ({**REAL, "ALLOWED_HOSTS": "a.example b.example"}, "ALLOWED_HOSTS", "commas"),
    "another database": ({"DATABASE_URL": "mysql://a:b@c/d"}, "DATABASE_URL", "PostgreSQL"),
    "a database without scheme": ({"DATABASE_URL": "coopnet"}, "DATABASE_URL", "postgres://"),
    "a database without name": ({"DATABASE_URL": "postgres://a:b@127.0.0.1:5432/"}, "DATABASE_URL", "names no"),
    "a database with a wordy port": ({"DATABASE_URL": "postgres://a:b@c:port/d"}, "DATABASE_URL", "port"),
    "a database with a # in its password": ({"DATABASE_URL": "postgres://a:se#cret@c/d"}, "DATABASE_URL", "%23"),
    "a database in memory": ({"DATABASE_URL": "sqlite://:memory:"}, "DATABASE_URL", "path"),
    "a database without path": ({"DATABASE_URL": "sqlite://"}, "DATABASE_URL", "path"),
    "a database that is a folder": ({"DATABASE_URL": "sqlite:///{folder}"}, "DATABASE_URL", "folder"),
    "a database in no folder": (
        {"DATABASE_URL": "sqlite:///{folder}/none/db.sqlite3"},
        "DATABASE_URL",
        "no such folder",
    ),
    "no mail": ({**REAL, "EMAIL_URL": ""}, "EMAIL_URL", "smtp+tls://"),
    "mail by web": ({"EMAIL_URL": "https://mail.example.org"}, "EMAIL_URL", "smtp+tls://"),
    "mail without a server": ({"EMAIL_URL": "smtp://"}, "EMAIL_URL", "server"),
    "mail with a wordy port": ({"EMAIL_URL": "smtp://a:b@mail.example.org:mail"}, "EMAIL_URL", "port"),
    "no sender": ({**REAL, "COOPNET_FROM_EMAIL": ""}, "COOPNET_FROM_EMAIL", "office@"),
    "a sender without @": ({"COOPNET_FROM_EMAIL": "office"}, "COOPNET_FROM_EMAIL", "office@"),
    "two senders": ({"COOPNET_FROM_EMAIL": "a@b.example, c@d.example"}, "COOPNET_FROM_EMAIL", "one address"),
    "a sender with a second line": (
        {"COOPNET_FROM_EMAIL": "a@b.example\nBcc: c@d.example"},
        "COOPNET_FROM_EMAIL",
        "one",
    ),
    "a Maildir that is none": ({"MAILBOX_URL": "maildir://{folder}"}, "MAILBOX_URL", "maildir:///"),
    "a Maildir without its path": ({"MAILBOX_URL": "maildir:mail"}, "MAILBOX_URL", "whole path"),
    "news from nobody": ({"COOPNET_NEWS_FROM_EMAIL": "news"}, "COOPNET_NEWS_FROM_EMAIL", "news@"),
    "returns with a name": ({"COOPNET_RETURNS_EMAIL": "R <r@a.example>"}, "COOPNET_RETURNS_EMAIL", "alone"),
    "returns with a plus": ({"COOPNET_RETURNS_EMAIL": "r+x@a.example"}, "COOPNET_RETURNS_EMAIL", "without a +"),
    "a selector with its domain": ({"COOPNET_DKIM_SELECTOR": "s1 here"}, "COOPNET_DKIM_SELECTOR", "s1"),
    "a name server by name": ({"COOPNET_NAME_SERVERS": "dns.example"}, "COOPNET_NAME_SERVERS", "numbers"),
    "an address without scheme": ({"COOPNET_BASE_URL": "schools.example.org"}, "COOPNET_BASE_URL", "https://"),
    "an address with a path": ({"COOPNET_BASE_URL": "https://a.example/b"}, "COOPNET_BASE_URL", "first page"),
    "an address without https": (
        {**REAL, "COOPNET_BASE_URL": "http://schools.example.org"},
        "COOPNET_BASE_URL",
        "https",
    ),
    "an address of another host": (
        {**REAL, "COOPNET_BASE_URL": "https://other.example"},
        "COOPNET_BASE_URL",
        "same name",
    ),
}

FAULTS |= {
    "an archive without encryption": (
        {"COOPNET_ARCHIVE": "http://archive.example.org/web/"},
        "COOPNET_ARCHIVE",
        "https://archive.example.org/web/",
    ),
    "an archive that would swallow the day": (
        {"COOPNET_ARCHIVE": "https://archive.example.org/web"},
        "COOPNET_ARCHIVE",
        "with a slash at its end",
    ),
}


@pytest.fixture
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No variable set but the data folder, which is the test's own."""
    for name in (*environment.SETTINGS, "DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COOPNET_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "file").write_text("x")
    return tmp_path


@pytest.mark.parametrize("fault", FAULTS)
def test_a_setting_that_cannot_be_used_ends_in_a_sentence(
    fault: str, clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    variables, name, advice = FAULTS[fault]
    for variable, value in variables.items():
        value = value.replace("{file}", str(clean / "file")).replace("{folder}", str(clean))
        monkeypatch.setenv(variable, value)
    with pytest.raises(BadSetting) as stopped:
        environment.read()
    sentence = str(stopped.value)
    assert name in sentence
    assert advice in sentence
    assert "secret-word" not in sentence
    assert "se#cret" not in sentence
    assert "\n" not in sentence


def test_at_least_thirty_faults_are_tried() -> None:
    assert len(FAULTS) >= 30


def test_without_any_variable_it_is_an_embedded_network_on_sqlite(clean: Path) -> None:
    found = environment.read()
    assert (found.mode, found.database["ENGINE"]) == ("embedded", "django.db.backends.sqlite3")
    assert found.email == {"EMAIL_BACKEND": "coopnet.notices.backends.FileBackend"}


def test_a_real_network_with_all_its_settings_is_accepted(clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in REAL.items():
        monkeypatch.setenv(name, value)
    found = environment.read()
    assert found.https
    assert found.base_url == "https://schools.example.org"
    assert found.email["EMAIL_HOST"] == "mail.example.org"


@pytest.mark.parametrize(
    "url, port, starttls, encrypted",
    [
        ("smtp://mail.example.org", 25, False, False),
        ("smtp+tls://a:b%23c@mail.example.org", 587, True, False),
        ("smtp+ssl://a:b%23c@mail.example.org:4650", 4650, False, True),
        ("smtps://a:b%23c@mail.example.org", 465, False, True),
    ],
)
def test_a_mail_server_is_spoken_to_as_its_address_says(
    url: str, port: int, starttls: bool, encrypted: bool, clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EMAIL_URL", url)
    found = environment.read().email
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (port, starttls, encrypted)
    assert found["EMAIL_HOST_PASSWORD"] == ("b#c" if "@" in url else "")


def test_a_rehearsal_may_keep_its_letters(clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COOPNET_MODE", "production")
    monkeypatch.setenv("ALLOWED_HOSTS", "copy.example.org")
    monkeypatch.setenv("EMAIL_URL", "folder")
    assert environment.read().email == {"EMAIL_BACKEND": "coopnet.notices.backends.FileBackend"}


def test_the_key_is_made_once_and_only_its_owner_reads_it(clean: Path) -> None:
    first = environment.read().secret_key
    assert environment.read().secret_key == first
    assert stat.S_IMODE((clean / "data/secret_key").stat().st_mode) == 0o600


@pytest.mark.parametrize("damage", [b"", b"abc", b"\xff\xfe\x00"])
def test_a_damaged_key_is_told(damage: bytes, clean: Path) -> None:
    environment.read()
    (clean / "data/secret_key").write_bytes(damage)
    with pytest.raises(BadSetting, match="damaged"):
        environment.read()


def test_a_demo_is_not_made_where_a_real_network_stands(clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COOPNET_MODE", "production")
    with pytest.raises(BadSetting, match="invented people"):
        environment.set_mode("demo")
    assert os.environ["COOPNET_MODE"] == "production"


@pytest.mark.parametrize("fault", ["a mode that does not exist", "another database", "a file for a folder"])
def test_the_console_shows_the_sentence_alone(fault: str, clean: Path) -> None:
    variables, name, advice = FAULTS[fault]
    variables = {k: v.replace("{file}", str(clean / "file")) for k, v in variables.items()}
    ran = subprocess.run(
        [sys.executable, "-m", "coopnet", "upgrade"],
        env={"PATH": os.environ["PATH"], "COOPNET_DATA_DIR": str(clean / "data"), **variables},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.count("\n") == 1
    assert name in ran.stderr
    assert advice in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_real_network_passes_the_deployment_check(clean: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        env={"PATH": os.environ["PATH"], "COOPNET_DATA_DIR": str(clean / "data"), **REAL},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    # One check is silenced, with its reason, in the settings: we have template words of our own under Django's name.
    assert settings.SILENCED_SYSTEM_CHECKS == ["templates.W003"]
    assert "no issues (1 silenced)" in ran.stdout


def test_every_setting_is_in_the_guide_and_the_guide_knows_no_other() -> None:
    read = set()
    for path in (ROOT / "coopnet").rglob("*.py"):
        if "tests" in path.parts or "migrations" in path.parts:
            continue
        read |= set(
            re.findall(r"""(?:environ\.get\(|environ\[|getenv\(|_given\()\s*["']([A-Z_]+)["']""", path.read_text())
        )
    read -= {"DJANGO_SETTINGS_MODULE"}
    told = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/guide/settings.md").read_text(), re.MULTILINE))
    assert told >= set(environment.SETTINGS)
    assert read - {"DEBUG"} <= told
    assert told <= set(environment.SETTINGS)
