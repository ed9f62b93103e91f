"""Sheets for people who go on working with the figures: CSV that a spreadsheet opens without running anything."""

import csv
from collections.abc import Iterable

from django.http import HttpResponse

_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def plain(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_RUNS) else text


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
