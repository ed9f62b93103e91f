"""The rules for everybody: those that hold on a day, and the history of each; and entering what was adopted."""

from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from coopnet.kit.access import may
from coopnet.kit.doors import Request, needs, public
from coopnet.kit.once import once
from coopnet.rulebook import actions, queries
from coopnet.rulebook.actions import Given
from coopnet.rulebook.enums import Scope
from coopnet.rulebook.forms import ClauseForm, OnForm
from coopnet.rulebook.models import Clause
from coopnet.rulebook.rules import KEYS, scope_words

ADOPT = "rules.adopt"
LONGEST = 60
_SCOPES = {scope.value: place for place, scope in enumerate(Scope)}
_KEYS = {key: place for place, key in enumerate(KEYS)}


def _place(row: Clause) -> tuple[int, str, int]:
    return _SCOPES.get(row.scope.partition(":")[0], len(_SCOPES)), row.scope, _KEYS.get(row.key, len(_KEYS))


@public
@require_safe
def rules_page(request: Request) -> HttpResponse:
    """Whose rule, which question, what it says, since when and by which decision."""
    form = OnForm(request.GET if "on" in request.GET else None, initial={"on": request.today})
    day = (form.cleaned_data.get("on") if form.is_valid() else None) or request.today
    rows = sorted(queries.in_force(day), key=_place)
    context = {
        "form": form,
        "day": day,
        "groups": [(scope_words(scope), list(found)) for scope, found in groupby(rows, key=lambda row: row.scope)],
        "editions": queries.editions(),
    }
    return render(request, "rulebook/rules.html", context)


@public
@require_safe
def one(request: Request, scope: str, key: str) -> HttpResponse:
    """One question with every answer it has had."""
    rows = queries.history(scope, key) if key in KEYS else []
    if not rows:
        raise Http404
    enters = bool(request.user.is_authenticated and may(request.user, ADOPT, at=request.moment))
    return render(request, "rulebook/one.html", {"rows": rows, "first": rows[0], "enters": enters})


@needs(ADOPT)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, scope: str, key: str) -> HttpResponse:
    """Enter the answer that was adopted, and by which decision. The old answer stays to be read."""
    if key not in KEYS or scope.partition(":")[0] not in _SCOPES or len(scope) > LONGEST:
        raise Http404
    form = ClauseForm(request.POST or None, scope=scope, key=key, initial={"starts": request.today})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        clause = Given(scope, key, given["value"], given["text"])

        def do() -> str:
            actions.adopt(
                title=f"{scope_words(scope)}: {KEYS[key].question}",
                clauses=[clause],
                starts=given["starts"],
                basis=given["basis"],
                registered_on=given["registered_on"],
                by=request.user,
                at=request.moment,
            )
            return f"/rules/{scope}/{key}/"

        try:
            address = once(form.key, do, at=request.moment)
        except actions.NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The rule is entered.")
            return redirect(address)
    rows = queries.history(scope, key)
    context = {"form": form, "key": KEYS[key], "whose": scope_words(scope), "now": rows[0] if rows else None,
               "back": f"/rules/{scope}/{key}/" if rows else "/rules/"}  # fmt: skip
    return render(request, "rulebook/change.html", context)
