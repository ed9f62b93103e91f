"""Officers' pages: applications with what the school list says, and members with everything that is dated."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from coopnet.bodies.queries import reach
from coopnet.kit.access import may, require
from coopnet.kit.basis import Basis
from coopnet.kit.doors import Request, needs
from coopnet.kit.forms import OnceForm
from coopnet.kit.once import once
from coopnet.membership import queries, rules
from coopnet.membership.acting import actions as acting
from coopnet.membership.actions import move, take_back
from coopnet.membership.again.actions import ask_again
from coopnet.membership.enums import STATE_WORDS, Asked, Duty, State
from coopnet.membership.forms import AgainForm, AskForm, ChairForm, DutyForm, MoveForm, ReasonForm, YesForm
from coopnet.membership.joining import actions as joining
from coopnet.membership.joining import listed
from coopnet.membership.models import Application, Member, Period
from coopnet.membership.queries import Belongs
from coopnet.membership.refusals import NotPossible
from coopnet.membership.standing import CHANGE, DECIDE, LOAD, REGISTER, SEE, place
from coopnet.people.models import Person
from coopnet.people.rules import fold

PAGE = 50


def _visible(request: Request) -> QuerySet[Application]:
    keys = reach(request.user, DECIDE, request.today)
    # One whose writer is forgotten is there as long as a day is set to ask the school again.
    there = Q(forgotten_at__isnull=True) | Q(ask_again_on__isnull=False)
    rows = Application.objects.filter(there).select_related("establishment", "group", "member")
    return rows if keys is None else rows.filter(region_key__in=keys)


@needs(DECIDE)
@require_safe
def applications(request: Request) -> HttpResponse:
    """Those that wait, the most urgent first; then the latest decided."""
    rows = _visible(request)
    open_states = [state.value for state in rules.OPEN]
    context = {
        "waiting": rows.filter(state__in=open_states).order_by("due_on", "pk"),
        "done": rows.exclude(state__in=open_states).order_by("-pk")[:30],
    }
    return render(request, "membership/applications.html", context)


def _application(request: Request, key: UUID) -> Application:
    found = _visible(request).filter(key=key).first()
    if found is None:
        raise Http404
    return found


def _thing(application: Application) -> Any:
    return application.establishment or application.group


def _application_page(request: Request, found: Application, forms: dict[str, OnceForm] | None = None) -> HttpResponse:
    given = forms or {}
    kinds = [(kind.slug, f"{kind.name}: {kind.summary}") for kind in queries.classes(request.today)]
    same = {"establishment": found.establishment} if found.establishment else {"group": found.group}
    context = {
        "application": found,
        "open": Asked(found.state) in rules.OPEN,
        "may_ask": found.state == Asked.APPLIED.value,
        "now": listed.judge(_thing(found), request.today),
        "schools": listed.schools_of(found.group, request.today) if found.group else [],
        "others": _visible(request).filter(**same).exclude(pk=found.pk),
        "ask": given.get("ask") or AskForm(prefix="ask"),
        "yes": given.get("yes") or YesForm(prefix="yes", kinds=kinds, initial={"starts": request.today}),
        "no": given.get("no") or ReasonForm(prefix="no"),
        "may_again": Asked(found.state) in rules.ASKED_AGAIN,
        "again": given.get("again") or _again(found),
    }
    return render(request, "membership/application.html", context)


def _again(of: Member | Application) -> AgainForm:
    return AgainForm(prefix="again", initial={"day": of.ask_again_on, "why": of.ask_again_words})


def _again_act(request: Request, of: Member | Application, given: dict[str, Any]) -> tuple[Callable[[], object], str]:
    day = given.get("day")
    return (
        lambda: ask_again(of=of, on=day, words=given.get("why", ""), by=request.user, at=request.moment),
        "The day is set. Nobody is reminded to ask before it." if day else "The day is taken away.",
    )


@needs(DECIDE)
@require_safe
def one(request: Request, key: UUID) -> HttpResponse:
    """One application: who asks, what the school list says, and the ways to go on."""
    return _application_page(request, _application(request, key))


@needs(DECIDE)
@require_POST
def decide(request: Request, key: UUID, act: str) -> HttpResponse:
    """Ask the writer something, or record what the board decided."""
    found = _application(request, key)
    require(request.user, DECIDE, on=found, at=request.moment)
    kinds = {kind.slug: kind for kind in queries.classes(request.today)}
    forms: dict[str, OnceForm] = {
        "ask": AskForm(request.POST, prefix="ask"),
        "yes": YesForm(request.POST, prefix="yes", kinds=[(slug, kind.name) for slug, kind in kinds.items()]),
        "no": ReasonForm(request.POST, prefix="no"),
        "again": AgainForm(request.POST, prefix="again"),
    }
    form = forms.get(act)
    if form is None:
        raise Http404
    if not form.is_valid():
        return _application_page(request, found, {act: form})
    given = form.cleaned_data
    by, at = request.user, request.moment
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "ask": (
            lambda: joining.ask_back(application=found, question=given["question"], by=by, at=at),
            "Your question is on its way.",
        ),
        "yes": (
            lambda: joining.approve(
                application=found,
                membership_class=kinds[given["kind"]],
                starts=given["starts"],
                decided_by=given["basis"],
                reason=given["reason"],
                by=by,
                at=at,
            ),
            "They belong once they have paid. The answer is on its way.",
        ),
        "no": (
            lambda: joining.refuse(application=found, decided_by=given["basis"], reason=given["reason"], by=by, at=at),
            "The answer is on its way.",
        ),
        "again": _again_act(request, found, given),
    }
    gone = found.forgotten_at is not None and act == "again" and given["day"] is None
    return _done(request, form, acts[act], "/members/again/" if gone else f"/applications/{found.key}/")


def _done(
    request: Request, form: OnceForm, act: tuple[Callable[[], object], str], address: str
) -> HttpResponse:  # fmt: skip
    do, words = act

    def step() -> str:
        do()
        return address

    try:
        once(form.key, step, at=request.moment)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect(address)


def _mine(request: Request, rows: list[Belongs]) -> list[Belongs]:
    keys = reach(request.user, SEE, request.today)
    return rows if keys is None else [one for one in rows if one.regions & keys]


def _searched(one: Belongs) -> str:
    return " ".join((one.member.organisation.name, *(f"{s.name} {s.town} {s.urn}" for s in one.schools)))


@needs(SEE)
@require_safe
def everybody(request: Request) -> HttpResponse:
    """Everybody with a membership today, whatever its state, and who is without a voter."""
    rows = _mine(request, queries.belonging(request.today))
    wanted, words = request.GET.get("state", ""), fold(request.GET.get("q", "")[:80])
    no_voter = request.GET.get("without") == "voter"
    acting = queries.all_mandates(request.today)
    shown = [
        (one, acting.get(one.member.pk, []))
        for one in rows
        if wanted in ("", one.state.value)
        and all(word in fold(_searched(one)) for word in words.split())
        and not (no_voter and any(m.duty == Duty.VOTES.value for m in acting.get(one.member.pk, [])))
    ]
    page = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    narrowed = request.GET.copy()
    narrowed.pop("page", None)
    context = {
        "page": page,
        "total": len(shown),
        "query": narrowed.urlencode(),
        "words": request.GET.get("q", "")[:80],
        "no_voter": no_voter,
        "states": [(state.value, STATE_WORDS[state]) for state in State if any(one.state is state for one in rows)],
        "counted": sum(one.counted for one in rows),
        "wanted": wanted,
        "may_register": bool(may(request.user, REGISTER, at=request.moment)),
        "may_load": bool(may(request.user, LOAD, at=request.moment)),
    }
    return render(request, "membership/list.html", context)


def _member(request: Request, number: int) -> Member:
    found = Member.objects.filter(number=number).select_related("organisation").first()
    if found is None or not may(request.user, SEE, on=place(found, request.moment), at=request.moment):
        raise Http404
    return found


def people_of(member: Member, request: Request) -> dict[str, Person]:
    """Those with a role at the member or its schools today, by key: whoever may act for it is one of them."""
    rows = Person.objects.filter(pk__in=queries.who_belongs(member, request.today)).order_by("folded", "pk")
    return {str(person.key): person for person in rows}


def _states(period: Period | None, request: Request) -> list[State]:
    now = queries.state_on(period.changes.all(), request.today) if period else None
    return sorted(rules.MOVES[now], key=list(State).index) if now else []


def _member_page(request: Request, found: Member, forms: dict[str, OnceForm] | None = None) -> HttpResponse:
    given = forms or {}
    today = request.today
    period = queries.period_on(found, today) or found.periods.order_by("-starts").first()
    people = [(key, person.name) for key, person in people_of(found, request).items()]
    voter = queries.voter(found, today)
    context = {
        "member": found,
        "period": period,
        "state": queries.state_on(period.changes.all(), today) if period else None,
        "history": queries.history(found),
        "coverage": found.coverage.select_related("establishment").order_by("-starts", "establishment__name"),
        "mandates": queries.mandates(found, today),
        "voter": voter,
        "question": found.questions.filter(state="asked").select_related("person").first(),
        "payer": queries.payer(found, today),
        "holdings": found.holdings.order_by("starts"),
        "may_change": bool(may(request.user, CHANGE, on=place(found, request.moment), at=request.moment)),
        "move": given.get("move") or MoveForm(prefix="move", states=_states(period, request), initial={"day": today}),
        "chair": given.get("chair") or ChairForm(prefix="chair", people=people),
        "duty": given.get("duty") or DutyForm(prefix="duty", people=people),
        "back": OnceForm(prefix="back"),
        "may_again": _gone(period),
        "again": given.get("again") or _again(found),
    }
    return render(request, "membership/member.html", context)


def _gone(period: Period | None) -> bool:
    """Whether it left, or leaves on a day that is set, in a way after which it may be asked again."""
    ended = queries.state_on(period.changes.all(), period.ends) if period and period.ends else None
    return ended in rules.ASK_AGAIN


@needs(SEE)
@require_safe
def member(request: Request, number: int) -> HttpResponse:
    """One member: how it stands and stood, its schools, who acts and votes, who pays."""
    return _member_page(request, _member(request, number))


@needs(CHANGE)
@require_POST
def act(request: Request, number: int, act: str) -> HttpResponse:
    """Move it, take the last move back, name who acts for it, ask the chair."""
    found = _member(request, number)
    require(request.user, CHANGE, on=place(found, request.moment), at=request.moment)
    period = queries.period_on(found, request.today) or found.periods.order_by("-starts").first()
    people = people_of(found, request)
    named = [(key, person.name) for key, person in people.items()]
    forms: dict[str, OnceForm] = {
        "move": MoveForm(request.POST, prefix="move", states=_states(period, request)),
        "chair": ChairForm(request.POST, prefix="chair", people=named),
        "duty": DutyForm(request.POST, prefix="duty", people=named),
        "back": OnceForm(request.POST, prefix="back"),
        "again": AgainForm(request.POST, prefix="again"),
    }
    form = forms.get(act)
    if form is None or period is None:
        raise Http404
    if not form.is_valid():
        return _member_page(request, found, {act: form})
    given, by, at = form.cleaned_data, request.user, request.moment
    today = request.today
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "move": (
            lambda: move(
                period=period,
                to=State(given["to"]),
                day=given["day"],
                words=given["words"],
                private_words=given["private"],
                basis=Basis("minute", "", given["body"], today) if given["body"] else None,
                by=by,
                at=at,
            ),
            "Recorded. You can take it back.",
        ),
        "back": (
            lambda: take_back(period=period, words="Entered by mistake.", by=by, at=at),
            "Taken back. Both entries stay to be seen.",
        ),
        "chair": (
            lambda: acting.ask_chair(
                member=found, person=people[given["person"]], duty=Duty(given["duty"]),
                chair_name=given["chair_name"], chair_email=given["chair_email"], by=by, at=at,
            ),
            "The question to the chair is on its way.",
        ),
        "duty": (
            lambda: acting.appoint(
                member=found, person=people[given["person"]], duty=Duty(given["duty"]), starts=today,
                basis=Basis("officer", str(by.pk), f"Entered by {by.name}", today), by=by, at=at,
            ),
            "Recorded.",
        ),
        "again": _again_act(request, found, given),
    }  # fmt: skip
    return _done(request, form, acts[act], f"/members/{found.number}/")
