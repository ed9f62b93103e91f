"""What volunteers lay out: their claims, the second person, the payment."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopnet.kit.access import may, require
from coopnet.kit.basis import Basis
from coopnet.kit.doors import Request, needs, signed_in
from coopnet.kit.forms import OnceForm
from coopnet.kit.freeze import why_frozen
from coopnet.ledger import actions, expenses, posting, queries
from coopnet.ledger.enums import ExpenseState, Head
from coopnet.ledger.forms import ClaimForm, JudgeForm, PaidForm, RateForm
from coopnet.ledger.models import Expense
from coopnet.ledger.views.books import done
from coopnet.people.queries import person_of

HERE = "/money/expenses/"


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: Request) -> HttpResponse:
    """One's own claims and the form for a new one; for the treasurer, what is to be paid as well."""
    person = person_of(request.user)
    form = ClaimForm(request.POST or None, request.FILES or None, initial={"day": request.today})
    if request.method == "POST" and person is not None and form.is_valid():
        given = form.cleaned_data
        claimant = person

        def do() -> str:
            if reason := why_frozen("ledger"):
                raise posting.NotPossible(reason)
            expenses.claim(
                key=form.key, person=claimant, day=given["day"], words=given["words"], head=Head(given["head"]),
                pence=given["pence"], tenths=int(given["miles"] * 10) if given["miles"] else None,
                receipt=given["receipt"], by=request.user, at=request.moment,
            )  # fmt: skip
            return HERE

        if answer := done(request, form, do, "Sent. A second person looks at it."):
            return answer
    keeps = bool(may(request.user, queries.ACT, at=request.moment))
    own = Expense.objects.filter(Q(claimed_by=request.user) | Q(person=person)) if person else Expense.objects.none()
    context = {
        "form": form,
        "person": person,
        "claims": own.select_related("person").order_by("-claimed_at"),
        "rate": queries.rate_on(request.today),
        "keeps": keeps,
        "to_pay": queries.claims([ExpenseState.AGREED]) if keeps else [],
        "paid_form": PaidForm(initial={"day": request.today}),
    }
    return render(request, "ledger/expenses.html", context)


@needs(queries.ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: Request) -> HttpResponse:
    """What a mile is worth from a day on."""
    form = RateForm(request.POST or None, initial={"starts": request.today})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def do() -> str:
            actions.set_rate(
                starts=given["starts"], pence=given["pence"],
                basis=Basis("paper", "", given["source"], given["starts"]), by=request.user, at=request.moment,
            )  # fmt: skip
            return HERE

        if answer := done(request, form, do, "The rate is set."):
            return answer
    return render(request, "ledger/rate.html", {"form": form})


def _claim(key: UUID) -> Expense:
    found = Expense.objects.filter(key=key).select_related("person").first()
    if found is None:
        raise Http404
    return found


@signed_in
@require_safe
def receipt(request: Request, key: UUID) -> HttpResponseBase:
    """The photo, for whoever claimed, agrees or pays."""
    found = _claim(key)
    theirs = request.user.pk in (found.claimed_by_id, found.person.user_id)
    looks = any(may(request.user, act, at=request.moment) for act in (queries.ACT, queries.AGREE))
    if not found.receipt or not (theirs or looks):
        raise Http404
    suffix = str(found.receipt.name).rpartition(".")[2]
    answer = FileResponse(found.receipt.open("rb"), as_attachment=True, filename=f"receipt-{found.pk}.{suffix}")
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer


@signed_in
@require_POST
def act(request: Request, key: UUID, act: str) -> HttpResponse:
    """Agree, say why not, or note that it was paid."""
    needed = {"agree": queries.AGREE, "refuse": queries.AGREE, "pay": queries.ACT}.get(act)
    if needed is None:
        raise Http404
    require(request.user, needed, at=request.moment)
    found = _claim(key)
    form: OnceForm = PaidForm(request.POST) if act == "pay" else JudgeForm(request.POST)
    back = HERE if act == "pay" else "/money/second/"
    if form.is_valid():

        def do() -> str:
            by, at = request.user, request.moment
            if reason := why_frozen("ledger"):
                raise posting.NotPossible(reason)
            if act == "pay":
                expenses.pay(expense=found, day=form.cleaned_data["day"], key=form.key, by=by, at=at)
            else:
                expenses.judge(expense=found, agreed=act == "agree", why=form.cleaned_data["why"], by=by, at=at)
            return back

        words = {"agree": "Agreed.", "refuse": "They see your reason.", "pay": "Noted as paid."}[act]
        if answer := done(request, form, do, words):
            return answer
    for problems in form.errors.values():
        for problem in problems:
            messages.error(request, str(problem))
    return redirect(back)
