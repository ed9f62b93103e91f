"""The officers' pages: writing, looking at who gets it and why, handing in, agreeing, watching it leave."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopnet.bodies.queries import reach
from coopnet.kit.access import may
from coopnet.kit.doors import Request, needs
from coopnet.kit.forms import OnceForm
from coopnet.kit.once import once
from coopnet.kit.sheet import sheet
from coopnet.mailings import actions, groups, queries, rules
from coopnet.mailings.actions import NotPossible
from coopnet.mailings.enums import LEFT_WORDS, Left, Sort, Standing, State
from coopnet.mailings.forms import DraftForm, KeepForm, PageForm
from coopnet.mailings.models import Draft, Mailing, SavedGroup
from coopnet.mailings.rules import Group
from coopnet.regions.queries import all_regions
from coopnet.register.models import Establishment

WRITE, AGREE = "mailings.write", "mailings.agree"
SHOWN = 50


def _keys(request: Request) -> frozenset[str] | None:
    """Regions that this officer may write to; None: all."""
    return reach(request.user, WRITE, request.today)


def _mine(request: Request, group: Group, sort: str) -> bool:
    return _within(_keys(request), group, sort)


def _within(keys: frozenset[str] | None, group: Group, sort: str) -> bool:
    if keys is None:
        return True
    return sort != Sort.NEWSLETTER.value and bool(group.regions) and set(group.regions) <= keys


def _places(keys: frozenset[str] | None, on: date) -> list[tuple[str, str]]:
    return [(region.key, region.name) for region in all_regions(on) if keys is None or region.key in keys]


def _form(request: Request, initial: dict[str, Any] | None = None) -> DraftForm:
    keys = _keys(request)
    phases = Establishment.objects.exclude(phase_name="").order_by("phase_name").values_list("phase_name", flat=True)
    return DraftForm(
        request.POST or None, initial=initial, places=_places(keys, request.today), whole=keys is None,
        phases=list(phases.distinct()),
    )  # fmt: skip


@needs(WRITE)
@require_safe
def mailings(request: Request) -> HttpResponse:
    """Drafts, and letters to many with how far each has come."""
    keys = _keys(request)
    rows = [one for one in queries.mailings() if _within(keys, one.whom, one.sort)]
    page = Paginator(rows, 25).get_page(request.GET.get("page"))
    told = queries.reports(list(page))
    context = {
        "drafts": [one for one in queries.drafts() if _within(keys, one.whom, one.sort)],
        "page": page,
        "reports": [(one, told[one.pk]) for one in page],
        "readers": queries.readers(),
        "whole": keys is None,
        "groups": [
            kept for kept in SavedGroup.objects.order_by("name") if _within(keys, rules.read_group(kept.group), "")
        ],
        "plain": OnceForm(),
    }
    return render(request, "mailings/mailings.html", context)


@needs(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request, key: UUID | None = None) -> HttpResponse:
    """Write a letter: its words and whom it is for."""
    draft = _draft(request, key) if key else None
    form = _form(request, _initial(request, draft))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def do() -> str:
            made = actions.write(
                draft=draft, sort=Sort(given["sort"]), subject=given["subject"], text=given["text"],
                policy=given["policy"], public=given["public"], group=form.group, by=request.user, at=request.moment,
            )  # fmt: skip
            return f"/mailings/drafts/{made.key}/"

        try:
            return redirect(once(form.key, do, at=request.moment))
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
    return render(request, "mailings/write.html", {"form": form, "draft": draft})


def _initial(request: Request, draft: Draft | None) -> dict[str, Any]:
    if draft is not None:
        words = {name: getattr(draft, name) for name in ("sort", "subject", "text", "policy", "public")}
        return {**words, **draft.group}
    kept = request.GET.get("group", "")
    found = SavedGroup.objects.filter(pk=int(kept)).first() if kept.isdecimal() and len(kept) < 9 else None
    mine = found is not None and _mine(request, rules.read_group(found.group), "")
    group = found.group if found is not None and mine else {"standing": [Standing.MEMBERS.value]}
    return {"sort": Sort.NOTICE.value, "public": True, **group}


def _draft(request: Request, key: UUID) -> Draft:
    found = get_object_or_404(Draft.objects.select_related("made_by"), key=key)
    if not _mine(request, found.whom, found.sort):
        raise Http404
    return found


def _asked(request: Request) -> int:
    form = PageForm(request.GET)
    return form.cleaned_data.get("reader") or 0 if form.is_valid() else 0


@needs(WRITE)
@require_safe
def draft(request: Request, key: UUID) -> HttpResponse:
    """Before it leaves: how many, who and why, who not and why not, and the letter as a reader gets it."""
    return _looked_at(request, _draft(request, key))


def _looked_at(request: Request, found: Draft, keep: KeepForm | None = None) -> HttpResponse:
    rows = groups.readers(Sort(found.sort), found.whom, request.today)
    get_it = [one for one in rows if not one.left_out]
    place = min(_asked(request), max(len(get_it) - 1, 0))
    one = get_it[place] if get_it else None
    filled = {"name": one.name, "school": one.school, "region": one.region} if one else {}
    left = [one for one in rows if one.left_out]
    context = {
        "draft": found,
        "sort_words": found.sort,
        "total": len(get_it),
        "rows": get_it[:SHOWN],
        "more": max(len(get_it) - SHOWN, 0),
        "left": [(one, LEFT_WORDS[Left(one.left_out)]) for one in left[:SHOWN]],
        "left_total": len(left),
        "one": one,
        "subject": rules.fill(found.subject, **filled) if filled else found.subject,
        "text": rules.fill(found.text, **filled) if filled else found.text,
        "place": place,
        "next": place + 1 if place + 1 < len(get_it) else None,
        "before": place - 1 if place else None,
        "second": rules.needs_second(total=len(get_it), policy=found.policy),
        "plain": OnceForm(),
        "keep": keep or KeepForm(prefix="keep"),
        "newsletter": found.sort == Sort.NEWSLETTER.value,
    }
    return render(request, "mailings/draft.html", context)


@needs(WRITE)
@require_safe
def who(request: Request, key: UUID) -> HttpResponse:
    """Everybody whom a draft would reach or not, as a sheet."""
    found = _draft(request, key)
    head = ("School or trust", "Region", "Name", "Address", "Why", "Gets no e-mail because")
    rows = (
        (one.school, one.region, one.name, one.address, one.why, LEFT_WORDS[Left(one.left_out)] if one.left_out else "")
        for one in groups.readers(Sort(found.sort), found.whom, request.today)
    )
    return sheet(f"letter-{request.today.isoformat()}", head, rows)


def _done(request: Request, form: OnceForm, do: Callable[[], str], words: str, back: str) -> HttpResponse:
    if not form.is_valid():
        return redirect(back)
    try:
        address = once(form.key, do, at=request.moment)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    messages.success(request, words)
    return redirect(address)


@needs(WRITE)
@require_POST
def act_on_draft(request: Request, key: UUID, act: str) -> HttpResponse:
    """Try it, hand it in, throw it away, keep its group."""
    by, at = request.user, request.moment
    found = Draft.objects.filter(key=key).first()
    if found is None:
        # A second press of the button that handed it in.
        return redirect(f"/mailings/{key}/" if Mailing.objects.filter(key=key).exists() else "/mailings/")
    found = _draft(request, key)
    here = f"/mailings/drafts/{key}/"

    def hand_in() -> str:
        return f"/mailings/{actions.hand_in(draft=found, by=by, at=at).key}/"

    def try_out() -> str:
        actions.try_out(draft=found, by=by, at=at)
        return here

    def throw() -> str:
        actions.throw_away(draft=found, by=by, at=at)
        return "/mailings/"

    acts = {
        "hand-in": (hand_in, "Handed in."),
        "try": (try_out, "It is on its way to you."),
        "throw": (throw, "The draft is gone."),
    }
    if act in acts:
        do, words = acts[act]
        return _done(request, OnceForm(request.POST), do, words, here)
    if act != "keep":
        raise Http404
    form = KeepForm(request.POST, prefix="keep")
    if form.is_valid() and not _free(request, form.cleaned_data["name"]):
        form.add_error("name", "A group of this name is there already, for others than yours. Choose another name.")
    if not form.is_valid():
        return _looked_at(request, found, form)

    def keep() -> str:
        actions.keep_group(name=form.cleaned_data["name"], group=found.whom, by=by, at=at)
        return here

    return _done(request, form, keep, "The group is kept under its name.", here)


def _free(request: Request, name: str) -> bool:
    """Whether this officer may put a group in the place of the one that has this name now, if there is one."""
    kept = SavedGroup.objects.filter(name=name.strip()[:80]).first()
    return kept is None or _mine(request, rules.read_group(kept.group), "")


@needs(WRITE)
@require_POST
def forget_group(request: Request, pk: int) -> HttpResponse:
    """Take the name of a group away."""
    kept = get_object_or_404(SavedGroup, pk=pk)
    if not _mine(request, rules.read_group(kept.group), ""):
        raise Http404

    def do() -> str:
        actions.forget_group(kept=kept, by=request.user, at=request.moment)
        return "/mailings/"

    return _done(request, OnceForm(request.POST), do, "Taken away.", "/mailings/")


def _may_see(request: Request, found: Mailing) -> bool:
    """Whoever may write to its group, and whoever may be its second person."""
    return _mine(request, found.whom, found.sort) or bool(may(request.user, AGREE, at=request.moment))


def _mailing(request: Request, key: UUID) -> Mailing:
    found = get_object_or_404(Mailing.objects.select_related("made_by", "agreed_by"), key=key)
    if not _may_see(request, found):
        raise Http404
    return found


@needs(AGREE)
@require_safe
def mailing(request: Request, key: UUID) -> HttpResponse:
    """One letter to many: its words, who agreed, how far it has come."""
    found = _mailing(request, key)
    waits = found.state == State.WAITS.value
    rows = groups.readers(Sort(found.sort), found.whom, request.today) if waits else []
    asked = found.recipients.order_by("left_out", "school", "pk")
    context = {
        "mailing": found,
        "report": None if waits or found.begun_at is None else queries.report(found),
        "would": [one for one in rows if not one.left_out][:SHOWN],
        "would_total": sum(not one.left_out for one in rows),
        "recipients": Paginator(asked, SHOWN).get_page(request.GET.get("page")),
        "own": found.made_by_id == request.user.pk,
        "writes": _mine(request, found.whom, found.sort) and bool(may(request.user, WRITE, at=request.moment)),
        "paper": queries.on_paper(found).count() if found.begun_at and found.sort != Sort.NEWSLETTER.value else 0,
        "plain": OnceForm(),
    }
    return render(request, "mailings/mailing.html", context)


@needs(AGREE)
@require_POST
def act(request: Request, key: UUID, act: str) -> HttpResponse:
    """Agree, take back, stop, go on, copy."""
    found, by, at = _mailing(request, key), request.user, request.moment
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "agree": (lambda: actions.agree(mailing=found, by=by, at=at), "Agreed. It begins to leave."),
        "take-back": (lambda: actions.take_back(mailing=found, by=by, at=at), "Taken back. It does not leave."),
        "stop": (lambda: actions.stop(mailing=found, by=by, at=at), "Stopped. What is in the outbox still leaves."),
        "go-on": (lambda: actions.go_on(mailing=found, by=by, at=at), "It goes on."),
    }
    here = f"/mailings/{key}/"
    if act == "copy" and _mine(request, found.whom, found.sort):
        return _done(
            request, OnceForm(request.POST),
            lambda: f"/mailings/drafts/{actions.copy(mailing=found, by=by, at=at).key}/", "Copied into a draft.", here,
        )  # fmt: skip
    if act not in acts or (act != "agree" and not _mine(request, found.whom, found.sort)):
        raise Http404
    do, words = acts[act]

    def step() -> str:
        do()
        return here

    return _done(request, OnceForm(request.POST), step, words, here)


@needs(WRITE)
@require_safe
def paper(request: Request, key: UUID) -> HttpResponse:
    """Letters for those without an address, one a sheet of paper."""
    found = _mailing(request, key)
    if not _mine(request, found.whom, found.sort):
        raise Http404
    rows = [
        (one, rules.fill(found.subject, name=one.name, school=one.school, region=one.region),
         rules.fill(found.text, name=one.name, school=one.school, region=one.region))
        for one in queries.on_paper(found)
    ]  # fmt: skip
    return render(request, "mailings/paper.html", {"mailing": found, "rows": rows})
