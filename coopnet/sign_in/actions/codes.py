"""Six-digit codes: sent by letter, typed in any browser, good for ten minutes and few tries."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare, salted_hmac

from coopnet.accounts.models import User
from coopnet.audit.actions import record
from coopnet.kit.actors import Actor
from coopnet.notices.actions import forget_code
from coopnet.sign_in import letters, rules
from coopnet.sign_in.enums import CodeFor
from coopnet.sign_in.models import SignInCode


def _digest(purpose: str, email: str, code: str) -> str:
    return salted_hmac("coopnet.sign_in.code", f"{purpose}|{email}|{code}", algorithm="sha256").hexdigest()


def _browser(mark: str) -> str:
    return salted_hmac("coopnet.sign_in.browser", mark, algorithm="sha256").hexdigest()


def _letter_key(code: SignInCode) -> str:
    return f"sign-in-code:{code.pk}"


@transaction.atomic
def send_code(
    *, email: str, browser: str, machine: datetime, by: Actor, at: datetime, purpose: str = "sign-in"
) -> None:
    """Send a code to the address, if an open account has it. Outside, both cases look and last the same.

    ``browser`` is a mark in the session of the browser that asks; ``machine`` is machine time, by which the code lives.
    An earlier code of the same browser ends; codes that other browsers asked for stay good.
    """
    address = email.strip().lower()
    user = User.objects.filter(email=address, is_active=True).first()
    sign = f"{secrets.randbelow(10**6):06d}"
    SignInCode.objects.filter(
        email=address, purpose=purpose, browser=_browser(browser), spent_at__isnull=True, ends_at__gt=machine
    ).update(spent_at=machine)
    code = SignInCode.objects.create(
        purpose=CodeFor(purpose).value,
        email=address,
        user=user,
        digest=_digest(purpose, address, sign),
        browser=_browser(browser),
        made_at=machine,
        ends_at=machine + rules.CODE_LIFE,
    )
    with transaction.atomic():
        letters.send_sign_in_code(
            key=_letter_key(code),
            to=address,
            code=sign,
            minutes=int(rules.CODE_LIFE.total_seconds() // 60),
            expires_at=at + rules.CODE_LIFE,
            by=by,
            at=at,
        )
        subject = f"account:{user.key}" if user else "account:none"
        record("account.code-sent", subject=subject, words="A code was asked for and sent", by=by, at=at)
        if user is None:
            transaction.set_rollback(True)  # the same work, and no letter


@transaction.atomic
def spend_code(
    *, email: str, code: str, browser: str, machine: datetime, by: Actor, at: datetime, purpose: str = "sign-in"
) -> User | None:
    """The account that this code opens, once; nothing if it opens none. Every call uses up a try of each open code."""
    address = email.strip().lower()
    own = _browser(browser)
    digest = _digest(purpose, address, code)
    found: SignInCode | None = None
    open_codes = SignInCode.objects.filter(
        email=address, purpose=purpose, spent_at__isnull=True, ends_at__gt=machine
    ).order_by("-made_at", "-pk")[:12]
    for candidate in open_codes:
        row = SignInCode.objects.filter(pk=candidate.pk, spent_at__isnull=True)
        if constant_time_compare(candidate.browser, own):
            counted = row.filter(tries_here__lt=rules.TRIES_HERE).update(tries_here=F("tries_here") + 1)
        else:
            counted = row.filter(tries_elsewhere__lt=rules.TRIES_ELSEWHERE).update(
                tries_elsewhere=F("tries_elsewhere") + 1
            )
        if counted and constant_time_compare(candidate.digest, digest):
            found = candidate
    if found is None or found.user_id is None:
        return None
    user = User.objects.filter(pk=found.user_id, email=address, is_active=True).first()
    spent = SignInCode.objects.filter(pk=found.pk, spent_at__isnull=True).update(spent_at=machine)
    if user is None or not spent:
        return None
    forget_code(key=_letter_key(found), by=by, at=at)
    return user


@transaction.atomic
def note_sign_in(*, user: User, proofs: Iterable[Mapping[str, Any]], by: Actor, at: datetime) -> None:
    """Enter in the record that somebody signed in, and by what."""
    used = [str(proof.get("type") or proof.get("method")) for proof in proofs]
    record(
        "account.signed-in",
        subject=f"account:{user.key}",
        words="Signed in",
        details={"by": list(used)},
        by=by,
        at=at,
    )


@transaction.atomic
def tidy(*, machine: datetime, by: Actor, at: datetime) -> int:
    """Delete codes of yesterday, sessions that have ended, and their lines in the lists of sessions."""
    codes, _ = SignInCode.objects.filter(ends_at__lt=machine - timedelta(days=1)).delete()
    sessions, _ = Session.objects.filter(expire_date__lt=machine).delete()
    lines, _ = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return int(codes + sessions + lines)
