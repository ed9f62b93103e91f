"""Who left and who came; and the changes that the register's files told. Both as sheets too."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from coopnet.audit.memo import remembered
from coopnet.kit.access import may
from coopnet.kit.doors import Request, public
from coopnet.kit.forms import Form
from coopnet.kit.sheet import Column, Table, as_csv, as_json
from coopnet.regions.places import line
from coopnet.register import movement
from coopnet.register.movement import Way
from coopnet.site.areas import Area, Areas, areas
from coopnet.site.changes import overview, register_list
from coopnet.site.changes.forms import ChangesForm, RegisterChangesForm

A_COLUMN = 15
COLUMNS = (
    (Way.ACADEMY, "Became an academy", "or went on under a new number"),
    (Way.MOVED, "Moved trust", "to a trust that is not co-operative, as far as we know"),
    (Way.ENDED, "Membership ended or school closed", "or no longer in a co-operative trust"),
)
_LEFT = (
    Column("URN", "The school’s number in the public register."),
    Column("School", "Its name in the register."),
    Column("Local authority", "The local authority it lies in."),
    Column("How", "In which way it left, as the heads of the page name them."),
    Column("Last day", "The last day on which it counted as co-operative."),
    Column("Left", "What it left: the trust or the form."),
    Column("To URN", "The number under which it went on, if the register links one."),
    Column("To school", "The name under which it went on."),
    Column("To trust", "The trust it went to, as far as we know."),
    Column("Evidence", "What the record rests on."),
)
_REASON = Column("Reason", "Why it left, for those who may see it.")
_TOLD = (
    Column("Day of the file", "The day of the register’s file that told it."),
    Column("Change", "What kind of change."),
    Column("Name", "The school or trust."),
    Column("Words", "What changed."),
    Column("Page", "Its page on this site."),
)


@public
def changes_page(request: Request) -> HttpResponse:
    """Left, in three columns apart; came; stayed co-operative. Reasons are for officers of the place."""
    places = areas(request.today)
    request.places = line(places.regions)
    if request.GET:
        context = _changes(request, places)
    else:
        # Asked for nothing in particular it is the same for every reader, until the next act.
        context = remembered(("changes", request.today), lambda: _changes(request, places))
    return render(request, "site/changes/page.html", {**context})


def _changes(request: Request, places: Areas) -> dict[str, Any]:
    """The page without its frame, and what the frame says of it.

    Without a question it holds no reason, which is what officers alone may read.
    """
    form = ChangesForm(request.GET, areas=places)
    found, area = _movements(form)
    since, until = form.cleaned_data.get("since"), form.cleaned_data.get("until")
    context: dict[str, Any] = {
        "form": form,
        "area": area,
        "since": since,
        "until": until,
        "found": found,
        "query": _query(form),
    }
    if found is not None and not (area or since or until):
        context |= {"heads": overview.heads(places, found), "years": overview.rows(places, found)}
    elif found is not None:
        context |= _lists(found, form, _page(request)) | {"reasons": _may_see_reasons(request, area)}
    body = render_to_string("site/changes/_body.html", context)
    return {"area": area, "query": context["query"], "body": body}


def _lists(found: movement.Movements, form: Form, asked: int) -> dict[str, Any]:
    """One page of each list; all lists turn their pages together."""
    columns = [(words, more, found.by(way)) for way, words, more in COLUMNS]
    longest = max(len(found.arrivals), len(found.stayed), *(len(some) for _, _, some in columns))
    pages = max(1, -(-longest // A_COLUMN))
    page = min(max(asked, 1), pages)
    here = slice((page - 1) * A_COLUMN, page * A_COLUMN)
    return {
        "columns": [(words, more, len(some), some[here]) for words, more, some in columns],
        "arrivals": found.arrivals[here],
        "stayed": found.stayed[here],
        "page": page,
        "pages": pages,
        "earlier": f"?{_query(form, page=page - 1)}" if page > 1 else "",
        "later": f"?{_query(form, page=page + 1)}" if page < pages else "",
    }


def _left(request: Request) -> Table:
    """With reasons only for those who may see them."""
    form = ChangesForm(request.GET, areas=areas(request.today))
    found, area = _movements(form)
    reasons = _may_see_reasons(request, area)
    words = {way: heading for way, heading, _ in COLUMNS}
    rows = [
        (
            *(one.school.urn, one.school.name, one.school.authority.name if one.school.authority else ""),
            *(words[one.way], one.day.isoformat(), one.left, one.to_urn or "", one.to_name, one.to_trust, one.evidence),
            *((one.reason or "not recorded",) if reasons else ()),
        )
        for one in (found.departures if found else [])
    ]
    columns = (*_LEFT, *((_REASON,) if reasons else ()))
    return Table("left", "Schools that are no longer co-operative", request.today, columns, rows)


@public
def changes_sheet(request: Request) -> HttpResponse:
    """Those who left as a sheet."""
    return as_csv(_left(request))


@public
def changes_data(request: Request) -> HttpResponse:
    """The same rows as open data."""
    return as_json(_left(request))


@public
def register_page(request: Request) -> HttpResponse:
    """What the register's files told changed, newest first."""
    form = RegisterChangesForm(request.GET, areas=areas(request.today))
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        area = form.area_meant()
        told = register_list.chosen(
            area.codes if area else None, form.cleaned_data["since"], form.cleaned_data["until"]
        )
        page = register_list.read(told, form.cleaned_data["kind"], _page(request))
        context |= {
            "area": area,
            "since": form.cleaned_data["since"],
            "until": form.cleaned_data["until"],
            "page": page,
            "query": _query(form),
            "chips": _chips(form, page),
            "earlier": f"?{_query(form, page=page.page - 1)}" if page.page > 1 else "",
            "later": f"?{_query(form, page=page.page + 1)}" if page.page < page.pages else "",
        }
    return render(request, "site/changes/register.html", context)


def _told(request: Request) -> Table:
    """The newest 5,000."""
    form = RegisterChangesForm(request.GET, areas=areas(request.today))
    rows: list[tuple[object, ...]] = []
    if form.is_valid():
        area = form.area_meant()
        told = register_list.chosen(
            area.codes if area else None, form.cleaned_data["since"], form.cleaned_data["until"]
        )
        page = register_list.read(told, form.cleaned_data["kind"], 1, size=5000)
        rows = [(one.day.isoformat(), one.kind, one.name, one.words, one.address) for one in page.rows]
    return Table("changes", "What the register’s files told changed", request.today, _TOLD, rows)


@public
def register_sheet(request: Request) -> HttpResponse:
    """The same as a sheet."""
    return as_csv(_told(request))


@public
def register_data(request: Request) -> HttpResponse:
    """The same rows as open data."""
    return as_json(_told(request))


def _movements(form: ChangesForm) -> tuple[movement.Movements | None, Area | None]:
    if not form.is_valid():
        return None, None
    area = form.area_meant()
    since, until = form.cleaned_data["since"], form.cleaned_data["until"]
    codes = area.codes if area else None
    if since or until:
        return movement.movements(codes, since=since, until=until), area
    return remembered(("movements", codes), lambda: movement.movements(codes, since=None, until=None)), area


def _may_see_reasons(request: Request, area: Area | None) -> bool:
    """Whoever may change what the list says of a place may read why a school left it."""
    if not request.user.is_authenticated:
        return False
    whole = Area("the whole network", frozenset(), frozenset())
    return bool(may(request.user, "register.change", on=area or whole, at=request.moment))


def _query(form: Form, **more: Any) -> str:
    asked = {name: form.data.get(name, "") for name in form.fields}
    return urlencode({name: value for name, value in {**asked, **more}.items() if value})


def _chips(form: RegisterChangesForm, page: register_list.Page) -> list[tuple[str, str, bool]]:
    """The kinds of change that there are, each with its count."""
    chosen = form.cleaned_data["kind"]
    every = [("All", f"?{_query(form, kind='')}", not chosen)]
    return every + [
        (f"{words} {count:,}", f"?{_query(form, kind=key)}", key == chosen) for key, words, count in page.counts
    ]


def _page(request: Request) -> int:
    text = request.GET.get("page", "1")
    return int(text) if text.isascii() and text.isdecimal() and 0 < len(text) < 6 else 1
