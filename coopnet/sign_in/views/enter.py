"""Signing in by code, password or passkey, and signing out."""

from urllib.parse import urlencode

from django.contrib.auth import authenticate
from django.http import HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from coopnet.accounts.models import User
from coopnet.kit import clock
from coopnet.kit.doors import Request, public
from coopnet.sign_in import actions, library, limits
from coopnet.sign_in.enums import Proof
from coopnet.sign_in.forms import AnswerForm, AskCodeForm, CodeElsewhereForm, CodeForm, PasswordForm
from coopnet.sign_in.views.common import DOOR, TOO_MANY, browser_mark, page, safe_next

START = "/to-do/"
WRONG_CODE = "This code does not open anything now. Look at the newest letter, or ask for another code."
WRONG_PASSWORD = "Address and password do not fit together. Try again, or sign in by a code."  # noqa: S105 - a sentence
WRONG_PASSKEY = "This passkey is not known here. Try another, or sign in by a code."


@never_cache
@public
def sign_in(request: Request) -> HttpResponseBase:
    """The first page: an address, and a code is on its way."""
    wanted = safe_next(request)
    if request.user.is_authenticated:
        return redirect(wanted or START)
    form = AskCodeForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        counted = limits.take(request, "code-request-address") and limits.take(
            request, "code-request", limits.account_key(request, email)
        )
        if counted:
            actions.send_code(
                email=email,
                browser=browser_mark(request),
                machine=clock.machine_now(),
                by=DOOR,
                at=request.moment,
            )
            request.session["sign_in_email"] = email
            request.session["sign_in_next"] = wanted
            return redirect("/sign-in/code/")
        form.add_error(
            None, "Many codes were asked for. Use one of the letters, or wait an hour, or sign in otherwise."
        )
        status = 429
    return page(request, "sign_in/sign_in.html", {"form": form, "next": wanted, "passkey": AnswerForm()}, status)


@never_cache
@sensitive_post_parameters()
@public
def sign_in_code(request: Request) -> HttpResponseBase:
    """The second page: the six digits. Also for another browser than the one that asked."""
    known = str(request.session.get("sign_in_email", ""))
    form = (CodeForm if known else CodeElsewhereForm)(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        email = known or form.cleaned_data["email"]
        if limits.take(request, "code-address"):
            user = actions.spend_code(
                email=email,
                code=form.cleaned_data["code"],
                browser=str(request.session.get("sign_in_browser", "")),
                machine=clock.machine_now(),
                by=DOOR,
                at=request.moment,
            )
            if user is not None:
                wanted = request.session.pop("sign_in_next", "") or START
                request.session.pop("sign_in_email", None)
                request.session.pop("sign_in_browser", None)
                return library.enter(request, user, Proof.CODE, address=wanted)
            form.add_error("code", WRONG_CODE)
        else:
            form.add_error(None, TOO_MANY)
            status = 429
    return page(request, "sign_in/code.html", {"form": form, "known": known}, status)


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@public
def sign_in_password(request: Request) -> HttpResponseBase:
    """Address and password, for those who have set one."""
    wanted = safe_next(request)
    if request.user.is_authenticated:
        return redirect(wanted or START)
    form = PasswordForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        by_address = limits.take(request, "password-address")
        by_account = limits.take(request, "password", limits.account_key(request, email)) if by_address else None
        if by_account is None:
            form.add_error(None, TOO_MANY)
            status = 429
        else:
            user = authenticate(request, email=email, password=form.cleaned_data["password"])
            if isinstance(user, User) and user.is_active:
                by_account.rollback()
                return library.enter(request, user, Proof.PASSWORD, address=wanted or START)
            form.add_error(None, WRONG_PASSWORD)
    return page(request, "sign_in/password.html", {"form": form, "next": wanted}, status)


@never_cache
@require_POST
@public
def passkey_question(request: Request) -> HttpResponseBase:
    """What the browser must ask of a passkey. For a sign-in that waits for its second step: of that account."""
    if not limits.take(request, "passkey-address"):
        return JsonResponse({"words": TOO_MANY}, status=429)
    stage = library.pending(request)
    user = request.user if request.user.is_authenticated else stage and stage.login.user
    return JsonResponse(library.passkey_to_show(user or None))


@never_cache
@require_POST
@public
def sign_in_passkey(request: Request) -> HttpResponseBase:
    """A passkey alone: it stays on the device and is opened there by finger, face or PIN."""
    wanted = safe_next(request)
    form = AnswerForm(request.POST)
    if not limits.take(request, "passkey-address"):
        form.add_error(None, TOO_MANY)
    elif form.is_valid():
        found = library.check_passkey(None, form.cleaned_data["answer"])
        if found is not None and found.user.is_active:
            return library.enter_by_passkey(request, found, address=wanted or START)
        form.add_error(None, WRONG_PASSKEY)
    context = {"form": AskCodeForm(), "next": wanted, "passkey": form}
    return page(request, "sign_in/sign_in.html", context, 400 if form.errors else 200)


@never_cache
@public
def elsewhere(request: Request) -> HttpResponseBase:
    """Where the page editor has a password form of its own, ours is opened instead."""
    wanted = safe_next(request)
    return redirect(f"/sign-in/?{urlencode({'next': wanted})}" if wanted else "/sign-in/")


@never_cache
@public
def sign_out(request: Request) -> HttpResponseBase:
    """Asks once, so that no link can sign anybody out."""
    if request.method == "POST":
        library.leave(request)
        return redirect("/")
    return page(request, "sign_in/sign_out.html", {})
