"""What membership would cost a school or its trust, reckoned on the page, for everybody; and setting the prices."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from coopnet.kit.access import may
from coopnet.kit.doors import Request, needs, public
from coopnet.kit.once import once
from coopnet.membership.enums import Verdict
from coopnet.membership.joining import listed
from coopnet.membership.models import MembershipClass
from coopnet.register.finder.searching import search
from coopnet.register.models import Establishment, Group
from coopnet.subscriptions import queries
from coopnet.subscriptions.actions import NotPossible, put_in_force
from coopnet.subscriptions.forms import PriceForm, SchemeForm, text_of
from coopnet.subscriptions.models import PriceScheme
from coopnet.subscriptions.prices import Line, pounds

SHOWN = 6
SET = "prices.set"


def _school(request: Request) -> Establishment | None:
    urn = request.GET.get("s", "")
    if not (urn.isascii() and urn.isdecimal() and len(urn) < 9):
        return None
    return Establishment.objects.filter(urn=int(urn)).first()


def _rows(lines: tuple[Line, ...]) -> list[tuple[str, str, str]]:
    return [(line.words, line.why, pounds(line.pence)) for line in lines]


def _named(thing: Establishment | Group) -> str:
    return f"school/{thing.urn}" if isinstance(thing, Establishment) else f"trust/{thing.uid}"


def _reckoned(scheme: PriceScheme, request: Request, thing: Establishment | Group) -> list[dict[str, Any]]:
    """For each kind that it may join as: the lines, this year and a whole year."""
    straight = listed.judge(thing, request.today).verdict in (Verdict.ELIGIBLE, Verdict.ALREADY)
    found = []
    for kind in MembershipClass.objects.filter(slug__in=scheme.scheme.bands).order_by("rank"):
        if kind.rights.filter(full=True).exists() and not straight:
            continue
        quote = queries.quote_for(scheme, kind.slug, thing, request.today)
        found.append(
            {
                "kind": kind.name,
                "name": thing.name,
                "lines": _rows(quote.lines),
                "total": pounds(quote.total),
                "paper": f"/join/price/quote/{_named(thing)}/{kind.slug}/",
                "whole": pounds(quote.whole_year) if quote.whole_year != quote.total else "",
            }
        )
    return found


@public
@require_safe
def price(request: Request) -> HttpResponse:
    """The scheme that holds as a table; with ``?s=`` and a URN, what that school and its trust would pay."""
    form = PriceForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    scheme = queries.scheme_on(request.today)
    school = _school(request) if scheme else None
    things: list[Establishment | Group] = []
    if school is not None:
        trusts = [row.group for row in school.memberships.select_related("group") if row.ends is None]
        things = [school, *(t for t in trusts if listed.judge(t, request.today).verdict is not Verdict.EXCEPTION)]
    found = search(words, open_only=True, on=request.today, limit=SHOWN) if len(words) > 2 else None
    begins, ends = queries.year_of(request.today)
    context = {
        "form": form,
        "words": words,
        "found": found,
        "scheme": scheme,
        "rows": [(row.kind, row.pupils, pounds(row.pence)) for row in queries.table(scheme)] if scheme else [],
        "school": school,
        "quotes": [quote for thing in things for quote in _reckoned(scheme, request, thing)] if scheme else [],
        "begins": begins,
        "ends": ends,
        "sets": bool(request.user.is_authenticated and may(request.user, SET, at=request.moment)),
    }
    return render(request, "subscriptions/price.html", context)


@needs(SET)
@require_http_methods(["GET", "HEAD", "POST"])
def set_prices(request: Request) -> HttpResponse:
    """Put prices in force, by a decision. The form begins with those that hold."""
    kinds = [(kind.slug, kind.name) for kind in MembershipClass.objects.order_by("rank")]
    form = SchemeForm(request.POST or None, kinds=kinds, initial=_as_typed(queries.scheme_on(request.today)))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def do() -> str:
            put_in_force(
                title=given["title"],
                data=given["data"],
                starts=given["starts"],
                basis=given["basis"],
                by=request.user,
                at=request.moment,
            )
            return "/join/price/"

        try:
            address = once(form.key, do, at=request.moment)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The prices are in force from that day. Invoices already made keep theirs.")
            return redirect(address)
    return render(request, "subscriptions/set.html", {"form": form})


def _as_typed(scheme: PriceScheme | None) -> dict[str, Any]:
    if scheme is None:
        return {"trust_schools": 5, "trust_percent_off": 0, "by_month": "yes"}
    data = scheme.data
    return {
        **{f"bands_{slug}": text_of(bands) for slug, bands in data["bands"].items()},
        "trust_schools": data["trust"]["schools"],
        "trust_percent_off": data["trust"]["percent_off"],
        "trust_most": (data["trust"]["most"] or 0) // 100 or None,
        "by_month": "yes" if data["by_month"] else "no",
        "vat_words": data["vat"]["words"],
    }
