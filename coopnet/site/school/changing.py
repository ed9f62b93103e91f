"""Officers' pages: enter or correct a school by hand, and say whether a school is co-operative."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from coopnet.kit.access import may, require
from coopnet.kit.doors import Request, needs
from coopnet.kit.forms import OnceForm
from coopnet.kit.once import once
from coopnet.regions.models import Region
from coopnet.register import coop_actions, hand
from coopnet.register.enums import CoopForm, Source
from coopnet.register.models import Authority, CoopStatus, Establishment
from coopnet.site.areas import areas
from coopnet.site.place import Place, place_of, place_of_authority
from coopnet.site.school.forms import BeginForm, EndForm, JustOnceForm, SchoolForm

ACT = "register.change"


@needs(ACT)
def enter_page(request: Request) -> HttpResponse:
    """A school that the register does not hold."""
    form = SchoolForm(request.POST or None, authorities=_authorities(request))
    if request.method == "POST" and form.is_valid():
        require(
            request.user,
            ACT,
            on=place_of_authority(form.cleaned_data["authority"].pk, request.today),
            at=request.moment,
        )

        def do() -> str:
            school = hand.enter_school(
                urn=form.cleaned_data["urn"], told=form.told(), by=request.user, at=request.moment
            )
            return f"/schools/{school.urn}/"

        answer = _tried(request, form, do)
        if answer is not None:
            return answer
    return render(request, "site/school/enter.html", {"form": form})


@needs(ACT)
def correct_page(request: Request, urn: int) -> HttpResponse:
    """Correct a school that somebody entered by hand."""
    school, place = _school(request, urn)
    if school.source != Source.HAND:
        raise Http404
    told = {
        "name": school.name,
        "authority": school.authority_id,
        "town": school.town,
        "postcode": school.postcode,
        "phase": school.phase_name,
        "kind": school.type_name,
        "opened": school.open_date,
        "closed": school.close_date,
    }
    form = SchoolForm(request.POST or None, authorities=_authorities(request), correcting=True, initial=told)
    if request.method == "POST" and form.is_valid():
        require(
            request.user,
            ACT,
            on=place_of_authority(form.cleaned_data["authority"].pk, request.today),
            at=request.moment,
        )

        def do() -> str:
            hand.correct_school(school=school, told=form.told(), by=request.user, at=request.moment)
            return f"/schools/{urn}/"

        answer = _tried(request, form, do)
        if answer is not None:
            return answer
    return render(request, "site/school/enter.html", {"form": form, "school": school, "place": place})


@needs(ACT)
def coop_page(request: Request, urn: int) -> HttpResponse:
    """What our records say of a school being co-operative, and what can be done about it."""
    school, place = _school(request, urn)
    statuses = list(CoopStatus.objects.filter(establishment=school).order_by("-starts", "-pk"))
    running = next((status for status in statuses if status.ends is None), None)
    context: dict[str, Any] = {"school": school, "place": place, "statuses": statuses, "running": running}
    act = request.POST.get("act", "")
    begin = BeginForm(request.POST if act == "begin" else None, initial={"evidence_day": request.today})
    end = EndForm(request.POST if act == "end" else None, initial={"ends": request.today})
    plain = JustOnceForm(request.POST if act in ("confirm", "back") else None)
    done = None
    if act == "begin" and begin.is_valid():
        done = _tried(request, begin, lambda: _begin(request, school, begin), back=_here(urn))
    elif act == "end" and running is not None and end.is_valid():
        done = _tried(request, end, lambda: _end(request, running, end), back=_here(urn))
    elif act == "confirm" and running is not None and plain.is_valid():
        done = _tried(request, plain, lambda: _confirm(request, running), back=_here(urn))
    elif act == "back" and plain.is_valid():
        status = get_object_or_404(CoopStatus, establishment=school, pk=_number(request.POST.get("status")))
        done = _tried(request, plain, lambda: _back(request, status), back=_here(urn))
    if done is not None:
        return done
    context |= {"begin": begin, "end": end, "plain": plain}
    return render(request, "site/school/co_operative.html", context)


def _school(request: Request, urn: int) -> tuple[Establishment, Place]:
    """The school, if the person may change what the list says of it; else the same 404 as for none."""
    school = Establishment.objects.filter(urn=urn).select_related("authority").first()
    if school is None:
        raise Http404
    place = place_of(school, request.today)
    if not may(request.user, ACT, on=place, at=request.moment):
        raise Http404
    return school, place


def _authorities(request: Request) -> QuerySet[Authority]:
    """The authorities for which the person may enter a school."""
    where = areas(request.today)
    regions: list[Region | None] = [None, *where.regions]
    allowed = {
        region.key if region else ""
        for region in regions
        if may(request.user, ACT, on=Place(region), at=request.moment)
    }
    codes = [one.code for one in where.authorities if where.region_of.get(one.code, "") in allowed]
    return Authority.objects.filter(code__in=codes).order_by("name", "pk")


def _tried(request: Request, form: OnceForm, do: Callable[[], str], back: str = "") -> HttpResponse | None:
    """Do it once and go on; or say beside the field why it cannot be done."""
    try:
        address = once(form.key, do, at=request.moment)
    except hand.NotPossible as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None
    except coop_actions.NotPossible as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, "Saved. The school list shows it from now on.")
    return redirect(back or address)


def _begin(request: Request, school: Establishment, form: BeginForm) -> str:
    given = form.cleaned_data
    coop_actions.begin_coop(
        establishment=school,
        form=CoopForm(given["form"]),
        starts=given["starts"],
        evidence=given["evidence"],
        evidence_day=given["evidence_day"],
        by=request.user,
        at=request.moment,
    )
    return _here(school.urn)


def _end(request: Request, status: CoopStatus, form: EndForm) -> str:
    given = form.cleaned_data
    coop_actions.end_coop(status=status, on=given["ends"], reason=given["reason"], by=request.user, at=request.moment)
    return "/changes/"


def _confirm(request: Request, status: CoopStatus) -> str:
    coop_actions.confirm_coop(status=status, by=request.user, at=request.moment)
    return "/find/"


def _back(request: Request, status: CoopStatus) -> str:
    coop_actions.take_back_coop(status=status, by=request.user, at=request.moment)
    return "/find/"


def _here(urn: int) -> str:
    return f"/schools/{urn}/co-operative/"


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 12 else 0
