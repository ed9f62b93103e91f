"""Officers let somebody back in who has lost every second step. Two are needed."""

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from coopnet.accounts.models import User
from coopnet.kit.doors import Request, needs
from coopnet.kit.once import once
from coopnet.sign_in import actions, limits, queries
from coopnet.sign_in.forms import AskRecoveryForm
from coopnet.sign_in.views.common import page, proved

LIST = "/account/recovery/"


@never_cache
@needs("accounts.recover")
@proved
def recoveries(request: Request) -> HttpResponseBase:
    """What waits for a second officer, and the form for the first."""
    form = AskRecoveryForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        owner = User.objects.filter(email=form.cleaned_data["email"], is_active=True).first()
        if limits.take(request, "recovery", str(request.user.pk)) is None:
            form.add_error(None, "You have asked many times in this hour. Wait a while.")
            status = 429
        elif owner is None:
            form.add_error("email", "No open account has this address.")
        else:
            try:
                return redirect(once(form.key, lambda: _ask(request, owner, form), at=request.moment))
            except actions.NotAllowed as error:
                form.add_error(None, str(error))
    return page(
        request,
        "sign_in/recoveries.html",
        {"form": form, "waiting": queries.open_recoveries(at=request.moment)},
        status,
    )


def _ask(request: Request, owner: User, form: AskRecoveryForm) -> str:
    actions.ask_recovery(owner=owner, reason=form.cleaned_data["reason"], by=request.user, at=request.moment)
    return LIST


@never_cache
@sensitive_variables()
@require_POST
@needs("accounts.recover")
@proved
def confirm_recovery(request: Request, number: int) -> HttpResponseBase:
    """The second officer confirms; the code for the owner is shown this once."""
    try:
        code = actions.confirm_recovery(number=number, by=request.user, at=request.moment)
    except actions.NotAllowed as error:
        context = {
            "form": AskRecoveryForm(),
            "waiting": queries.open_recoveries(at=request.moment),
            "refused": str(error),
        }
        return page(request, "sign_in/recoveries.html", context, 409)
    return page(request, "sign_in/recovered.html", {"code": code})


@never_cache
@require_POST
@needs("accounts.recover")
@proved
def withdraw_recovery(request: Request, number: int) -> HttpResponseBase:
    """Nothing becomes of it."""
    actions.withdraw_recovery(number=number, by=request.user, at=request.moment)
    return redirect(LIST)
