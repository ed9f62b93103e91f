"""The one door to allauth's inner functions: an upgrade of allauth is a change of this module.

allauth keeps who proved what in the session, holds a sign-in until its second step, and judges passkeys, app codes and
recovery codes. Its own pages are not routed.
"""

import json
from importlib import import_module
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, perform_login, record_authentication
from allauth.account.internal.flows.logout import logout
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from allauth.account.stages import LoginStageController
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.usersessions.models import UserSession
from cryptography.exceptions import InvalidSignature
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponseBase

from coopnet.accounts.models import User
from coopnet.sign_in.enums import Proof

STAGE = "coopnet_second_step"
KINDS = {
    Proof.APP: Authenticator.Type.TOTP,
    Proof.PASSKEY: Authenticator.Type.WEBAUTHN,
    Proof.RECOVERY_CODE: Authenticator.Type.RECOVERY_CODES,
}


def enter(request: HttpRequest, user: User, proof: Proof, *, address: str) -> HttpResponseBase:
    """The first proof was good: sign in, or go to the second step. ``address`` must be safe already."""
    record_authentication(request, user, method=proof.value)
    return _go_on(request, user, address)


def enter_by_passkey(request: HttpRequest, authenticator: Authenticator, *, address: str) -> HttpResponseBase:
    """A passkey with its PIN or finger is both steps at once."""
    post_authentication(request, authenticator, passwordless=True)
    user: User = authenticator.user
    return _go_on(request, user, address)


def enter_for_demo(request: HttpRequest, user: User, *, address: str) -> HttpResponseBase:
    """Sign in as one of a demo's people, both steps considered done."""
    note_demo_step(request, user)
    return _go_on(request, user, address)


def note_demo_step(request: HttpRequest, user: User) -> None:
    """Both steps are considered done: for a demo's people, and for tests that sign somebody in without the pages."""
    record_authentication(request, user, method="mfa", type=Proof.DEMO.value, passwordless=True)


def _go_on(request: HttpRequest, user: User, address: str) -> HttpResponseBase:
    try:
        response: HttpResponseBase = perform_login(request, Login(user=user, redirect_url=address, email=user.email))
    except ImmediateHttpResponse as error:
        answer: HttpResponseBase = error.response
        return answer
    return response


def leave(request: HttpRequest) -> None:
    """Sign out of this session, or drop a sign-in that waits for its second step."""
    logout(request, show_message=False)


def pending(request: HttpRequest) -> Any | None:
    """The sign-in of this browser that waits for its second step. It has ``login.user`` and ``exit()``."""
    return LoginStageController.enter(request, STAGE)


def forget_pending(request: HttpRequest) -> None:
    """Drop a sign-in that waits for its second step."""
    clear_login(request)


def proofs(request: HttpRequest) -> list[dict[str, Any]]:
    """What the person of this session has shown so far."""
    records: list[dict[str, Any]] = get_authentication_records(request, request.user)
    return records


def second_step_done(request: HttpRequest) -> bool:
    """Whether the person of this session has taken a second step in it."""
    return any(record.get("method") == "mfa" for record in proofs(request))


def both_steps_at_once(request: HttpRequest, user: User) -> bool:
    """Whether the sign-in under way used a passkey alone (or a demo's shortcut)."""
    return any(r.get("passwordless") for r in get_authentication_records(request, user))


def note_proof(request: HttpRequest, user: User, proof: Proof) -> None:
    """Keep in the session that the person has proved themselves again, now."""
    record_authentication(request, user, method=proof.value, reauthenticated=True)


def note_second_step(request: HttpRequest, authenticator: Authenticator, *, again: bool) -> None:
    """Keep in the session that the person has taken the second step, now."""
    post_authentication(request, authenticator, reauthenticated=again)


def new_session_id(request: HttpRequest) -> None:
    """Another session id for the same session, known to the list of sessions."""
    request.session.cycle_key()
    UserSession.objects.create_from_request(request)


def end_session(session: UserSession) -> None:
    """End one session, wherever it is."""
    import_module(settings.SESSION_ENGINE).SessionStore().delete(session.session_key)
    session.delete()


def end_sessions(user: User, *, but: str = "") -> int:
    """End all sessions of an account, except the one with the key ``but``; gives their number."""
    ended = 0
    for session in UserSession.objects.filter(user_id=user.pk).exclude(session_key=but):
        end_session(session)
        ended += 1
    return ended


# Second steps


def authenticators(user: User) -> list[Authenticator]:
    """All second steps of an account, recovery codes among them."""
    return list(Authenticator.objects.filter(user_id=user.pk).order_by("created_at", "pk"))


def check_code(user: User, code: str) -> Authenticator | None:
    """The app or the recovery codes that this code belongs to. A code serves once."""
    for authenticator in authenticators(user):
        if authenticator.type == Authenticator.Type.WEBAUTHN:
            continue
        try:
            if authenticator.wrap().validate_code(code):
                return authenticator
        except Undecipherable:
            continue
    return None


class Undecipherable(ValueError):
    """A secret in the database was written under another SECRET_KEY."""


def new_app_secret() -> str:
    """A fresh secret for an authenticator app."""
    secret: str = generate_totp_secret()
    return secret


def add_app(user: User, secret: str, code: str) -> Authenticator | None:
    """Keep the secret as the account's app, if the app shows this code now; the code is used up by it."""
    if not validate_totp_code(secret, code):
        return None
    app = TOTP.activate(user, secret)
    app.validate_code(code)
    return app.instance


def app_picture(user: User, secret: str) -> str:
    """The square picture that an authenticator app reads, as SVG."""
    adapter = get_mfa_adapter()
    picture: str = adapter.build_totp_svg(adapter.build_totp_url(user, secret))
    return picture


def add_recovery_codes(user: User) -> Authenticator:
    """Fresh recovery codes in place of the old."""
    Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.RECOVERY_CODES).delete()
    return RecoveryCodes.activate(user).instance


def unused_codes(authenticator: Authenticator) -> list[str]:
    """The recovery codes that still serve. Nothing where they cannot be read any more."""
    try:
        return list(authenticator.wrap().get_unused_codes())
    except Undecipherable:
        return []


# Passkeys. What the browser is asked for, and what it answered.


# What a browser sends can be anything; each of these says that it does not fit what was asked.
UNFIT = (ValidationError, ValueError, KeyError, TypeError, AttributeError, InvalidSignature)


def _plain(options: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(options, cls=DjangoJSONEncoder))
    return found


def passkey_to_make(user: User) -> dict[str, Any]:
    """The question for a new passkey: kept on the device, asking for finger, face or PIN."""
    return _plain(webauthn.begin_registration(user, passwordless=True))


def passkey_to_show(user: User | None) -> dict[str, Any]:
    """The question for an existing passkey: of this account, or of any."""
    return _plain(webauthn.begin_authentication(user))


def add_passkey(user: User, name: str, answer: Any) -> Authenticator | None:
    """Judge the browser's answer and keep the passkey; nothing if it does not fit what was asked."""
    if not isinstance(answer, dict):
        return None
    try:
        webauthn.parse_registration_response(answer)
        webauthn.complete_registration(answer)
    except UNFIT:
        return None
    return webauthn.WebAuthn.add(user, name, answer).instance


def check_passkey(user: User | None, answer: Any) -> Authenticator | None:
    """The passkey that gave this answer; of this account, or of any."""
    if not isinstance(answer, dict):
        return None
    try:
        webauthn.parse_authentication_response(answer)
        owner = user or webauthn.extract_user_from_response(answer)
        return webauthn.complete_authentication(owner, answer)
    except UNFIT:
        return None
