"""Who belongs, for everybody; and asking to join, in four screens."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from coopnet.audit.memo import remembered
from coopnet.kit.actors import System
from coopnet.kit.doors import Request, own_rule, public
from coopnet.kit.once import once
from coopnet.kit.sheet import Column, Table, as_csv, as_json
from coopnet.kit.ui import comb
from coopnet.membership import queries
from coopnet.membership.enums import Asked, Verdict
from coopnet.membership.forms import FindForm, MoreForm, OnForm, SureForm, YouForm
from coopnet.membership.joining import actions, links, listed
from coopnet.membership.joining.actions import Asking
from coopnet.membership.refusals import NotPossible
from coopnet.people.enums import ROLE_WORDS, Role
from coopnet.regions.models import Region
from coopnet.regions.queries import all_regions, region_of
from coopnet.regions.shapes import shapes
from coopnet.register.finder.searching import search
from coopnet.register.models import Establishment, Group
from coopnet.rulebook import queries as rulebook

WRITER = System("form to join")
SENT = "/join/apply/sent/"
SHOWN = 8


@public
@require_safe
def members(request: Request) -> HttpResponse:
    """The members of a day by region, with the count and how it is counted."""
    form = OnForm(request.GET if "on" in request.GET else None, initial={"on": request.today})
    day = (form.cleaned_data.get("on") if form.is_valid() else None) or request.today
    body = remembered(("members page", day), lambda: _body(day))
    return render(request, "membership/members.html", {"form": form, "day": day, **body})


def _body(day: date) -> dict[str, str]:
    """All of the page that is the same for every reader, until the next act: figures, picture, list."""
    found = queries.counted(day)
    regions = all_regions(day)
    groups = [(region, [one for one in found if region.key in one.regions]) for region in regions]
    placed = {one.member.pk for _, rows in groups for one in rows}
    schools = [school for one in found for school in one.schools]
    in_region = Counter(school.region for school in schools)
    context = {
        "day": day,
        "count": len(found),
        "schools": len(schools),
        "outside": in_region[""],
        "comb": members_comb(regions, in_region) if schools else None,
        "groups": [(region, rows) for region, rows in groups if rows],
        "elsewhere": [one for one in found if one.member.pk not in placed],
    }
    return {
        "tiles": render_to_string("membership/_members_tiles.html", context),
        "figure": render_to_string("membership/_members_figure.html", context) if schools else "",
        "list": render_to_string("membership/_members_list.html", context),
    }


def members_comb(regions: Sequence[Region], schools: Mapping[str, int]) -> comb.Comb:
    """The members as a comb, a cell for each school that they cover; each block leads to its list below."""
    blocks = [
        comb.Block(
            key=region.key,
            mark=region.mark,
            words=region.short_name,
            count=schools.get(region.key, 0),
            filled=schools.get(region.key, 0),
            figure=ngettext("%(n)s school", "%(n)s schools", schools.get(region.key, 0))
            % {"n": schools.get(region.key, 0)},
            address=f"#{region.key}" if schools.get(region.key) else "",
        )
        for region in regions
    ]
    total = sum(block.count for block in blocks)
    label = gettext("Our members as a comb, one cell for each school that they cover: %(n)s in all") % {"n": total}
    return comb.draw(blocks, shapes(regions), label)


_COLUMNS = (
    Column("Member", "The school or trust that belongs."),
    Column("Kind", "The kind of membership."),
    Column("Belongs since", "The first day of this membership."),
    Column("URN", "The number of a school that the member covers."),
    Column("School", "The name of that school in the register."),
    Column("Town", "Its town."),
    Column("Region", "The network’s region that it lies in on the day, or nothing."),
)


def _table(request: Request) -> Table:
    """The list of the page: one row for each school that belongs."""
    form = OnForm(request.GET)
    day = (form.cleaned_data.get("on") if form.is_valid() else None) or request.today
    names = {region.key: region.name for region in all_regions(day)}
    rows = [
        (one.member.organisation.name, one.period.membership_class.name, one.period.starts.isoformat(), school.urn,
         school.name, school.town, names.get(school.region, ""))
        for one in queries.counted(day)
        for school in one.schools
    ]  # fmt: skip
    return Table(f"members-{day.isoformat()}", "Schools that belong to the network", day, _COLUMNS, rows)


@public
@require_safe
def members_csv(request: Request) -> HttpResponse:
    """The same list as a sheet."""
    return as_csv(_table(request))


@public
@require_safe
def members_json(request: Request) -> HttpResponse:
    """The same list as open data."""
    return as_json(_table(request))


def _trust_of(school: Establishment, request: Request) -> Group | None:
    """The co-operative trust that might join with all its schools."""
    for row in school.memberships.select_related("group").order_by("-starts", "pk"):
        if listed.judge(row.group, request.today).verdict is Verdict.ELIGIBLE:
            return row.group
    return None


def _school(request: Request) -> Establishment | None:
    urn = request.GET.get("s", "")
    if not (urn.isascii() and urn.isdecimal() and len(urn) < 9):
        return None
    return Establishment.objects.filter(urn=int(urn)).first()


@public
@require_safe
def apply(request: Request) -> HttpResponse:
    """The first screen: which school? Three letters are enough."""
    form = FindForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = search(words, open_only=True, on=request.today, limit=SHOWN) if len(words) > 2 else None
    return render(request, "membership/apply.html", {"form": form, "words": words, "found": found})


def _asked(form: YouForm, governors: bool) -> Asking:
    given = form.cleaned_data
    return Asking(
        name=given["name"],
        role=Role(given["role"]),
        email=given["email"],
        phone=given["phone"],
        words=given["words"],
        governors_know=governors,
    )


@public
@require_http_methods(["GET", "HEAD", "POST"])
def you(request: Request) -> HttpResponse:
    """Who asks; then everything once more before the last press. What is typed travels in the form, never in the
    address; nothing is kept before the last press."""
    school = _school(request)
    if school is None:
        return redirect("/join/apply/")
    found = listed.judge(school, request.today)
    if found.verdict in (Verdict.ALREADY, Verdict.CLOSED):
        return render(request, "membership/apply_no.html", {"school": school, "found": found})
    trust = _trust_of(school, request)
    form = YouForm(request.POST or None, trust=trust.name if trust else "", school=school.name)
    region = region_of(school, request.today)
    context: dict[str, Any] = {"school": school, "found": found, "trust": trust, "form": form, "region": region}
    if request.method != "POST" or not form.is_valid() or "back" in request.POST:
        return render(request, "membership/you.html", context)
    thing: Establishment | Group = trust if trust and form.cleaned_data.get("whole") == "trust" else school
    last = SureForm(request.POST if "sure" in request.POST else None)
    if last.is_bound and last.is_valid():

        def do() -> str:
            asking = _asked(form, last.cleaned_data["governors"])
            actions.apply(thing=thing, asking=asking, by=WRITER, at=request.moment)
            return SENT

        try:
            return redirect(once(last.key, do, at=request.moment))
        except NotPossible as refusal:
            context["refusal"] = str(refusal)
    context |= {
        "thing": thing,
        "sure": last,
        "role": ROLE_WORDS[Role(form.cleaned_data["role"])],
        "due": rulebook.duration("membership", "applications-decided-within", request.today).after(request.today),
        "decides": rulebook.text("membership", "applications-decided-by", request.today),
    }
    return render(request, "membership/check.html", context)


@public
@require_safe
def sent(request: Request) -> HttpResponse:
    """Thank you, and what happens next."""
    due = rulebook.duration("membership", "applications-decided-within", request.today).after(request.today)
    return render(request, "membership/sent.html", {"due": due})


@own_rule("The link was sent to whoever applied; it opens that one application and nothing else.")
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: Request, word: str) -> HttpResponse:
    """Where an application stands; a question is answered here, a no appealed, the request taken back."""
    found = links.application_of(word)
    if found is None:
        raise Http404
    form = MoreForm(request.POST or None)
    act = request.POST.get("act", "")
    by, at = WRITER, request.moment
    refusal = ""
    if request.method == "POST" and (act == "withdraw" or (act in ("answer", "appeal") and form.is_valid())):
        try:
            if act == "withdraw":
                actions.withdraw(application=found, by=by, at=at)
            elif act == "answer":
                actions.answer_back(application=found, answer=form.cleaned_data["words"], by=by, at=at)
            else:
                actions.appeal(application=found, words=form.cleaned_data["words"], by=by, at=at)
        except NotPossible as error:
            refusal = str(error)
        else:
            return redirect(request.path)
    context = {
        "application": found,
        "form": form if request.method == "POST" and act != "withdraw" else MoreForm(),
        "refusal": refusal,
        "may_answer": found.state == Asked.MORE_INFO.value,
        "may_appeal": found.state == Asked.REFUSED.value,
        "may_withdraw": found.state in (Asked.APPLIED.value, Asked.MORE_INFO.value),
    }
    return render(request, "membership/application_own.html", context)
