"""Find, see, add and change people. Whoever is not in the officer's regions is not there."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopnet.bodies.queries import reach, terms_of
from coopnet.desk.people import forms, queries
from coopnet.kit.doors import Request, needs
from coopnet.kit.once import once
from coopnet.people import actions
from coopnet.people.models import Person
from coopnet.people.queries import affiliations_of
from coopnet.regions.queries import all_regions


def address(person: Person) -> str:
    """The page of a person."""
    return reverse("desk:person", args=[person.key])


def find(request: Request, key: UUID, act: str) -> Person:
    """The person, if the act reaches him or her; otherwise the same 404 as for nobody."""
    person = queries.get_person(key, reach(request.user, act, request.today), request.today)
    if person is None:
        raise Http404
    return person


def where(request: Request, act: str) -> str:
    """Whose people these are, in words."""
    keys = reach(request.user, act, request.today)
    if keys is None:
        return "of the whole network"
    return " and ".join(f"of the {r.name} region" for r in all_regions(request.today) if r.key in keys)


@needs("people.see")
@require_safe
def people(request: Request) -> HttpResponse:
    """People by name, or those who match the words typed."""
    text = request.GET.get("q", "").replace("\x00", "")[:100]
    found, total = queries.rows(reach(request.user, "people.see", request.today), text, request.today)
    context = {
        "rows": found,
        "total": total,
        "text": text,
        "where": where(request, "people.see"),
        "may_add": reach(request.user, "people.change", request.today) != frozenset(),
    }
    return render(request, "desk/people/people.html", context)


@needs("people.see")
@require_safe
def person(request: Request, key: UUID) -> HttpResponse:
    """Everything that is kept about one person, for the officers who may see it."""
    found = find(request, key, "people.see")
    change_reach = reach(request.user, "people.change", request.today)
    may_change = queries.get_person(key, change_reach, request.today) is not None
    affiliations = affiliations_of(found)
    context = {
        "person": found,
        "affiliations": affiliations,
        "mine": queries.mine(affiliations, change_reach, request.today) if may_change else set(),
        "terms": terms_of(found),
        "contacts": list(found.contacts.order_by("kind", "pk")),
        "may_change": may_change,
        "may_keep_account": change_reach is None,
    }
    return render(request, "desk/people/person.html", context)


@needs("people.change")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request) -> HttpResponse:
    """First where the person belongs, then the person. A regional officer adds people of his or her region only."""
    keys = reach(request.user, "people.change", request.today)
    text = request.GET.get("q", "").replace("\x00", "")[:100]
    value = request.GET.get("place", "")
    place = queries.choice(value, keys, request.today)
    if value and place is None:
        raise Http404
    without = keys is None and "without" in request.GET
    if place is None and not without:
        found = queries.choices(text, keys, request.today)
        context = {
            "text": text,
            "choices": found,
            "may_without": keys is None,
            "where": where(request, "people.change"),
        }
        return render(request, "desk/people/add_where.html", context)
    form_class = forms.PlacedPersonForm if place else forms.PersonForm
    form = form_class(request.POST) if request.method == "POST" else form_class()
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def do() -> str:
            made = actions.add_person(
                name=data["name"], email=data["email"], note=data["note"], by=request.user, at=request.moment
            )
            if place is not None:
                actions.affiliate(
                    person=made,
                    organisation=queries.organisation_of(place, by=request.user, at=request.moment),
                    role=forms.role_of(form),
                    starts=data["starts"],
                    verified_by=request.user,
                    by=request.user,
                    at=request.moment,
                )
            return address(made)

        try:
            return HttpResponseRedirect(once(form.key, do, at=request.moment))
        except actions.NotPossible as problem:
            form.add_error(None, str(problem))
    return render(request, "desk/people/add.html", {"form": form, "place": place})


@needs("people.change")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, key: UUID) -> HttpResponse:
    """Name, address for letters, note."""
    found = find(request, key, "people.change")
    kept = {"name": found.name, "email": found.email, "note": found.note}
    form = forms.ChangeForm(request.POST) if request.method == "POST" else forms.ChangeForm(initial=kept)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_person(person=found, **form.cleaned_data, by=request.user, at=request.moment)
            return HttpResponseRedirect(address(found))
        except actions.NotPossible as problem:
            form.add_error(None, str(problem))
    context = {"form": form, "person": found, "heading": f"Change what we keep about {kept['name']}", "button": "Keep"}
    return render(request, "desk/people/task.html", context)


@needs("people.change")
@require_http_methods(["GET", "HEAD", "POST"])
def add_contact(request: Request, key: UUID) -> HttpResponse:
    """One more way to reach the person."""
    found = find(request, key, "people.change")
    form = forms.ContactForm(request.POST) if request.method == "POST" else forms.ContactForm()
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def do() -> str:
            actions.add_contact(
                person=found,
                kind=form.contact_kind,
                value=data["value"],
                shared=data["shared"],
                source=data["source"],
                by=request.user,
                at=request.moment,
            )
            return address(found)

        return HttpResponseRedirect(once(form.key, do, at=request.moment))
    context = {"form": form, "person": found, "heading": f"How to reach {found.name}", "button": "Add this"}
    return render(request, "desk/people/task.html", context)


@needs("people.change")
@require_POST
def remove_contact(request: Request, key: UUID, pk: int) -> HttpResponse:
    """Take a contact away for good."""
    found = find(request, key, "people.change")
    contact = found.contacts.filter(pk=pk).first()
    if contact is None:
        raise Http404
    actions.remove_contact(contact=contact, by=request.user, at=request.moment)
    return HttpResponseRedirect(address(found))
