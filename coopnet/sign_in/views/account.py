"""One's own account: overview, proving oneself again, sessions."""

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from coopnet.kit import clock
from coopnet.kit.doors import Request, signed_in
from coopnet.sign_in import actions, library, limits, queries, second_step
from coopnet.sign_in.enums import CodeFor, Proof
from coopnet.sign_in.forms import CodeForm, ConfirmPasswordForm
from coopnet.sign_in.views.common import DOOR, TOO_MANY, browser_mark, page, safe_next
from coopnet.sign_in.views.enter import WRONG_CODE
from coopnet.sign_in.views.second_step import take_step

ACCOUNT = "/account/"


@never_cache
@signed_in
def account(request: Request) -> HttpResponseBase:
    """How I sign in, and where I am signed in."""
    sessions = queries.sessions_of(request.user, key=str(request.session.session_key), machine=clock.machine_now())
    context = {
        "ways": queries.ways_of(request.user),
        "demanded": second_step.demanded(request.user, request.moment),
        "sessions": sessions,
    }
    return page(request, "sign_in/account.html", context)


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@signed_in
def confirm(request: Request) -> HttpResponseBase:
    """Prove yourself again before a change: by the second step where there is one, else by password or code."""
    wanted = safe_next(request) or ACCOUNT
    ways = queries.ways_of(request.user)
    if ways.has_step:
        found, form, answer, status = take_step(request, request.user)
        if found is not None:
            library.note_second_step(request, found, again=True)
            library.new_session_id(request)
            return redirect(wanted)
        return page(
            request, "sign_in/confirm_step.html", {"form": form, "answer": answer, "ways": ways, "next": wanted}, status
        )
    return _confirm_plainly(request, wanted)


def _confirm_plainly(request: Request, wanted: str) -> HttpResponseBase:
    email, sent, status = request.user.email, False, 200
    by = request.POST.get("by", "")
    code = CodeForm(request.POST if by == "code" else None)
    password = ConfirmPasswordForm(request.POST if by == "password" else None)
    if by == "letter":
        if limits.take(request, "code-request", f"confirm|{limits.account_key(request, email)}"):
            actions.send_code(
                email=email,
                browser=browser_mark(request),
                machine=clock.machine_now(),
                purpose=CodeFor.CONFIRM.value,
                by=DOOR,
                at=request.moment,
            )
            sent = True
        else:
            status = 429
    elif by == "code" and code.is_valid():
        sent = True
        if limits.take(request, "code-address") is None:
            code.add_error(None, TOO_MANY)
            status = 429
        elif actions.spend_code(
            email=email,
            code=code.cleaned_data["code"],
            browser=browser_mark(request),
            machine=clock.machine_now(),
            purpose=CodeFor.CONFIRM.value,
            by=DOOR,
            at=request.moment,
        ):
            return _confirmed(request, Proof.CODE, wanted)
        else:
            code.add_error("code", WRONG_CODE)
    elif by == "password" and password.is_valid():
        counted = limits.take(request, "password", f"confirm|{email}")
        if counted is None:
            password.add_error(None, TOO_MANY)
            status = 429
        elif request.user.check_password(password.cleaned_data["password"]):
            counted.rollback()
            return _confirmed(request, Proof.PASSWORD, wanted)
        else:
            password.add_error("password", "This is not your password. Try again, or use a code.")
    context = {
        "code": code,
        "password": password,
        "sent": sent or by == "code",
        "next": wanted,
        "too_many": status == 429,
    }
    return page(request, "sign_in/confirm.html", context, status)


def _confirmed(request: Request, proof: Proof, wanted: str) -> HttpResponseBase:
    library.note_proof(request, request.user, proof)
    library.new_session_id(request)
    return redirect(wanted)


@never_cache
@signed_in
def sessions(request: Request) -> HttpResponseBase:
    """Where I am signed in; end one, or all others."""
    here = str(request.session.session_key)
    if request.method == "POST":
        number = request.POST.get("session", "")
        if number.isascii() and number.isdigit() and len(number) < 12:
            actions.end_session(user=request.user, number=int(number), by=request.user, at=request.moment)
        elif request.POST.get("others"):
            actions.end_other_sessions(user=request.user, but=here, by=request.user, at=request.moment)
        return redirect("/account/sessions/")
    found = queries.sessions_of(request.user, key=here, machine=clock.machine_now())
    return page(request, "sign_in/sessions.html", {"sessions": found, "others": any(not one.here for one in found)})
