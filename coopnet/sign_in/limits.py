"""How many tries: by account and by address, in the cache that all processes share.

An attacker can use up the tries of an account, so that lock must not shut out the owner. A browser in which the owner
has signed in before carries a signed mark and has tries of its own; codes and passkeys have tries of their own too.
The account is named by what was typed, so that an address without an account is locked in the same way.
"""

import secrets
from typing import Any, Protocol

from allauth.core.internal import ratelimit
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

from coopnet.accounts.models import User

LIMITS: dict[str, str] = {
    "password": "10/15m/key",
    "password-address": "60/15m/ip",
    "code-request": "4/1h/key,10/1d/key",
    "code-request-address": "30/15m/ip",
    "code-address": "30/15m/ip",
    "passkey-address": "60/15m/ip",
    "second-step": "10/15m/key",
    "recovery": "20/1h/key",
}

COOKIE = "known"
_SALT = "coopnet.sign_in.known-browser"
_YEAR = 365 * 24 * 3600
_MOST = 5


class Usage(Protocol):
    """A try that was counted; ``rollback`` gives it back when it proved right."""

    def rollback(self) -> None: ...


def take(request: HttpRequest, action: str, key: str = "") -> Usage | None:
    """Count one try. Nothing means that there are none left (or that the count could not be kept: it fails closed)."""
    usage: Usage | None = ratelimit.consume(
        request, app="coopnet.sign_in", action=action, config=LIMITS, key=key, limit_get=True
    )
    return usage


def _marks(request: HttpRequest) -> dict[str, str]:
    try:
        found: Any = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_YEAR)
    except signing.BadSignature:
        return {}
    return found if isinstance(found, dict) else {}


def _name(email: str) -> str:
    """The cookie holds no address: others may use the same machine."""
    return salted_hmac(_SALT, email.lower()).hexdigest()[:24]


def account_key(request: HttpRequest, email: str) -> str:
    """Under which name tries for this account are counted in this browser."""
    mark = _marks(request).get(_name(email))
    return f"{email.lower()}|{mark}" if mark else email.lower()


def remember(request: HttpRequest, response: HttpResponseBase, user: User) -> None:
    """Mark this browser as one in which the account has signed in, by all its steps."""
    own = _name(user.email)
    others = [(name, mark) for name, mark in _marks(request).items() if name != own]
    marks = dict(others[-(_MOST - 1) :]) | {own: secrets.token_urlsafe(12)}
    response.set_cookie(
        COOKIE,
        signing.dumps(marks, salt=_SALT),
        max_age=_YEAR,
        path="/sign-in/",
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )
