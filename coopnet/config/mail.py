"""The settings of letters: who sends them, through which server, where answers and returned letters come to."""

import re
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from coopnet.config.given import BadSetting, variable

_ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")
_RETURNS = re.compile(r"[a-z0-9._-]{1,30}@[a-z0-9.-]+\.[a-z0-9-]+", re.IGNORECASE)
_SELECTOR = re.compile(r"[a-z0-9]([a-z0-9._-]{0,60}[a-z0-9])?", re.IGNORECASE)
_NAMED_ADDRESS = re.compile(r"(?:[^<>\r\n]*<)?([^<>\r\n]+?)>?")
# How a mail server is spoken to: the usual port, encryption begun by STARTTLS, encryption from the first byte.
_MAIL = {
    "smtp": (25, False, False),
    "smtp+tls": (587, True, False),
    "smtp+ssl": (465, False, True),
    "smtps": (465, False, True),
}


def email(mode: str) -> dict[str, Any]:
    """Django's settings of the mail server."""
    url = variable("EMAIL_URL")
    if url == "folder" or (not url and mode != "production"):
        return {"EMAIL_BACKEND": "coopnet.notices.backends.FileBackend"}
    if not url:
        raise BadSetting(
            "EMAIL_URL is not set, so nobody would get a letter or a sign-in code. Write it like: "
            "smtp+tls://name:password@mail.example.org:587 - or, for a rehearsal that must send nothing: folder"
        )
    like = "Write it like: smtp+tls://name:password@mail.example.org:587"
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme, parts.hostname, parts.port
    except ValueError:
        raise BadSetting(
            "EMAIL_URL cannot be read: its port is no number, or its password holds a sign that must be written "
            "otherwise (# as %23, / as %2F, @ as %40, : as %3A)."
        ) from None
    if scheme not in _MAIL:
        raise BadSetting(f"EMAIL_URL begins with {scheme!r}. {like}")
    if not host or parts.fragment:
        raise BadSetting(f"EMAIL_URL names no mail server, or its password holds a # (write it as %23). {like}")
    usual, starttls, encrypted = _MAIL[scheme]
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": host,
        "EMAIL_PORT": port or usual,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": starttls,
        "EMAIL_USE_SSL": encrypted,
    }


def mailbox() -> str:
    """The mailbox that answers come to; nothing where there is none."""
    url = variable("MAILBOX_URL")
    if url.startswith("maildir:"):
        folder = Path(unquote(url.removeprefix("maildir:").removeprefix("//")))
        if not folder.is_absolute() or not (folder / "new").is_dir():
            raise BadSetting(
                f"MAILBOX_URL names {folder}, and there is no folder “new” in it. Write the whole path of a Maildir, "
                "like: maildir:///srv/mail/coopnet"
            )
        return f"maildir://{quote(str(folder))}"
    like = "Write it like: imaps://name:password@mail.example.org/INBOX"
    try:
        parts = urlsplit(url)
        named = bool(parts.hostname and parts.username and (parts.port is None or parts.port))
    except ValueError:
        named = False
    if url and (not named or parts.scheme not in ("imap", "imaps") or parts.fragment):
        raise BadSetting(f"MAILBOX_URL cannot be read. {like} (in a password # is %23, / is %2F, @ is %40, : is %3A).")
    return url


def from_email(mode: str) -> str:
    """Who sends notices and codes."""
    given = variable("COOPNET_FROM_EMAIL")
    if not given:
        if mode == "production" and variable("EMAIL_URL") != "folder":
            raise BadSetting(
                "COOPNET_FROM_EMAIL is not set. Write the address from which the network's letters come, like: "
                "Schools Network <office@schools.example.org>"
            )
        return "network@coopnet.example.org"
    if not _is_sender(given):
        raise BadSetting(
            f"COOPNET_FROM_EMAIL is {given!r}. Write one address, like: office@schools.example.org, or with a name: "
            "Schools Network <office@schools.example.org>"
        )
    return given


def _is_sender(given: str) -> bool:
    inner = _NAMED_ADDRESS.fullmatch(given)
    return inner is not None and _ADDRESS.fullmatch(inner.group(1).strip()) is not None


def news_from_email() -> str:
    """Who sends news; nothing where news comes from the same address as notices."""
    given = variable("COOPNET_NEWS_FROM_EMAIL")
    if given and not _is_sender(given):
        raise BadSetting(
            f"COOPNET_NEWS_FROM_EMAIL is {given!r}. Write one address, like: news@schools.example.org, or with a name: "
            "Schools News <news@schools.example.org>"
        )
    return given


def returns_email() -> str:
    """Where letters return that were not delivered; nothing where they return to their sender."""
    given = variable("COOPNET_RETURNS_EMAIL")
    if given and not _RETURNS.fullmatch(given):
        raise BadSetting(
            f"COOPNET_RETURNS_EMAIL is {given!r}. Write an address alone, without a + in it, like: "
            "returns@schools.example.org. Coopnet writes +17.… before the @ and the number of the letter in it."
        )
    return given


def dkim_selector() -> str:
    """Under which word the key of the mail firm stands in the domain; only the set-up page asks it."""
    given = variable("COOPNET_DKIM_SELECTOR")
    if given and not _SELECTOR.fullmatch(given):
        raise BadSetting(
            f"COOPNET_DKIM_SELECTOR is {given!r}. Write the word before ._domainkey that your mail firm gave you, "
            "like: s1"
        )
    return given


def name_servers() -> tuple[tuple[str, int], ...]:
    """Whom to ask about names; nobody named: those that the machine itself asks."""
    found = []
    for part in variable("COOPNET_NAME_SERVERS").replace(",", " ").split():
        try:
            parts = urlsplit(f"//{part}")
            found.append((str(ip_address(parts.hostname or "")), parts.port or 53))
        except ValueError:
            raise BadSetting(
                f"COOPNET_NAME_SERVERS holds {part!r}. Write addresses in numbers with commas between them, like: "
                "192.0.2.53,192.0.2.54:5353"
            ) from None
    return tuple(found)
