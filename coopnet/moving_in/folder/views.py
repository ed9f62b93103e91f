"""Pages for a folder of documents: bring it, correct it in a table, put it on the shelf, take it back."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopnet.bodies.models import Body
from coopnet.bodies.rules import long_day
from coopnet.kit.doors import Request, needs
from coopnet.kit.forms import Day, OnceForm
from coopnet.kit.once import once
from coopnet.kit.uploads.papers import TYPES
from coopnet.library.enums import KIND_WORDS, Kind, Readers
from coopnet.moving_in.actions import NotPossible
from coopnet.moving_in.enums import Tray
from coopnet.moving_in.folder import actions, reading
from coopnet.moving_in.folder.actions import Told
from coopnet.moving_in.folder.forms import AllForm, FolderForm, ShelfForm
from coopnet.moving_in.models import Folder, FolderFile

ACT = "library.load"
PAGE = 40


@needs(ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def folders(request: Request) -> HttpResponse:
    """Every folder that came in, and the field for the next."""
    form = FolderForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["documents"]
        name = sent[0].name if len(sent) == 1 else f"{len(sent)} files"
        came: list[actions.Taken] = []

        def do() -> str:
            came.append(actions.take_in(name=name, found=reading.read(sent), by=request.user, at=request.moment))
            folder = came[0].folder
            return f"/moving-in/folder/{folder.pk}/" if folder else "/moving-in/folder/"

        try:
            address = once(form.key, do, at=request.moment)
        except reading.TooMuch as refusal:
            form.add_error("documents", str(refusal))
        else:
            for one in came:
                messages.success(
                    request, f"{one.new} came in, private. {one.known} were here already, {len(one.refused)} refused."
                )
            return redirect(address)
    counts = {
        name: Count("files", filter=Q(files__state=state.value))
        for name, state in (("waiting", Tray.WAITS), ("shelved", Tray.SHELVED))
    }
    rows = Folder.objects.annotate(**counts).select_related("taken_by").order_by("-at", "-pk")
    return render(request, "moving_in/folders.html", {"form": form, "rows": rows})


def _bodies() -> list[tuple[str, str]]:
    return [(body.slug, body.name) for body in Body.objects.order_by("name", "pk")]


def _narrowed(request: Request, folder: Folder) -> tuple[QuerySet[FolderFile], str]:
    which = request.GET.get("which", "")
    rows = folder.files.filter(state=Tray.WAITS.value).select_related("body").order_by("path", "pk")
    if which == "look":
        rows = rows.filter(sure=False)
    elif which == "shelved":
        rows = folder.files.filter(state=Tray.SHELVED.value).select_related("body", "paper").order_by("path", "pk")
    words = request.GET.get("q", "")[:80]
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(path__icontains=words))
    return rows, which


@needs(ACT)
@require_safe
def folder(request: Request, pk: int) -> HttpResponse:
    """The documents of a folder in a table that can be corrected."""
    return _table(request, get_object_or_404(Folder, pk=pk), {})


def _table(request: Request, found: Folder, faults: dict[int, str]) -> HttpResponse:
    rows, which = _narrowed(request, found)
    narrowed = request.GET.copy()
    narrowed.pop("page", None)
    waiting = found.files.filter(state=Tray.WAITS.value)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "folder": found,
        "page": page,
        "rows": [(row, faults.get(row.pk, ""), _as_typed(request, row)) for row in page],
        "here": request.GET.urlencode(),
        "faults": faults,
        "which": which,
        "words": request.GET.get("q", "")[:80],
        "query": narrowed.urlencode(),
        "kinds": [(kind.value, words) for kind, words in KIND_WORDS.items()],
        "bodies": _bodies(),
        "form": AllForm(bodies=_bodies(), prefix="all"),
        "plain": OnceForm(),
        "waiting": waiting.count(),
        "look": waiting.filter(sure=False).count(),
        "shelved": found.files.filter(state=Tray.SHELVED.value).count(),
    }
    return render(request, "moving_in/folder.html", context)


def _as_typed(request: Request, row: FolderFile) -> dict[str, Any]:
    """What a row shows: as it was sent, where the table comes back with a question, else as it is kept."""
    given, pk = request.POST, row.pk
    if f"title-{pk}" not in given:
        day = long_day(row.day) if row.day else ""
        return {"title": row.title, "day": day, "kind": row.kind, "body": row.body.slug if row.body else ""}
    sent = {name: given.get(f"{name}-{pk}", "") for name in ("title", "day", "kind", "body")}
    return {**sent, "picked": str(pk) in given.getlist("pick")}


def _ticked(request: Request, found: Folder) -> list[FolderFile]:
    picked = [int(pk) for pk in request.POST.getlist("pick") if pk.isascii() and pk.isdecimal() and len(pk) < 12]
    return list(found.files.filter(pk__in=picked, state=Tray.WAITS.value).select_related("body").order_by("path", "pk"))


def _typed(request: Request, row: FolderFile, bodies: dict[str, Body]) -> Told:
    """What a row of the table says. Raises ValidationError for a day that is none."""
    given = request.POST
    title = " ".join(given.get(f"title-{row.pk}", "").split())[:120]
    day: date | None = Day(required=False).clean(given.get(f"day-{row.pk}", ""))
    kind, body = given.get(f"kind-{row.pk}", ""), given.get(f"body-{row.pk}", "")
    return Told(
        title=title or None, day=day, clear_day=day is None, kind=Kind(kind) if kind in set(Kind) else None,
        body=bodies.get(body), clear_body=not body,
    )  # fmt: skip


@needs(ACT)
@require_POST
def act(request: Request, pk: int) -> HttpResponse:
    """One of the buttons under the table: keep what was typed, one answer for all ticked, shelf, leave out."""
    found = get_object_or_404(Folder, pk=pk)
    form = AllForm(request.POST, bodies=_bodies(), prefix="all")
    here = f"/moving-in/folder/{found.pk}/" + (f"?{request.GET.urlencode()}" if request.GET else "")
    if not form.is_valid():
        messages.error(request, "Choose from the lists, and send it once more.")
        return _table(request, found, {})
    what, ticked = request.POST.get("do", ""), _ticked(request, found)
    if what in ("shelf", "all", "leave") and not ticked:
        messages.error(request, "Tick the documents first.")
        return _table(request, found, {})
    if what == "shelf":
        return _confirm(request, found, ticked, ShelfForm(prefix="shelf"))
    bodies = {body.slug: body for body in Body.objects.all()}
    by, at = request.user, request.moment
    if what == "keep":
        faults, told = {}, []
        for row in found.files.filter(state=Tray.WAITS.value, pk__in=_shown(request)):
            try:
                told.append((row, _typed(request, row, bodies)))
            except ValidationError as error:
                faults[row.pk] = " ".join(error.messages)
        if faults:
            return _table(request, found, faults)
        return _done(request, form, lambda: actions.correct(told=told, by=by, at=at), "Kept.", here)
    if what == "all":
        kind, body = form.cleaned_data["kind"], form.cleaned_data["body"]
        says = Told(kind=Kind(kind) if kind else None, body=bodies.get(body))
        return _done(
            request, form, lambda: actions.correct(told=[(row, says) for row in ticked], by=by, at=at), "Kept.", here
        )
    if what == "leave":
        return _done(
            request,
            form,
            lambda: actions.leave_out(files=ticked, by=by, at=at),
            "Left out. Their bytes are gone.",
            here,
        )
    raise Http404


def _shown(request: Request) -> list[int]:
    """The rows that stood in the table when it was sent."""
    keys = [name.removeprefix("title-") for name in request.POST if name.startswith("title-")]
    return [int(key) for key in keys if key.isascii() and key.isdecimal() and len(key) < 12]


def _done(request: Request, form: OnceForm, do: Callable[[], object], words: str, here: str) -> HttpResponse:
    def step() -> str:
        do()
        return here

    try:
        once(form.key, step, at=request.moment)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect(here)


def _confirm(request: Request, found: Folder, ticked: list[FolderFile], form: ShelfForm) -> HttpResponse:
    return render(request, "moving_in/shelve.html", {"folder": found, "rows": ticked, "form": form})


@needs(ACT)
@require_POST
def shelve(request: Request, pk: int) -> HttpResponse:
    """After the question: on the shelf, for whom it was said."""
    found, form = get_object_or_404(Folder, pk=pk), ShelfForm(request.POST, prefix="shelf")
    ticked = _ticked(request, found)
    if not form.is_valid():
        return _confirm(request, found, ticked, form)
    readers = Readers(form.cleaned_data["readers"])
    here = f"/moving-in/folder/{found.pk}/"
    return _done(
        request, form, lambda: actions.shelve(files=ticked, readers=readers, by=request.user, at=request.moment),
        "They are on the shelf.", here,
    )  # fmt: skip


@needs(ACT)
@require_POST
def back(request: Request, pk: int) -> HttpResponse:
    """Take a whole folder back."""
    found, form = get_object_or_404(Folder, pk=pk), OnceForm(request.POST)
    here = f"/moving-in/folder/{found.pk}/"
    if not form.is_valid():
        return redirect(here)
    return _done(
        request, form, lambda: actions.take_back(folder=found, by=request.user, at=request.moment), "Taken back.", here
    )


@needs(ACT)
@require_safe
def file(request: Request, pk: int) -> HttpResponseBase:
    """One document of the tray, for whoever corrects it; never as a page of ours."""
    row = get_object_or_404(FolderFile, pk=pk, state=Tray.WAITS.value)
    answer = FileResponse(row.file.open("rb"), as_attachment=True, filename=row.name, content_type=TYPES[row.suffix])
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
