"""Where a person belongs: add, end, confirm. An officer acts only for organisations of his or her own regions."""

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from coopnet.bodies.queries import reach
from coopnet.desk.people import forms, queries
from coopnet.desk.people.views import address, find, where
from coopnet.kit.doors import Request, needs
from coopnet.kit.once import once
from coopnet.people import actions
from coopnet.people.models import Affiliation, Person


def _affiliation(request: Request, person: Person, pk: int) -> Affiliation:
    row = person.affiliations.select_related("organisation", "person").filter(pk=pk).first()
    keys = reach(request.user, "people.change", request.today)
    if row is None or not queries.mine([row], keys, request.today):
        raise Http404
    return row


@needs("people.change")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, key: UUID) -> HttpResponse:
    """First the organisation, then the role in it and since when."""
    person = find(request, key, "people.change")
    keys = reach(request.user, "people.change", request.today)
    value = request.GET.get("place", "")
    place = queries.choice(value, keys, request.today)
    if value and place is None:
        raise Http404
    if place is None:
        text = request.GET.get("q", "").replace("\x00", "")[:100]
        context = {
            "person": person,
            "text": text,
            "choices": queries.choices(text, keys, request.today),
            "where": where(request, "people.change"),
        }
        return render(request, "desk/people/add_where.html", context)
    form = forms.PlaceForm(request.POST) if request.method == "POST" else forms.PlaceForm()
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            actions.affiliate(
                person=person,
                organisation=queries.organisation_of(place, by=request.user, at=request.moment),
                role=forms.role_of(form),
                starts=form.cleaned_data["starts"],
                verified_by=request.user,
                by=request.user,
                at=request.moment,
            )
            return address(person)

        try:
            return HttpResponseRedirect(once(form.key, do, at=request.moment))
        except actions.NotPossible as problem:
            form.add_error(None, str(problem))
    context = {"form": form, "person": person, "heading": f"{person.name} at {place.name}", "button": "Add this role"}
    return render(request, "desk/people/task.html", context)


@needs("people.change")
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Request, key: UUID, pk: int) -> HttpResponse:
    """The last day on which the person had the role."""
    person = find(request, key, "people.change")
    row = _affiliation(request, person, pk)
    form = forms.EndForm(request.POST) if request.method == "POST" else forms.EndForm()
    if request.method == "POST" and form.is_valid():
        first_day_without = form.cleaned_data["last_day"] + timedelta(days=1)
        try:
            actions.end_affiliation(affiliation=row, on=first_day_without, by=request.user, at=request.moment)
            return HttpResponseRedirect(address(person))
        except actions.NotPossible as problem:
            form.add_error("last_day", str(problem))
    context = {
        "form": form,
        "person": person,
        "heading": f"End: {row.role_words.lower()} at {row.organisation.name}",
        "button": "End this role",
    }
    return render(request, "desk/people/task.html", context)


@needs("people.change")
@require_POST
def confirm(request: Request, key: UUID, pk: int) -> HttpResponse:
    """“Still right”: note who says so and when."""
    person = find(request, key, "people.change")
    row = _affiliation(request, person, pk)
    actions.confirm_affiliation(affiliation=row, by=request.user, at=request.moment)
    return HttpResponseRedirect(address(person))
