"""The finder's page, its results alone for typing, and the sheet."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from coopnet.kit.doors import Request, public
from coopnet.kit.sheet import Column, Table, as_csv, as_json
from coopnet.register import finder
from coopnet.register.words import FAMILIES, PHASES
from coopnet.site.areas import Areas, areas
from coopnet.site.finder.forms import FindForm
from coopnet.site.finder.picture import Picture, picture

PAGE = 20
_COLUMNS = (
    Column("URN", "The school’s number in the public register."),
    Column("Name", "Its name in the register."),
    Column("Kind", "What kind of school it is."),
    Column("Town", "Its town."),
    Column("Postcode", "Its postcode."),
    Column("Local authority", "The local authority it lies in."),
    Column("Trust", "The trust it is in, if any."),
    Column("Open", "Whether it is open: yes or no."),
    Column("Co-operative", "Whether a record calls it co-operative today: yes, was, or not known."),
)


@dataclass(frozen=True, slots=True)
class Chip:
    """One way to narrow the list down, or to widen it again."""

    words: str
    address: str
    chosen: bool


@public
def find_page(request: Request) -> HttpResponse:
    """The form and what it found. ``part=results`` gives the results alone, for the script that asks while typing."""
    where = areas(request.today)
    form = FindForm(request.GET, areas=where)
    asked = form.asked()
    searched = any(asked.values())
    context: dict[str, Any] = {"form": form, "asked": asked, "searched": searched}
    if searched:
        context |= _found(request, asked, where)
    part = request.GET.get("part") == "results"
    response = render(request, "site/finder/_results.html" if part else "site/finder/page.html", context)
    patch_vary_headers(response, ["Cookie"])
    return response


def _table(request: Request) -> Table:
    where = areas(request.today)
    asked = FindForm(request.GET, areas=where).asked()
    results = _search(asked, where, request.today, limit=400, offset=0) if any(asked.values()) else None
    rows = [
        (
            *(hit.urn, hit.name, hit.kind, hit.town, hit.postcode, hit.authority, hit.trust),
            "yes" if hit.open else "no",
            {"yes": "yes", "was": "was"}.get(hit.coop, "not known"),
        )
        for hit in (results.hits if results else [])
    ]
    return Table("schools", "Schools that the finder found", request.today, _COLUMNS, rows)


@public
def find_sheet(request: Request) -> HttpResponse:
    """What was found as a sheet, as far as the finder gathers."""
    return as_csv(_table(request))


@public
def find_data(request: Request) -> HttpResponse:
    """The same rows as open data."""
    return as_json(_table(request))


def _found(request: Request, asked: dict[str, Any], where: Areas) -> dict[str, Any]:
    page = _page(request)
    if asked["near"]:
        near = finder.near(asked["near"], coop_only=asked["coop"], on=request.today, limit=PAGE)
        return {"near": near, "hits": near.hits, "total": len(near.hits), "picture": _picture(request, near.hits)}
    results = _search(asked, where, request.today, limit=PAGE, offset=(page - 1) * PAGE)
    region = where.region(asked["region"])
    pages = max(1, -(-min(results.total, 400) // PAGE))
    return {
        "results": results,
        "hits": results.hits,
        "total": results.total,
        "region": region,
        "chips": _chips(asked, results),
        "page": page,
        "pages": pages,
        "earlier": _address(asked, page=page - 1) if page > 1 else "",
        "later": _address(asked, page=page + 1) if page < pages else "",
        "sheet_address": f"/find/schools.csv?{_query(asked)}",
        "data_address": f"/find/schools.json?{_query(asked)}",
        "map_address": f"{_address(asked, page=page)}&map=1#map",
        "picture": _picture(request, results.hits),
    }


def _search(asked: dict[str, Any], where: Areas, on: date, *, limit: int, offset: int) -> finder.Results:
    area = where.area(where.region(asked["region"]), asked["authority"])
    return finder.search(
        asked["q"],
        authority_codes=area.codes if area else None,
        phase=asked["phase"],
        type_group=asked["kind"],
        coop_only=asked["coop"],
        on=on,
        limit=limit,
        offset=offset,
    )


def _picture(request: HttpRequest, hits: list[finder.Hit]) -> Picture | None:
    return picture(hits) if request.GET.get("map") == "1" else None


def _page(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    return int(text) if text.isascii() and text.isdecimal() and 0 < len(text) < 4 and 0 < int(text) <= PAGE else 1


def _query(asked: dict[str, Any], **more: Any) -> str:
    return urlencode({name: "on" if value is True else value for name, value in {**asked, **more}.items() if value})


def _address(asked: dict[str, Any], **more: Any) -> str:
    return f"/find/?{_query(asked, **more)}"


def _chips(asked: dict[str, Any], results: finder.Results) -> list[Chip]:
    """Ways to narrow down what was found, each with its count; a chosen one leads back."""
    chips = []
    for phase in PHASES:
        count = results.phases.get(phase, 0)
        if asked["phase"] == phase:
            chips.append(Chip(phase, _address({**asked, "phase": ""}), chosen=True))
        elif count and len(results.phases) > 1:
            chips.append(Chip(f"{phase} {count}", _address({**asked, "phase": phase}), chosen=False))
    for key, words in FAMILIES.items():
        count = results.families.get(key, 0)
        if asked["kind"] == key:
            chips.append(Chip(words, _address({**asked, "kind": ""}), chosen=True))
        elif count and len(results.families) > 1:
            chips.append(Chip(f"{words} {count}", _address({**asked, "kind": key}), chosen=False))
    if asked["coop"]:
        chips.append(Chip("Co-operative only", _address({**asked, "coop": ""}), chosen=True))
    elif results.total:
        chips.append(Chip("Co-operative only", _address({**asked, "coop": True}), chosen=False))
    return chips
