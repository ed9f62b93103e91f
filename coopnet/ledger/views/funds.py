"""Funds that were given for a purpose: what came, what was spent, what is left."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from coopnet.kit.access import may
from coopnet.kit.doors import Request, needs, public
from coopnet.ledger import actions, queries
from coopnet.ledger.forms import FundForm
from coopnet.ledger.models import Gift
from coopnet.ledger.views.books import done


@public
@require_safe
def listed(request: Request) -> HttpResponse:
    """Every fund for a purpose as it stands today."""
    context = {
        "funds": queries.funds_for_a_purpose(request.today),
        "on": request.today,
        "keeps": may(request.user, queries.ACT, at=request.moment),
    }
    return render(request, "ledger/funds.html", context)


@public
@require_safe
def one(request: Request, slug: str) -> HttpResponse:
    """One fund: purpose, giver, in, out, balance; its entries for whoever has signed in."""
    found = next(iter(queries.funds_for_a_purpose(request.today, slug)), None)
    if found is None:
        raise Http404
    keeps = may(request.user, queries.ACT, at=request.moment)
    context = {
        "found": found,
        "on": request.today,
        "giver": found.gift if found.gift and (found.gift.named or keeps) else None,
        "lines": queries.lines_of_fund(found.fund, request.today) if request.user.is_authenticated else None,
    }
    return render(request, "ledger/fund.html", context)


@needs(queries.ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request) -> HttpResponse:
    """Begin a fund for money that is given for a purpose."""
    if queries.book() is None:
        return redirect("/money/books/open/")
    form = FundForm(request.POST or None, initial={"day": request.today})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def do() -> str:
            gift = Gift(**{name: given[name] for name in ("giver", "named", "source", "day", "spend_by")})
            fund = actions.add_fund(
                slug=form.slug, name=given["name"], purpose=given["purpose"], gift=gift, by=request.user,
                at=request.moment,
            )  # fmt: skip
            return f"/money/funds/{fund.slug}/"

        if answer := done(request, form, do, "The fund is there. Record what came as money of this fund."):
            return answer
    return render(request, "ledger/fund_add.html", {"form": form})
