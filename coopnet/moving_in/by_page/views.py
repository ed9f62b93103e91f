"""Pages for an export of WordPress: send it, see what would happen, bring it in, watch."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopnet.kit.doors import Request, needs
from coopnet.kit.forms import OnceForm
from coopnet.kit.once import once
from coopnet.moving_in.actions import NotPossible
from coopnet.moving_in.by_page import actions
from coopnet.moving_in.by_page.forms import ExportForm
from coopnet.moving_in.by_page.telling import progress_of
from coopnet.moving_in.enums import Stage
from coopnet.moving_in.models import Export

ACT = "pages.move"


@needs(ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def exports(request: Request) -> HttpResponse:
    """Exports that were sent, and the field for the next."""
    form = ExportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def do() -> str:
            made = actions.look(
                file=given["export"], uploads=given["uploads"], by=request.user, at=request.moment
            )  # fmt: skip
            return f"/moving-in/wordpress/{made.key}/"

        try:
            return redirect(once(form.key, do, at=request.moment))
        except NotPossible as refusal:
            form.add_error("export", str(refusal))
    rows = Export.objects.exclude(stage=Stage.DROPPED.value).select_related("sent_by", "move").order_by("-at", "-pk")
    return render(request, "moving_in/exports.html", {"form": form, "rows": rows[:50]})


@needs(ACT)
@require_safe
def export(request: Request, key: UUID) -> HttpResponse:
    """What would happen; after that how it goes."""
    found = get_object_or_404(Export.objects.select_related("move"), key=key)
    left = sorted(found.told.get("left", {}).items())
    context = {"export": found, "left": left, "progress": progress_of(found), "plain": OnceForm()}
    return render(request, "moving_in/export.html", context)


def _done(request: Request, do: Callable[[], object], words: str, back: str, there: str) -> HttpResponse:
    form = OnceForm(request.POST)
    if not form.is_valid():
        return redirect(back)

    def step() -> str:
        do()
        return there

    try:
        address = once(form.key, step, at=request.moment)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    messages.success(request, words)
    return redirect(address)


@needs(ACT)
@require_POST
def ask(request: Request, key: UUID) -> HttpResponse:
    """Bring it in."""
    found, here = get_object_or_404(Export, key=key), f"/moving-in/wordpress/{key}/"
    by, at = request.user, request.moment
    return _done(
        request, lambda: actions.ask(export=found, by=by, at=at), "It is brought in within some minutes.", here, here
    )


@needs(ACT)
@require_POST
def drop(request: Request, key: UUID) -> HttpResponse:
    """It is not wanted."""
    found, here = get_object_or_404(Export, key=key), f"/moving-in/wordpress/{key}/"
    by, at = request.user, request.moment
    return _done(
        request, lambda: actions.drop(export=found, by=by, at=at), "Dropped. Its files are gone.", here,
        "/moving-in/wordpress/",
    )  # fmt: skip
