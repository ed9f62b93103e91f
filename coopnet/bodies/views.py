"""Who holds which role, since, until, by which act; and the question everybody may ask: why may I?"""

from dataclasses import dataclass

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from coopnet.bodies import actions, forms, queries, rules
from coopnet.bodies.enums import ENDING_WORDS, Ending
from coopnet.bodies.models import Term
from coopnet.kit import access
from coopnet.kit.doors import Request, needs, signed_in
from coopnet.kit.once import once
from coopnet.people.queries import person_of
from coopnet.regions.queries import all_regions


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office in the table of who may do what."""

    words: str
    duty: str
    acts: list[str]


def _table() -> list[OfficeRow]:
    found = []
    for rule in rules.OFFICES.values():
        acts = [rules.ACTS[act][0] for act in rule.acts if act not in ("to-do.see", "roles.see")]
        place = ", each in one region" if rule.regional else ""
        found.append(OfficeRow(rule.words[:1].upper() + rule.words[1:] + place, rule.duty, acts))
    return found


@needs("roles.see")
@require_safe
def roles(request: Request) -> HttpResponse:
    """Every office and seat with its holder or vacancy, and what each office may do."""
    regions = all_regions(request.today)
    posts = queries.posts([(r.key, r.name) for r in regions], request.today)
    context = {
        "posts": posts,
        "boards": [
            board
            for board in [
                ("National advisory board", queries.national_board(request.today)),
                *((f"Regional board: {r.name}", queries.board(r.key, request.today)) for r in regions),
            ]
            if board[1]
        ],
        "table": _table(),
        "may_change": bool(access.may(request.user, "terms.change", at=request.moment)),
    }
    return render(request, "bodies/roles.html", context)


@dataclass(frozen=True, slots=True)
class Why:
    """One act and its answer for the person who asks."""

    words: str
    answer: access.Answer
    ask: str


@signed_in
@require_safe
def mine(request: Request) -> HttpResponse:
    """Everything that can be allowed, whether it is to this person today, and why."""
    with access.together():
        whys = [
            Why(act.words, access.may(request.user, name, at=request.moment), act.ask)
            for name, act in sorted(access.acts().items(), key=lambda item: item[1].words)
        ]
    person = person_of(request.user)
    context = {
        "yes": [why for why in whys if why.answer],
        "no": [why for why in whys if not why.answer],
        "terms": queries.terms_of(person) if person else [],
    }
    return render(request, "bodies/mine.html", context)


def _term(pk: int) -> Term:
    found = queries.get_term(pk)
    if found is None:
        raise Http404
    return found


@needs("roles.see")
@require_safe
def term(request: Request, pk: int) -> HttpResponse:
    """One term: who, what, since, until, by which act, how it ended."""
    found = _term(pk)
    holding = queries.holding(found)
    context = {
        "term": holding,
        "ending": ENDING_WORDS[Ending(found.ending)] if found.ends and found.ends <= request.today else "",
        "running": found.ends is None or found.ends > request.today,
        "may_change": bool(access.may(request.user, "terms.change", at=request.moment)),
    }
    return render(request, "bodies/term.html", context)


@needs("terms.change")
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: Request) -> HttpResponse:
    """Give somebody a role. ``?q=`` narrows the people to choose from; ``?post=`` chooses the role."""
    text = request.GET.get("q", "").replace("\x00", "")[:100]
    people = forms.people_named(text)
    if request.method == "POST":
        form = forms.BeginForm(request.POST, people=people, on=request.today)
        if form.is_valid():

            def do() -> str:
                made = actions.begin_term(
                    person=form.cleaned_data["person"],
                    **form.place,
                    starts=form.cleaned_data["starts"],
                    ends=form.ends,
                    basis=form.basis,
                    by=request.user,
                    at=request.moment,
                )
                return reverse("bodies:term", args=[made.pk])

            try:
                return HttpResponseRedirect(once(form.key, do, at=request.moment))
            except actions.NotPossible as problem:
                form.add_error(None, str(problem))
    else:
        form = forms.BeginForm(people=people, on=request.today, initial={"post": request.GET.get("post", "")})
    return render(request, "bodies/begin.html", {"form": form, "text": text, "heading": "Begin a role"})


@needs("terms.change")
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Request, pk: int) -> HttpResponse:
    """End a role: at once or on a day to come."""
    found = _term(pk)
    form = (
        forms.EndForm(request.POST)
        if request.method == "POST"
        else forms.EndForm(initial={"first_day_without": request.today})
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.end_term(
                term=found,
                on=data["first_day_without"],
                reason=data["reason"],
                ending=Ending(data["ending"]),
                by=request.user,
                at=request.moment,
            )
            return HttpResponseRedirect(reverse("bodies:term", args=[pk]))
        except actions.NotPossible as problem:
            form.add_error("first_day_without", str(problem))
    return render(request, "bodies/end.html", {"form": form, "term": queries.holding(found)})


@needs("terms.change")
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: Request, pk: int) -> HttpResponse:
    """End one person's role and begin another's on the same day."""
    found = _term(pk)
    text = request.GET.get("q", "").replace("\x00", "")[:100]
    people = forms.people_named(text).exclude(pk=found.person_id)
    form = (
        forms.HandOverForm(request.POST, people=people)
        if request.method == "POST"
        else forms.HandOverForm(people=people)
    )
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            made = actions.hand_over(
                term=found,
                to=form.cleaned_data["person"],
                on=form.cleaned_data["starts"],
                ends=form.ends,
                basis=form.basis,
                by=request.user,
                at=request.moment,
            )
            return reverse("bodies:term", args=[made.pk])

        try:
            return HttpResponseRedirect(once(form.key, do, at=request.moment))
        except actions.NotPossible as problem:
            form.add_error(None, str(problem))
    heading = f"Hand over: {queries.holding(found).words}"
    return render(request, "bodies/begin.html", {"form": form, "text": text, "heading": heading})
