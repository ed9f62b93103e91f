"""The treasurer's pages of bank statements: load, name columns, match, undo."""

import re

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopnet.bodies.rules import long_day
from coopnet.kit.doors import Request, needs
from coopnet.kit.forms import OnceForm
from coopnet.kit.once import once
from coopnet.subscriptions.actions import NotPossible
from coopnet.subscriptions.models import BankFile, BankLine, Invoice, Matched, Waiting
from coopnet.subscriptions.statements import actions, loading, queries
from coopnet.subscriptions.statements.forms import AsideForm, ColumnsForm, FileForm, MatchForm
from coopnet.subscriptions.statements.loading import AskColumns
from coopnet.subscriptions.statements.reading.lines import Unreadable

KEEP = "invoices.keep"
PAGE = 30
# A line and the invoice that stood beside it.
_PAIR = re.compile(r"([0-9]{1,11})-([0-9]{1,9})")


@needs(KEEP)
@require_http_methods(["GET", "HEAD", "POST"])
def bank(request: Request) -> HttpResponse:
    """Lines that wait with what each may pay, and the field for the next statement."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        data, name = sent.read(loading.MOST_BYTES + 1), str(sent.name)

        def do() -> str:
            try:
                file = actions.load(
                    data=data, name=name, ask=form.cleaned_data["ask"], by=request.user, at=request.moment
                )
            except AskColumns:
                actions.set_aside(data=data, name=name, by=request.user, at=request.moment)
                return "/bank/columns/"
            _loaded(request, file)
            return "/bank/"

        try:
            return redirect(once(form.key, do, at=request.moment))
        except (Unreadable, NotPossible) as refusal:
            form.add_error("file", str(refusal))
    rows = queries.to_match(request.today)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    reach, gaps = queries.covered(request.today)
    context = {
        "form": form,
        "page": page,
        "certain": [row for row in rows if row.certain],
        "files": BankFile.objects.select_related("loaded_by").order_by("-at", "-pk")[:12],
        "reach": reach,
        "gaps": gaps,
        "plain": OnceForm(),
        "recent": queries.matched()[:12],
        "unread": Waiting.objects.filter(sent_by=request.user).first(),
    }
    return render(request, "subscriptions/bank.html", context)


def _loaded(request: Request, file: BankFile) -> None:
    days = f"{long_day(file.first_day)} to {long_day(file.last_day)}"
    messages.success(request, f"{file.new} new lines, {file.known} known. The file holds the days {days}.")


def _drop(request: Request, waits: Waiting) -> HttpResponse:
    form = OnceForm(request.POST)

    def do() -> str:
        actions.drop_waiting(waiting=waits, by=request.user, at=request.moment)
        return "/bank/"

    if form.is_valid():
        once(form.key, do, at=request.moment)
        messages.success(request, "The file was dropped. Nothing of it is kept.")
    return redirect("/bank/")


@needs(KEEP)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: Request) -> HttpResponse:
    """Which column of a table is what; remembered for the next file of that bank."""
    waits = Waiting.objects.filter(sent_by=request.user).first()
    if waits is None:
        return redirect("/bank/")
    if request.method == "POST" and "drop" in request.POST:
        return _drop(request, waits)
    found, guessed = loading.columns_of(bytes(waits.data))
    initial = {role: str(place) for role, place in guessed.items()}
    form = ColumnsForm(request.POST or None, heading=list(found.heading), initial=initial)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            file = actions.load_waiting(waiting=waits, columns=form.columns, by=request.user, at=request.moment)
            _loaded(request, file)
            return "/bank/"

        try:
            return redirect(once(form.key, do, at=request.moment))
        except (Unreadable, NotPossible) as refusal:
            form.add_error("day", str(refusal))
    context = {"form": form, "waits": waits, "heading": found.heading, "rows": found.rows[:4], "plain": OnceForm()}
    return render(request, "subscriptions/bank_columns.html", context)


@needs(KEEP)
@require_POST
def certain(request: Request) -> HttpResponse:
    """Match all that are certain, as the page listed them: line and invoice."""
    form = OnceForm(request.POST)
    picked = [_PAIR.fullmatch(pair) for pair in request.POST.getlist("line")]
    listed = {int(pair.group(1)): int(pair.group(2)) for pair in picked if pair}
    if not form.is_valid():
        return redirect("/bank/")
    done: list[actions.Done] = []

    def do() -> str:
        done.append(actions.match_certain(listed=listed, by=request.user, at=request.moment))
        return "/bank/"

    once(form.key, do, at=request.moment)
    for one in done:
        if one.count:
            messages.success(request, f"{one.count} of {len(listed)} lines are matched. Receipts are on their way.")
        if one.count < len(listed):
            why = one.why_not or "Something about them has changed. Look at those that wait."
            messages.warning(request, f"{len(listed) - one.count} of {len(listed)} lines are not matched. {why}")
    return redirect("/bank/")


def _line(request: Request, pk: int, form: MatchForm | None = None) -> HttpResponse:
    line = get_object_or_404(BankLine.objects.select_related("file"), pk=pk)
    found = next(iter(queries.to_match(request.today, only=[pk])), None)
    words = request.GET.get("q", "")[:80]
    invoices = {one.number: one for one in queries.open_ones(request.today)}
    searched = [
        one for one in invoices.values()
        if words and (words.lower() in " ".join(one.names).lower() or words == str(one.number))
    ][:20]  # fmt: skip
    left = queries.left_of(line)
    context = {
        "line": line,
        "left": left,
        "twin": found.twin if found else "",
        "suggestions": [(one, invoices[one.number]) for one in found.suggestions if one.number in invoices]
        if found
        else [],
        "searched": searched,
        "words": words,
        "matches": Matched.objects.filter(line=line).select_related("payment__invoice", "payment__taken_back"),
        "form": form or MatchForm(prefix="match", initial={"pence": f"{left // 100}.{left % 100:02}"}),
        "aside": AsideForm(prefix="aside", initial={"why": line.not_ours}),
        "plain": OnceForm(),
    }
    return render(request, "subscriptions/bank_line.html", context)


@needs(KEEP)
@require_safe
def line(request: Request, pk: int) -> HttpResponse:
    """One line: what it may pay, how it is divided, or why it is no subscription."""
    return _line(request, pk)


@needs(KEEP)
@require_POST
def match(request: Request, pk: int) -> HttpResponse:
    """So much of a line pays an invoice."""
    found, form = get_object_or_404(BankLine, pk=pk), MatchForm(request.POST, prefix="match")
    if not form.is_valid():
        return _line(request, pk, form)
    invoice = Invoice.objects.filter(number=form.cleaned_data["number"]).first()
    if invoice is None:
        form.add_error("number", "There is no such invoice.")
        return _line(request, pk, form)

    def do() -> str:
        actions.match(
            line=found, to=[(invoice, form.cleaned_data["pence"])], why="Said by the treasurer", by=request.user,
            at=request.moment,
        )  # fmt: skip
        return "/bank/" if not queries.left_of(found) else f"/bank/{pk}/"

    try:
        address = once(form.key, do, at=request.moment)
    except NotPossible as refusal:
        form.add_error("pence", str(refusal))
        return _line(request, pk, form)
    messages.success(request, "Matched. A receipt is on its way.")
    return redirect(address)


@needs(KEEP)
@require_POST
def aside(request: Request, pk: int) -> HttpResponse:
    """A line is no subscription, or is taken up again."""
    found, form = get_object_or_404(BankLine, pk=pk), AsideForm(request.POST, prefix="aside")
    if not form.is_valid():
        return _line(request, pk)

    def do() -> str:
        actions.put_aside(line=found, why=form.cleaned_data["why"], by=request.user, at=request.moment)
        return "/bank/"

    try:
        address = once(form.key, do, at=request.moment)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect(f"/bank/{pk}/")
    messages.success(request, "Noted.")
    return redirect(address)


@needs(KEEP)
@require_POST
def undo(request: Request, pk: int) -> HttpResponse:
    """Undo a match."""
    found, form = get_object_or_404(Matched.objects.select_related("payment"), pk=pk), OnceForm(request.POST)
    here = f"/bank/{found.line_id}/"
    if not form.is_valid():
        return redirect(here)

    def do() -> str:
        actions.undo(payment=found.payment, by=request.user, at=request.moment)
        return here

    try:
        once(form.key, do, at=request.moment)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Undone. The line is open again.")
    return redirect(here)
