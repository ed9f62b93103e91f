"""Addresses at which letters were not delivered, letters on paper, and who gets no news."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopnet.kit.doors import Request, needs
from coopnet.kit.forms import Form, OnceForm
from coopnet.kit.once import once
from coopnet.notices import actions, books, queries, rules
from coopnet.notices.addresses import reading
from coopnet.notices.addresses.forms import AllAgainForm, LeaveForm, ListForm, TakeForm
from coopnet.notices.enums import NoNews, State, Why
from coopnet.notices.models import Letter, Trouble

SEE = "letters.see"
SET_UP = "letters.set-up"


@needs(SEE)
@require_safe
def not_delivered(request: Request) -> HttpResponse:
    """Every address at which letters were not delivered."""
    found = list(queries.troubles()[: queries.PAGE * 4])
    rows = [(one, rules.WHY_WORDS[Why(one.why)]) for one in found]
    return render(request, "notices/not_delivered.html", {"rows": rows, "more": len(found) == queries.PAGE * 4})


def _trouble(pk: int) -> Trouble:
    found = queries.get_trouble(pk)
    if found is None:
        raise Http404
    return found


def _page(request: Request, trouble: Trouble, again: Form | None = None, leave: Form | None = None) -> HttpResponse:
    letters = queries.lost_letters(trouble)
    known = books.look_up(trouble.address, request.user, request.moment)
    context = {
        "trouble": trouble,
        "letters": letters,
        "why": rules.WHY_WORDS[Why(trouble.why)],
        "advice": rules.ADVICE[Why(trouble.why)],
        "known": known,
        "again": again or AllAgainForm(initial={"to": "" if trouble.why == Why.GONE.value else trouble.address}),
        "leave": leave or LeaveForm(),
        "plain": OnceForm(),
    }
    return render(request, "notices/address.html", context)


@needs(SEE)
@require_safe
def address(request: Request, pk: int) -> HttpResponse:
    """One address: why, which letters, whose it is, and how else they are reached. No word of the letters is shown."""
    return _page(request, _trouble(pk))


def _once(request: Request, key: UUID, do: Callable[[], object], back: str) -> HttpResponse:
    def act() -> str:
        do()
        return back

    try:
        return HttpResponseRedirect(once(key, act, at=request.moment))
    except actions.NotToSend as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(back)


@needs(SEE)
@require_POST
def send_again(request: Request, pk: int) -> HttpResponse:
    """Send all of them once more, there or elsewhere."""
    form = AllAgainForm(request.POST)
    if not form.is_valid():
        return _page(request, _trouble(pk), again=form)
    trouble = queries.get_trouble(pk) or Trouble(pk=pk)  # the second press finds it gone; ``once`` knows

    def do() -> None:
        count = actions.send_all_again(trouble=trouble, to=form.cleaned_data["to"], by=request.user, at=request.moment)
        messages.success(request, f"{count} {'letter goes' if count == 1 else 'letters go'} out again.")

    return _once(request, form.key, do, reverse("notices:not-delivered"))


@needs(SEE)
@require_POST
def leave(request: Request, pk: int) -> HttpResponse:
    """They need not be delivered any more."""
    form = LeaveForm(request.POST)
    if not form.is_valid():
        return _page(request, _trouble(pk), leave=form)
    trouble = queries.get_trouble(pk) or Trouble(pk=pk)

    def do() -> None:
        actions.leave(trouble=trouble, why=form.cleaned_data["why"], by=request.user, at=request.moment)

    return _once(request, form.key, do, reverse("notices:not-delivered"))


def _letter(pk: int) -> Letter:
    found = queries.get_letter(pk)
    if found is None:
        raise Http404
    return found


@needs(SEE)
@require_POST
def to_paper(request: Request, pk: int) -> HttpResponse:
    """Somebody prints it and posts it: from then on it can be read here."""
    letter, form = _letter(pk), OnceForm(request.POST)
    if not form.is_valid():
        return redirect("notices:letter", pk)
    try:
        back = once(form.key, lambda: _printed(request, letter), at=request.moment)
    except actions.NotToSend as refusal:
        messages.error(request, str(refusal))
        back = reverse("notices:letter", args=[pk])
    return HttpResponseRedirect(back)


def _printed(request: Request, letter: Letter) -> str:
    actions.put_on_paper(letter=letter, by=request.user, at=request.moment)
    return reverse("notices:paper", args=[letter.pk])


@needs(SEE)
@require_safe
def paper(request: Request, pk: int) -> HttpResponse:
    """A letter as it is printed. Only one that somebody said they post, and that its writer lets others read."""
    letter = _letter(pk)
    if letter.state != State.PAPER.value or not letter.printable:
        raise Http404
    return render(request, "notices/paper.html", {"letter": letter})


@needs(SET_UP)
@require_http_methods(["GET", "HEAD", "POST"])
def refusals(request: Request) -> HttpResponse:
    """Who gets no news, and a list to take in; a list is shown first, and taken only then."""
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        found: reading.Reading = form.cleaned_data["reading"]
        context = {
            "found": found,
            "counts": {why.value: count for why, count in reading.counts(found.refusals).items()},
            "take": TakeForm(initial={"refusals": reading.write(found.refusals)}),
        }
        return render(request, "notices/refusals_preview.html", context)
    counts = queries.refused()
    context = {
        "form": form,
        "lists": queries.lists_of_refusals(),
        "rows": [(rules.NO_NEWS_WORDS[why], counts.get(why.value, 0)) for why in NoNews],
        "plain": OnceForm(),
    }
    return render(request, "notices/refusals.html", context)


@needs(SET_UP)
@require_POST
def take_refusals(request: Request) -> HttpResponse:
    """Take the list in, or say that there is none."""
    none = request.POST.get("wish") == "none"
    form = OnceForm(request.POST) if none else TakeForm(request.POST)
    back = reverse("notices:refusals")
    if not form.is_valid():
        messages.error(request, "Nothing was taken in. Give the list once more.")
        return HttpResponseRedirect(back)
    wanted = {} if none else form.cleaned_data["refusals"]

    def do() -> None:
        made = actions.take_refusals(refusals=wanted, by=request.user, at=request.moment)
        if not made.none:
            messages.success(request, f"Taken in: {made.declined + made.bounced} new, {made.known} known before.")

    return _once(request, form.key, do, back)
