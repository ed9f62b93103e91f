"""One payment of the bank that is for several things."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from coopnet.kit.basis import Basis
from coopnet.kit.doors import Request, needs
from coopnet.ledger import actions, queries
from coopnet.ledger.enums import Head
from coopnet.ledger.forms import DividedForm
from coopnet.ledger.rules import Part
from coopnet.ledger.views.books import BOOKS, choices, done


@needs(queries.ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def divide(request: Request) -> HttpResponse:
    """Record it as one entry with a line for each part; what goes the other way, like a fee, is taken off."""
    if queries.book() is None:
        return redirect("/money/books/open/")
    form = DividedForm(request.POST or None, request.FILES or None, **choices(), initial={"day": request.today})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        sign = 1 if given["way"] == "in" else -1

        def do() -> str:
            parts = [Part(given["bank"], sign * given["pence"])]
            parts += [Part(code, pence, fund, Head(head) if head else None) for code, pence, fund, head in form.parts()]
            entry = actions.record(
                key=form.key, day=given["day"], words=given["words"], parts=parts,
                basis=Basis("paper", "", given["source"], given["day"]), sent=given["paper"], by=request.user,
                at=request.moment,
            )  # fmt: skip
            return f"/money/entries/{entry.number}/" if entry.posted else BOOKS

        words = "Posted." if sign > 0 else "Recorded. A second person agrees to it now."
        if answer := done(request, form, do, words):
            return answer
    return render(request, "ledger/divide.html", {"form": form})
