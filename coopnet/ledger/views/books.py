"""The books for whoever keeps them, and for the second person."""

from collections.abc import Callable
from tempfile import TemporaryFile
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopnet.kit.access import may
from coopnet.kit.basis import Basis, link
from coopnet.kit.doors import Request, needs, signed_in
from coopnet.kit.forms import OnceForm
from coopnet.kit.once import once
from coopnet.kit.uploads.papers import TYPES
from coopnet.ledger import actions, closing, packs, posting, queries
from coopnet.ledger.enums import HEAD_WORDS, AccountKind, EntryKind, ExpenseState, FundKind, Head, Keeps, YearState
from coopnet.ledger.forms import CloseForm, EntryForm, KeepsForm, OpenForm, PlanForm, ReleaseForm, WhyForm
from coopnet.ledger.models import Account, Entry, Fund, Plan, Year
from coopnet.ledger.rules import Part
from coopnet.ledger.views.public import year_of

BOOKS = "/money/books/"


def done(request: Request, form: OnceForm, do: Callable[[], str], words: str) -> HttpResponse | None:
    """Do it once and lead on; where it cannot be done, the form says why and None comes back."""
    try:
        address = once(form.key, do, at=request.moment)
    except posting.NotPossible as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, words)
    return redirect(address)


@needs(queries.ACT)
@require_safe
def all_entries(request: Request) -> HttpResponse:
    """What was posted in a year, newest first; what waits; how every account stands."""
    book, years = queries.book(), queries.years()
    if book is None or not years:
        return redirect("/money/books/open/")
    asked = request.GET.get("year", "")
    year = next((one for one in years if str(one.key) == asked), None)
    year = year or next((one for one in years if one.starts <= request.today), years[-1])
    on = queries.shown_on(year, None, request.today)
    balance = queries.trial_balance(on)
    context = {
        "year": year,
        "years": years,
        "page": Paginator(queries.entries(year), 50).get_page(request.GET.get("page")),
        "waiting": queries.waiting(),
        "balance": balance,
        "total": sum(one.debit for one in balance),
        "on": on,
        "elsewhere": book.keeps == Keeps.ELSEWHERE.value,
    }
    return render(request, "ledger/books.html", context)


@needs(queries.ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def open_books(request: Request) -> HttpResponse:
    """Begin the books with what the signed accounts say."""
    form = OpenForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def do() -> str:
            actions.open_books(
                day=given["day"], month=given["day"].month, first=given["day"].day, cash=given["cash"],
                reserve=given["reserve"], owed_to_us=given["owed_to_us"] or 0, we_owe=given["we_owe"] or 0,
                signed=given["signed"], keeps=Keeps(given["keeps"]), key=form.key,
                basis=Basis("accounts", "opening", "The signed accounts of the year before", given["day"]),
                by=request.user, at=request.moment,
            )  # fmt: skip
            return BOOKS

        if answer := done(request, form, do, "The books are open."):
            return answer
    return render(request, "ledger/open.html", {"form": form})


def choices() -> dict[str, Any]:
    """What a form of a payment chooses from: accounts with their kinds, funds, and where the money lies."""
    kinds = [AccountKind.INCOME.value, AccountKind.SPENDING.value]
    accounts = Account.objects.order_by("pk")
    return {
        "accounts": {one.code: (one.kind, one.name) for one in accounts if one.kind in kinds},
        "funds": [(one.slug, one.name) for one in Fund.objects.exclude(kind=FundKind.RESERVE.value).order_by("pk")],
        "banks": [(one.code, one.name) for one in accounts if one.kind == AccountKind.CASH.value],
    }


@needs(queries.ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: Request) -> HttpResponse:
    """Record a payment in or out."""
    if queries.book() is None:
        return redirect("/money/books/open/")
    form = EntryForm(request.POST or None, request.FILES or None, **choices(), initial={"day": request.today})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        sign = 1 if given["way"] == "in" else -1
        head = Head(given["head"]) if given["head"] else None

        def do() -> str:
            entry = actions.record(
                key=form.key, day=given["day"], words=given["words"],
                parts=[Part(given["bank"], sign * given["pence"]),
                       Part(given["account"], -sign * given["pence"], given["fund"], head)],
                basis=Basis("paper", "", given["source"], given["day"]), sent=given["paper"],
                by=request.user, at=request.moment,
            )  # fmt: skip
            return f"/money/entries/{entry.number}/" if entry.posted else BOOKS

        words = "Posted." if sign > 0 else "Recorded. A second person agrees to it now."
        if answer := done(request, form, do, words):
            return answer
    return render(request, "ledger/enter.html", {"form": form})


@needs(queries.ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: Request) -> HttpResponse:
    """Release money from the members' reserve into the general fund."""
    form = ReleaseForm(request.POST or None, initial={"day": request.today})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def do() -> str:
            entry = actions.release(
                key=form.key, day=given["day"], pence=given["pence"], to="general", words=given["words"],
                decision=given["reference"],
                by=request.user, at=request.moment,
            )  # fmt: skip
            return f"/money/entries/{entry.number}/"

        if answer := done(request, form, do, "Released."):
            return answer
    return render(request, "ledger/release.html", {"form": form})


@signed_in
@require_safe
def one(request: Request, number: int) -> HttpResponse:
    """An entry with its lines, what it rests on, and its documents by name."""
    return _one(request, number)


def _posted(number: int) -> Entry:
    entry = Entry.objects.filter(number=number).select_related("year", "reverses").first()
    if entry is None:
        raise Http404
    return entry


def _one(request: Request, number: int, form: WhyForm | None = None) -> HttpResponse:
    entry = _posted(number)
    back = entry.reversals.filter(posted=True).first()
    context = {
        "entry": entry,
        "lines": entry.lines.select_related("account", "fund").order_by("pk"),
        "papers": entry.papers.order_by("pk"),
        "link": link(entry.basis),
        "may_read": _reads(request, entry),
        "back": back,
        "form": form or WhyForm(initial={"day": request.today}),
        "may_reverse": may(request.user, queries.ACT, at=request.moment)
        and back is None
        and entry.kind not in ("surplus", "reversal"),
    }
    return render(request, "ledger/entry.html", context)


def _reads(request: Request, entry: Entry) -> bool:
    """Accounts and the agreement are for everybody here; bills of others for those who keep the books."""
    kinds = (EntryKind.OPENING.value, EntryKind.SURPLUS.value)
    return entry.kind in kinds or any(
        may(request.user, act, at=request.moment) for act in (queries.ACT, queries.AGREE)
    )  # fmt: skip


@signed_in
@require_safe
def paper(request: Request, number: int, pk: int) -> HttpResponseBase:
    """A document of an entry, always to be saved."""
    entry = _posted(number)
    found = entry.papers.filter(pk=pk).first()
    if found is None or not _reads(request, entry):
        raise Http404
    answer = FileResponse(
        found.file.open("rb"), as_attachment=True, filename=f"entry-{number}{found.suffix}",
        content_type=TYPES[found.suffix],
    )  # fmt: skip
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer


@needs(queries.ACT)
@require_POST
def reverse(request: Request, number: int) -> HttpResponse:
    """Take an entry back by its mirror."""
    entry, form = _posted(number), WhyForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data

        def do() -> str:
            back = actions.reverse(
                entry=entry, key=form.key, day=given["day"], why=given["why"], by=request.user, at=request.moment
            )
            return f"/money/entries/{back.number}/" if back.posted else BOOKS

        if answer := done(request, form, do, "Taken back, or recorded for a second person where money leaves by it."):
            return answer
    return _one(request, number, form)


@needs(queries.ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: Request) -> HttpResponse:
    """Close the oldest year that is over: what is left over, where it goes, and the button."""
    year = Year.objects.exclude(state=YearState.CLOSED.value).order_by("starts").first()
    form = CloseForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and year is not None and form.is_valid():
        given, closing_year = form.cleaned_data, year

        def do() -> str:
            closing.close(
                year=closing_year, key=form.key, signed=given["signed"],
                agreement=Basis("agreement", "surplus", given["agreement"], given["agreed_on"]),
                by=request.user, at=request.moment,
            )  # fmt: skip
            return f"/money/{closing_year.key}/"

        if answer := done(request, form, do, f"The year {year.name} is closed."):
            return answer
    result = queries.result_of(year) if year else 0
    context = {
        "year": year,
        "result": result,
        "short_by": -result,
        "over": year is not None and year.ends <= request.today,
        "waiting": queries.waiting().filter(year=year).count() if year else 0,
        "form": form,
    }
    return render(request, "ledger/close.html", context)


@needs(queries.ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def where(request: Request) -> HttpResponse:
    """Say plainly which is the book of record, and take the journal to another package."""
    book = queries.book()
    if book is None:
        return redirect("/money/books/open/")
    form = KeepsForm(request.POST or None, initial={"keeps": book.keeps})
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            actions.keep_where(keeps=Keeps(form.cleaned_data["keeps"]), by=request.user, at=request.moment)
            return "/money/books/where/"

        if answer := done(request, form, do, "Noted."):
            return answer
    return render(request, "ledger/where.html", {"form": form, "years": queries.years()})


@needs(queries.ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: Request, year: int) -> HttpResponse:
    """What a year is meant to bring in and to spend."""
    found = year_of(year)
    incomes = Account.objects.filter(kind=AccountKind.INCOME.value).order_by("pk")
    lines = [(one.code, f"{one.name}, in") for one in incomes]
    lines += [(head.value, f"{words}, out") for head, words in HEAD_WORDS.items()]
    plans = Plan.objects.filter(year=found).select_related("account")
    held = {one.head or (one.account.code if one.account else ""): one.pence for one in plans}
    initial = {key: f"{pence // 100}.{pence % 100:02d}" for key, pence in held.items()}
    form = PlanForm(request.POST or None, lines=lines, initial=initial)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            actions.plan(year=found, sums=form.sums, by=request.user, at=request.moment)
            return f"/money/{found.key}/"

        if answer := done(request, form, do, "Planned."):
            return answer
    return render(request, "ledger/plan.html", {"form": form, "year": found})


@needs(queries.ACT)
@require_safe
def journal(request: Request, year: int) -> HttpResponse:
    """The journal alone, for another package."""
    found = year_of(year)
    text = packs.journal(found, queries.shown_on(found, None, request.today))
    answer = HttpResponse(text.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="journal-{found.name}.csv"'
    answer["X-Robots-Tag"] = "noindex"
    return answer


@needs(queries.ACT)
@require_safe
def pack(request: Request, year: int) -> HttpResponseBase:
    """All that an examiner asks for, in one file."""
    found = year_of(year)
    on = queries.shown_on(found, None, request.today)
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it when it has been sent
    packs.examiners_zip(found, on, file)
    file.seek(0)
    name = f"examiner-{found.name}.zip"
    answer = FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
    answer["Cache-Control"] = "private, no-store"
    return answer


@needs(queries.AGREE)
@require_safe
def second(request: Request) -> HttpResponse:
    """What waits for a second person: payments, and claims of volunteers."""
    context = {
        "waiting": [(entry, entry.recorded_by_id == request.user.pk) for entry in queries.waiting()],
        "claims": queries.claims([ExpenseState.CLAIMED]).exclude(claimed_by=request.user.pk),
        "plain": OnceForm(),
    }
    return render(request, "ledger/second.html", context)


@needs(queries.AGREE)
@require_POST
def judge(request: Request, key: UUID, act: str) -> HttpResponse:
    """Agree to an entry, or take it away."""
    entry = Entry.objects.filter(key=key).first()
    form = OnceForm(request.POST)
    if entry is None or act not in ("agree", "drop"):
        raise Http404
    if form.is_valid():
        found = entry

        def do() -> str:
            if act == "agree":
                actions.agree(entry=found, by=request.user, at=request.moment)
            else:
                actions.drop(entry=found, by=request.user, at=request.moment)
            return "/money/second/"

        words = "Agreed and posted." if act == "agree" else "Taken away."
        if answer := done(request, form, do, words):
            return answer
    for error in form.non_field_errors() or ["Load the page again and send once more."]:
        messages.error(request, str(error))
    return redirect("/money/second/")
