"""Sheets for people who go on working with the figures: CSV that a spreadsheet opens without running anything, and the
same rows as open data: JSON with the licence, the day, the count and what each column means."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.http import HttpResponse, JsonResponse

_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

LICENCE = {
    "name": "Open Government Licence v3.0",
    "address": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    "credit": "Contains data of the Department for Education, and records that the network keeps.",
}


@dataclass(frozen=True, slots=True)
class Column:
    """What stands in a column: its head, and what it means."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet before it has a form. ``name`` is that of the file; ``day``: for which day the rows hold."""

    name: str
    title: str
    day: date
    columns: Sequence[Column]
    rows: Sequence[Sequence[object]]


def plain(value: object) -> str:
    """A cell that no spreadsheet takes for a formula. A number stays one below nothing too, so that it can be added."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_RUNS) and not isinstance(value, int | Decimal) else text


def sheet(name: str, head: Iterable[str], rows: Iterable[Iterable[object]]) -> HttpResponse:
    """A CSV file to be saved under this name. UTF-8 with a mark, so that a spreadsheet shows accents."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["X-Robots-Tag"] = "noindex"
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow([plain(cell) for cell in head])
    writer.writerows([plain(cell) for cell in row] for row in rows)
    return response


def as_csv(table: Table) -> HttpResponse:
    """The table for a spreadsheet."""
    return sheet(table.name, [column.name for column in table.columns], table.rows)


def as_json(table: Table) -> JsonResponse:
    """The same rows for programs, with all that one must know to use them. Nothing is put before a cell here: a
    program runs none. Any page of anybody may ask for it: hand in only what everybody may see."""
    heads = [column.name for column in table.columns]
    response = JsonResponse(
        {
            "title": table.title,
            "day": table.day.isoformat(),
            "count": len(table.rows),
            "licence": LICENCE,
            "columns": [{"name": column.name, "meaning": column.words} for column in table.columns],
            "rows": [dict(zip(heads, row, strict=True)) for row in table.rows],
        },
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )
    response["Content-Disposition"] = f'inline; filename="{table.name}.json"'
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Robots-Tag"] = "noindex"
    return response
