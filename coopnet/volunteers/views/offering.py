"""What volunteers offer, the hours they note, and what all gave together."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopnet.kit.doors import Request, public, signed_in
from coopnet.kit.forms import OnceForm
from coopnet.kit.freeze import why_frozen
from coopnet.kit.once import once
from coopnet.people.models import Person
from coopnet.people.queries import person_of
from coopnet.regions.queries import all_regions
from coopnet.volunteers import actions, queries, rules
from coopnet.volunteers.enums import HEAD_WORDS, Head, ShownTo
from coopnet.volunteers.forms import HoursForm, OnForm, ProfileForm
from coopnet.volunteers.models import Hours, Profile

HERE = "/volunteers/me/"


def done(request: Request, form: OnceForm, do: Callable[[], str], words: str) -> HttpResponse | None:
    """Do it once and say so; nothing, with the reason on the form, where it cannot be done."""
    try:
        if reason := why_frozen("volunteers"):
            raise actions.NotPossible(reason)
        address = once(form.key, do, at=request.moment)
    except actions.NotPossible as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, words)
    return redirect(address)


@public
@require_safe
def total(request: Request) -> HttpResponse:
    """How many hours were given by all, as at a day, and how we count. No name, and nothing where few noted any."""
    form = OnForm(request.GET)
    asked = form.cleaned_data["on"] if form.is_valid() else None
    on = asked if asked and asked <= request.today else request.today
    found = queries.total(on)
    context = {
        "on": on,
        "since": rules.year_of(on),
        "hours": round(found.minutes / 60) if found else None,
        "people": found.people if found else 0,
        "parts": [(HEAD_WORDS[h] if h else "Not said", round(m / 60)) for h, m in found.parts] if found else [],
        "fewest": rules.FEWEST,
        "form": form,
    }
    return render(request, "volunteers/total.html", context)


def _page(
    request: Request, person: Person | None, *, offer: ProfileForm | None, hours: HoursForm | None
) -> HttpResponse:
    profile = queries.profile_of(person)
    regions = [(one.key, one.name) for one in all_regions(request.today)]
    initial = {
        "helps_with": profile.helps_with, "region": profile.region_id or "", "reach": profile.reach,
        "hours": profile.hours, "until": profile.until, "shown_to": profile.shown_to,
    } if profile else {"shown_to": ShownTo.CO_ORDINATOR.value}  # fmt: skip
    context = {
        "person": person,
        "volunteer": person is not None and queries.is_volunteer(person, request.today),
        "profile": profile,
        "offer": offer or ProfileForm(regions=regions, initial=initial, prefix="offer"),
        "hours": hours or HoursForm(today=request.today, prefix="hours"),
        "rows": queries.hours_of(person) if person else [],
        "given": queries.noted(person, rules.year_of(request.today)) if person else "0",
        "since": rules.year_of(request.today),
        "plain": OnceForm(),
    }
    return render(request, "volunteers/mine.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: Request) -> HttpResponse:
    """One's own profile and hours."""
    person = person_of(request.user)
    if request.method != "POST":
        return _page(request, person, offer=None, hours=None)
    regions = all_regions(request.today)
    form = ProfileForm(request.POST, regions=[(one.key, one.name) for one in regions], prefix="offer")
    if person is not None and form.is_valid():
        given, who = form.cleaned_data, person

        def do() -> str:
            actions.offer(
                person=who, helps_with=given["helps_with"],
                region=next((one for one in regions if one.key == given["region"]), None), reach=given["reach"],
                hours=given["hours"], until=given["until"], shown_to=ShownTo(given["shown_to"]),
                by=request.user, at=request.moment,
            )  # fmt: skip
            return HERE

        if answer := done(request, form, do, "Kept. Thank you."):
            return answer
    return _page(request, person, offer=form, hours=None)


@signed_in
@require_POST
def hours(request: Request) -> HttpResponse:
    """Note time given."""
    person = person_of(request.user)
    form = HoursForm(request.POST, today=request.today, prefix="hours")
    if person is not None and form.is_valid():
        given, who = form.cleaned_data, person

        def do() -> str:
            actions.give_hours(
                key=form.key, person=who, on=given["on"], minutes=form.minutes,
                head=Head(given["head"]) if given["head"] else None, words=given["words"],
                by=request.user, at=request.moment,
            )  # fmt: skip
            return HERE

        if answer := done(request, form, do, "Noted. Thank you for your time."):
            return answer
    return _page(request, person, offer=None, hours=form)


@signed_in
@require_POST
def act(request: Request, act: str) -> HttpResponse:
    """Take away one's profile, or a note of one's hours."""
    person = person_of(request.user)
    number = request.POST.get("row", "")
    pk = int(number) if number.isascii() and number.isdecimal() and len(number) < 12 else 0
    row = Hours.objects.filter(pk=pk, person=person).first() if person and act == "drop" else None
    profile: Profile | None = queries.profile_of(person) if act == "withdraw" else None
    form = OnceForm(request.POST)
    if act not in ("drop", "withdraw"):
        raise Http404
    if not form.is_valid():
        return redirect(HERE)

    def do() -> str:
        if row is not None:
            actions.drop_hours(hours=row, by=request.user, at=request.moment)
        elif profile is not None:
            actions.withdraw(profile=profile, by=request.user, at=request.moment)
        else:
            raise Http404
        return HERE

    if answer := done(request, form, do, "Taken away."):
        return answer
    for problem in form.non_field_errors():
        messages.error(request, str(problem))
    return redirect(HERE)


@signed_in
@require_safe
def people(request: Request) -> HttpResponse:
    """What people offer, as far as each lets this account see it."""
    wanted = request.GET.get("region", "")
    regions = all_regions(request.today)
    region = next((one for one in regions if one.slug == wanted), None)
    rows = queries.profiles(request.user, request.moment)
    if region:
        rows = [row for row in rows if row.region_id in (None, region.key)]
    context = {"rows": rows, "regions": regions, "region": region, "person": person_of(request.user)}
    return render(request, "volunteers/people.html", context)
