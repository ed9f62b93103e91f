"""The sheet on which the bank and the books agree, or on which it is seen why they do not."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from coopnet.kit.doors import Request, needs
from coopnet.kit.once import once
from coopnet.ledger.enums import Keeps
from coopnet.ledger.queries import book
from coopnet.subscriptions.actions import NotPossible
from coopnet.subscriptions.models import BankBalance
from coopnet.subscriptions.statements import actions, agreeing, queries
from coopnet.subscriptions.statements.forms import BalanceForm, OnForm

KEEP = "invoices.keep"


@needs(KEEP)
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: Request) -> HttpResponse:
    """The bank beside the books on a day, to print; and the field for what the bank says."""
    asked = OnForm(request.GET)
    on = asked.cleaned_data.get("on") if asked.is_valid() else None
    last = BankBalance.objects.order_by("-day", "-pk").first()
    reach, gaps = queries.covered(request.today)
    day = min(on or (last.day if last else reach or request.today), request.today)
    form = BalanceForm(request.POST or None, initial={"day": day})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def do() -> str:
            pence = -given["pence"] if given["overdrawn"] else given["pence"]
            actions.say_balance(day=given["day"], pence=pence, by=request.user, at=request.moment)
            return f"/bank/agree/?on={given['day'].isoformat()}"

        try:
            address = once(form.key, do, at=request.moment)
        except NotPossible as refusal:
            form.add_error("day", str(refusal))
        else:
            messages.success(request, "Noted. The sheet is worked out anew.")
            return redirect(address)
    books = book()
    context = {
        "form": form,
        "found": agreeing.agreement(day),
        "elsewhere": books is None or books.keeps == Keeps.ELSEWHERE.value,
        "short": reach is None or reach < day,
        "reach": reach,
        "gaps": gaps,
        "earlier": BankBalance.objects.order_by("-day", "-pk")[:12],
    }
    return render(request, "subscriptions/bank_agree.html", context)
