"""Password, app, passkeys and recovery codes. Secrets that are shown once are shown in the answer to the POST: they
never stand in an address, a session or a cache, and a second press makes new ones."""

from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.core import signing
from django.http import Http404, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from coopnet.kit.doors import Request, signed_in
from coopnet.sign_in import actions, library, queries
from coopnet.sign_in.forms import AppForm, NewPasswordForm, PasskeyForm
from coopnet.sign_in.pictures import as_data
from coopnet.sign_in.views.account import ACCOUNT
from coopnet.sign_in.views.common import page, proved, safe_next

_SALT = "coopnet.sign_in.app"
_GIVEN_LIFE = 15 * 60


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@signed_in
@proved
def password(request: Request) -> HttpResponseBase:
    """Set, change or remove the password."""
    if request.method == "POST" and request.POST.get("remove"):
        actions.clear_password(user=request.user, by=request.user, at=request.moment)
        return _after_password(request)
    form = NewPasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        actions.set_password(
            user=request.user, password=form.cleaned_data["password"], by=request.user, at=request.moment
        )
        return _after_password(request)
    return page(request, "sign_in/set_password.html", {"form": form, "has": request.user.has_usable_password()})


def _after_password(request: Request) -> HttpResponseBase:
    update_session_auth_hash(request, request.user)
    library.new_session_id(request)
    library.end_sessions(request.user, but=str(request.session.session_key))
    return redirect(ACCOUNT)


def _after_step(request: Request, step: Any, codes: list[str]) -> HttpResponseBase:
    """The session counts as stepped up and has a new id; all others end. Recovery codes are shown this once."""
    library.note_second_step(request, step, again=True)
    library.new_session_id(request)
    library.end_sessions(request.user, but=str(request.session.session_key))
    if codes:
        return page(request, "sign_in/new_codes.html", {"codes": codes, "first": True, "next": safe_next(request)})
    return redirect(ACCOUNT)


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@signed_in
@proved
def app(request: Request) -> HttpResponseBase:
    """Add an authenticator app."""
    user = request.user
    if queries.ways_of(user).app:
        return redirect(ACCOUNT)
    secret, given = "", request.POST.get("given", "")
    if given:
        try:
            owner, secret = signing.loads(given, salt=_SALT, max_age=_GIVEN_LIFE)
        except (signing.BadSignature, ValueError, TypeError):
            owner, secret = "", ""
        if owner != str(user.key):
            secret = ""
    form = AppForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not secret:
            form.add_error(None, "This page was open too long. Scan the new picture below, then enter the app's code.")
        else:
            try:
                step, codes = actions.add_app(
                    user=user, secret=secret, code=form.cleaned_data["code"], by=user, at=request.moment
                )
                return _after_step(request, step, codes)
            except actions.NotAllowed as error:
                form.add_error("code", str(error))
    secret = secret or library.new_app_secret()
    context = {
        "form": form,
        "given": signing.dumps([str(user.key), secret], salt=_SALT),
        "groups": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        "picture": as_data(library.app_picture(user, secret)),
        "next": safe_next(request),
    }
    return page(request, "sign_in/app.html", context)


@never_cache
@signed_in
@proved
def passkey(request: Request) -> HttpResponseBase:
    """Add a passkey."""
    form = PasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            step, codes = actions.add_passkey(
                user=request.user,
                name=form.cleaned_data["name"],
                answer=form.cleaned_data["answer"],
                by=request.user,
                at=request.moment,
            )
            return _after_step(request, step, codes)
        except actions.NotAllowed as error:
            form.add_error(None, str(error))
    return page(request, "sign_in/passkey.html", {"form": form, "next": safe_next(request)})


@never_cache
@require_POST
@signed_in
@proved
def passkey_to_make(request: Request) -> HttpResponseBase:
    """What the browser must ask for a new passkey."""
    return JsonResponse(library.passkey_to_make(request.user))


@never_cache
@signed_in
@proved
def remove_step(request: Request, number: int) -> HttpResponseBase:
    """Remove an app or a passkey, after one question."""
    ways = queries.ways_of(request.user)
    steps = [step for step in (ways.app, *ways.passkeys) if step is not None and step.number == number]
    if not steps:
        raise Http404
    refused = ""
    if request.method == "POST":
        try:
            actions.remove_step(user=request.user, number=number, by=request.user, at=request.moment)
            return redirect(ACCOUNT)
        except actions.NotAllowed as error:
            refused = str(error)
    return page(request, "sign_in/remove_step.html", {"step": steps[0], "refused": refused}, 409 if refused else 200)


@never_cache
@signed_in
@proved
def recovery_codes(request: Request) -> HttpResponseBase:
    """How many recovery codes are left; make new ones."""
    ways = queries.ways_of(request.user)
    if not ways.has_step:
        return redirect(ACCOUNT)
    if request.method == "POST":
        codes = actions.make_recovery_codes(user=request.user, by=request.user, at=request.moment)
        return page(request, "sign_in/new_codes.html", {"codes": codes, "first": False})
    return page(request, "sign_in/recovery_codes.html", {"ways": ways})
