"""The officers' first page: what must be done, by when, and what happens if it is left."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coopnet.bodies.queries import offices_held
from coopnet.desk.todo import rules
from coopnet.kit import registry
from coopnet.kit.doors import Request, signed_in
from coopnet.kit.registry import Duty
from coopnet.people.queries import person_of


@dataclass(frozen=True, slots=True)
class Line:
    """A duty and how pressing it is."""

    duty: Duty
    standing: rules.Standing


@signed_in
@require_safe
def to_do(request: Request) -> HttpResponse:
    """One list for whoever signed in; for somebody without a role it says so, and what to do about it."""
    found = [
        Line(duty, rules.standing(duty.due, duty.urgent, request.today))
        for duty in registry.duties(request.user, request.moment)
    ]
    now = [line for line in found if not line.standing.can_wait]
    wait = [line for line in found if line.standing.can_wait]
    late = sum(line.standing.tone == "late" for line in now)
    context = {
        "now": now,
        "wait": wait,
        "sentence": rules.sentence(late, len(now) - late, len(wait)),
        "held": offices_held(request.user, request.today),
        "person": person_of(request.user),
    }
    return render(request, "desk/to_do.html", context)
