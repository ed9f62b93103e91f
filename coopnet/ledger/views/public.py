"""The statement for everybody, the entries behind it, and the year to take away."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coopnet.kit.access import may
from coopnet.kit.doors import Request, public, signed_in
from coopnet.ledger import packs, queries, waterfall
from coopnet.ledger.enums import EntryKind, Keeps
from coopnet.ledger.forms import DayForm
from coopnet.ledger.models import Entry, Year


def year_of(key: int) -> Year:
    """The year that begins in that calendar year, or 404."""
    year = queries.year_starting(key)
    if year is None:
        raise Http404
    return year


def saved(data: bytes, name: str) -> HttpResponse:
    """A zip to be saved, never opened inside the site."""
    answer = HttpResponse(data, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@public
@require_safe
def latest(request: Request) -> HttpResponse:
    """The last year that is closed, or the one that runs."""
    years = [year for year in queries.years() if year.starts <= request.today]
    year = next((one for one in years if one.result is not None), years[0] if years else None)
    if year is None:
        return render(request, "ledger/none.html", {"keeps": may(request.user, queries.ACT, at=request.moment)})
    return _page(request, year)


@public
@require_safe
def one_year(request: Request, year: int) -> HttpResponse:
    """The statement of one year, as at its end or at an earlier day."""
    return _page(request, year_of(year))


def _page(request: Request, year: Year) -> HttpResponse:
    form = DayForm(request.GET)
    asked = form.cleaned_data.get("on") if form.is_valid() else None
    on = queries.shown_on(year, asked, request.today)
    found = queries.statement(year, on)
    book = queries.book()
    surplus = Entry.objects.filter(year=year, kind=EntryKind.SURPLUS.value, posted=True).first()
    context = {
        "form": form,
        "found": found,
        "picture": waterfall.picture(found),
        "years": [one for one in queries.years() if one.starts <= request.today],
        "plans": queries.planned(found),
        "surplus": surplus,
        "short_by": -found.result,
        "elsewhere": book is not None and book.keeps == Keeps.ELSEWHERE.value,
        "books": may(request.user, queries.ACT, at=request.moment),
    }
    return render(request, "ledger/statement.html", context)


@signed_in
@require_safe
def behind(request: Request, year: int, line: str) -> HttpResponse:
    """The entries behind a line of the statement."""
    found = year_of(year)
    on = queries.shown_on(found, None, request.today)
    rows = {row.key: row for row in queries.statement(found, on).rows()}
    if line not in rows:
        raise Http404
    # The reserve begins with what the year before left.
    before = queries.year_before(found) if line == "opening" else None
    lines = queries.lines_of(line, found, on)
    context = {"year": found, "row": rows[line], "lines": lines, "on": on, "before": before}
    return render(request, "ledger/behind.html", context)


@signed_in
@require_safe
def download(request: Request, year: int) -> HttpResponse:
    """Journal, opening and statement, with the script that adds them up again."""
    found = year_of(year)
    on = queries.shown_on(found, None, request.today)
    return saved(packs.year_zip(found, on), f"money-{found.name}")
