"""What the account pages show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from coopnet.accounts.models import User
from coopnet.sign_in import library, rules
from coopnet.sign_in.enums import Proof
from coopnet.sign_in.models import Recovery


@dataclass(frozen=True, slots=True)
class Step:
    """An app or a passkey of an account."""

    number: int
    kind: str
    name: str
    since: datetime
    last_used: datetime | None


@dataclass(frozen=True, slots=True)
class Ways:
    """All ways in which an account signs in."""

    password: bool
    app: Step | None
    passkeys: tuple[Step, ...]
    codes_left: int | None

    @property
    def has_step(self) -> bool:
        """Whether there is a second step that lasts (recovery codes alone do not)."""
        return self.app is not None or bool(self.passkeys)


def ways_of(user: User) -> Ways:
    """One query."""
    app: Step | None = None
    passkeys: list[Step] = []
    codes_left: int | None = None
    for found in library.authenticators(user):
        if found.type == library.KINDS[Proof.RECOVERY_CODE]:
            codes_left = len(library.unused_codes(found))
        elif found.type == library.KINDS[Proof.APP]:
            app = Step(found.pk, "app", "Authenticator app", found.created_at, found.last_used_at)
        else:
            passkeys.append(Step(found.pk, "passkey", str(found), found.created_at, found.last_used_at))
    return Ways(user.has_usable_password(), app, tuple(passkeys), codes_left)


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One place where the account is signed in."""

    number: int
    words: str
    address: str
    since: datetime
    here: bool


def sessions_of(user: User, *, key: str, machine: datetime) -> list[OpenSession]:
    """Sessions that have not ended, newest first. ``key`` is the session in use."""
    rows: Iterable[Any] = UserSession.objects.filter(
        user_id=user.pk,
        session_key__in=Session.objects.filter(expire_date__gt=machine).values("session_key"),
    ).order_by("-created_at", "-pk")
    return [
        OpenSession(row.pk, rules.browser_words(row.user_agent), row.ip, row.created_at, row.session_key == key)
        for row in rows
    ]


def last_proof(proofs: list[dict[str, Any]], *, has_step: bool) -> float | None:
    """When the person last proved themselves well enough: by the second step where there is one."""
    times = [proof["at"] for proof in proofs if proof.get("method") == "mfa" or not has_step]
    return max(times, default=None)


def open_recoveries(*, at: datetime) -> list[Recovery]:
    """Requests that wait for a second officer, oldest first."""
    return list(
        Recovery.objects.filter(confirmed_at=None, withdrawn_at=None, ends_at__gt=at)
        .select_related("owner", "asked_by")
        .order_by("asked_at", "pk")
    )
