"""The second step: for a sign-in that waits for it, and for a session whose role has come to need it."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from coopnet.accounts.models import User
from coopnet.kit.doors import Request, own_rule
from coopnet.sign_in import library, limits, queries
from coopnet.sign_in.forms import AnswerForm, StepForm
from coopnet.sign_in.views.common import TOO_MANY, page, safe_next
from coopnet.sign_in.views.enter import START, WRONG_PASSKEY

WRONG_STEP = "This code does not fit. Wait for the next one in your app, or use a recovery code that you have not used."


def take_step(request: Request, user: User) -> tuple[Any | None, StepForm, AnswerForm, int]:
    """Judge what was posted: the second step that it proves, or the forms with what is wrong, and a status."""
    if request.method != "POST":
        return None, StepForm(), AnswerForm(), 200
    if "answer" in request.POST:
        answer = AnswerForm(request.POST)
        found = library.check_passkey(user, answer.cleaned_data["answer"]) if answer.is_valid() else None
        if found is None and answer.is_valid():
            answer.add_error(None, WRONG_PASSKEY)
        return found, StepForm(), answer, 200
    form = StepForm(request.POST)
    if not form.is_valid():
        return None, form, AnswerForm(), 200
    counted = limits.take(request, "second-step", limits.account_key(request, user.email))
    if counted is None:
        form.add_error(None, TOO_MANY)
        return None, form, AnswerForm(), 429
    found = library.check_code(user, form.cleaned_data["code"])
    if found is None:
        form.add_error("code", WRONG_STEP)
    else:
        counted.rollback()
    return found, form, AnswerForm(), 200


@never_cache
@sensitive_post_parameters()
@own_rule("Whoever has just given the first proof, or has signed in without the second step that their role needs.")
def second_step(request: Request) -> HttpResponseBase:
    """Take the second step, or be led to add one."""
    if request.user.is_authenticated:
        return _of_session(request)
    stage = library.pending(request)
    if stage is None or stage.login.user is None or not stage.login.user.is_active:
        library.forget_pending(request)
        return redirect("/sign-in/")
    user: User = stage.login.user
    found, form, answer, status = take_step(request, user)
    if found is not None:
        library.note_second_step(request, found, again=False)
        done: HttpResponseBase = stage.exit()
        return done
    return page(
        request, "sign_in/second_step.html", {"form": form, "answer": answer, "ways": queries.ways_of(user)}, status
    )


def _of_session(request: Request) -> HttpResponseBase:
    wanted = safe_next(request)
    if library.second_step_done(request):
        return redirect(wanted or START)
    ways = queries.ways_of(request.user)
    if not ways.has_step and ways.codes_left is None:
        return page(request, "sign_in/step_needed.html", {"next": wanted})
    found, form, answer, status = take_step(request, request.user)
    if found is not None:
        library.note_second_step(request, found, again=True)
        library.new_session_id(request)
        return redirect(wanted or START)
    return page(
        request, "sign_in/second_step.html", {"form": form, "answer": answer, "ways": ways, "next": wanted}, status
    )
