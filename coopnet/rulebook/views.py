"""The rules for everybody: those that hold on a day, and the history of each."""

from itertools import groupby

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coopnet.kit.doors import Request, public
from coopnet.rulebook import queries
from coopnet.rulebook.enums import Scope
from coopnet.rulebook.forms import OnForm
from coopnet.rulebook.models import Clause
from coopnet.rulebook.rules import KEYS, scope_words

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
    return render(request, "rulebook/one.html", {"rows": rows, "first": rows[0]})
