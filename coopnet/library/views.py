"""Documents: for everybody, and for those who keep them."""

from collections.abc import Callable

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopnet.bodies.queries import reach
from coopnet.kit.access import may
from coopnet.kit.doors import Request, needs, public
from coopnet.kit.forms import OnceForm
from coopnet.kit.once import once
from coopnet.kit.uploads.papers import TYPES
from coopnet.library import actions, queries
from coopnet.library.enums import Kind, Readers
from coopnet.library.forms import AboutForm, EndForm, FindForm, ForceForm, PaperForm, VersionForm
from coopnet.library.models import Paper, Version
from coopnet.regions.models import Region
from coopnet.regions.queries import all_regions

NETWORK = "network"


@public
@require_safe
def shelf(request: Request) -> HttpResponse:
    """Documents that one may read, those in force with their day."""
    form = FindForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = queries.found(
        request.user, kind=asked.get("kind") or "", words=asked.get("q") or "", at=request.moment
    )  # fmt: skip
    context = {
        "form": form,
        "rows": queries.shelved(found, request.today),
        "narrowed": any(asked.values()),
        "keeps": reach(request.user, queries.ACT, request.today) != frozenset(),
    }
    return render(request, "library/shelf.html", context)


def _found(request: Request, slug: str) -> Paper:
    paper = queries.get(request.user, slug, request.moment)
    if paper is None:
        raise Http404
    return paper


def _keeps(request: Request, paper: Paper) -> bool:
    return bool(request.user.is_authenticated and may(request.user, queries.ACT, on=paper, at=request.moment))


def _page(request: Request, paper: Paper, forms: dict[str, OnceForm] | None = None) -> HttpResponse:
    given = forms or {}
    rows = queries.versions(paper)
    now = queries.shelved(Paper.objects.filter(pk=paper.pk).select_related("region"), request.today)[0]
    about = {
        "title": paper.title,
        "summary": paper.summary,
        "parties": paper.parties,
        "readers": paper.readers,
        "review_on": paper.review_on,
    }
    context = {
        "paper": paper,
        "now": now,
        "versions": rows,
        "keeps": _keeps(request, paper),
        "version": given.get("version") or VersionForm(prefix="version"),
        "force": given.get("force") or ForceForm(prefix="force", initial={"starts": request.today}),
        "end": given.get("end") or EndForm(prefix="end"),
        "about": given.get("about") or AboutForm(prefix="about", initial=about),
        "newest": rows[0] if rows else None,
    }
    return render(request, "library/paper.html", context)


@public
@require_safe
def paper(request: Request, slug: str) -> HttpResponse:
    """One document with all its versions."""
    return _page(request, _found(request, slug))


@public
@require_safe
def download(request: Request, slug: str, number: int) -> HttpResponseBase:
    """The file of a version, always to be saved, never opened inside the site."""
    found = _found(request, slug)
    version = Version.objects.filter(paper=found, number=number).first()
    if version is None:
        raise Http404
    name = f"{found.slug}-version-{version.number}{version.suffix}"
    answer = FileResponse(
        version.file.open("rb"), as_attachment=True, filename=name, content_type=TYPES[version.suffix]
    )
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if found.readers != Readers.PUBLIC.value:
        answer["Cache-Control"] = "private, no-store"
    return answer


def _places(request: Request) -> dict[str, Region | None]:
    keys = reach(request.user, queries.ACT, request.today)
    found: dict[str, Region | None] = {NETWORK: None} if keys is None else {}
    return {**found, **{one.key: one for one in all_regions(request.today) if keys is None or one.key in keys}}


@needs(queries.ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request) -> HttpResponse:
    """A document with its first version. Officers alone read it, unless somebody says otherwise."""
    places = _places(request)
    words = [(key, region.name if region else "The whole network") for key, region in places.items()]
    form = PaperForm(request.POST or None, request.FILES or None, places=words)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def do() -> str:
            made = actions.add_paper(
                title=given["title"],
                kind=Kind(given["kind"]),
                readers=Readers(given["readers"]),
                summary=given["summary"],
                parties=given["parties"],
                region=places[given["place"]],
                review_on=given["review_on"],
                sent=given["file"],
                decided=given["decided"],
                starts=given["starts"],
                by=request.user,
                at=request.moment,
            )
            return f"/library/{made.slug}/"

        return redirect(once(form.key, do, at=request.moment))
    return render(request, "library/add.html", {"form": form})


@needs(queries.ACT)
@require_POST
def act(request: Request, slug: str, act: str) -> HttpResponse:
    """A new version, the day from which it holds, the day on which none does, other words about it."""
    found = _found(request, slug)
    if not _keeps(request, found):
        raise Http404
    data, by, at = request.POST, request.user, request.moment
    forms: dict[str, OnceForm] = {
        "version": VersionForm(data, request.FILES, prefix="version"),
        "force": ForceForm(data, prefix="force"),
        "end": EndForm(data, prefix="end"),
        "about": AboutForm(data, prefix="about"),
    }
    form = forms.get(act)
    if form is None:
        raise Http404
    if not form.is_valid():
        return _page(request, found, {act: form})
    given = form.cleaned_data
    number = data.get("number", "")
    version = Version.objects.filter(
        paper=found, number=int(number) if number.isascii() and number.isdecimal() and len(number) < 9 else 0
    ).first()

    def force() -> None:
        if version is None:
            raise actions.NotPossible("That version is not there any more.")
        actions.put_in_force(version=version, starts=given["starts"], by=by, at=at)

    acts: dict[str, tuple[Callable[[], object], str]] = {
        "version": (
            lambda: actions.add_version(
                paper=found, sent=given["file"], changed=given["changed"], decided=given["decided"], by=by, at=at
            ),
            "The version is added. Say from which day it is in force.",
        ),
        "force": (force, "It is in force from that day."),
        "end": (lambda: actions.end_force(paper=found, ends=given["ends"], by=by, at=at), "It ends on that day."),
        "about": (
            lambda: actions.change(
                paper=found,
                title=given["title"],
                summary=given["summary"],
                parties=given["parties"],
                readers=Readers(given["readers"]),
                review_on=given["review_on"],
                by=by,
                at=at,
            ),
            "Changed.",
        ),
    }
    do, words = acts[act]

    def step() -> str:
        do()
        return f"/library/{found.slug}/"

    try:
        address = once(form.key, step, at=at)
    except actions.NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect(f"/library/{found.slug}/")
    messages.success(request, words)
    return redirect(address)
