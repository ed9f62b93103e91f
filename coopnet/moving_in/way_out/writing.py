"""Writes everything out as one archive: a spreadsheet for each table, a page for each page, the files as they are."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from html import escape
from pathlib import PurePosixPath
from typing import IO, Any

from django.db import transaction
from django.db.models import FileField, Model
from wagtail.models import Page

from coopnet.bodies.rules import long_day
from coopnet.kit.clock import london_day
from coopnet.kit.models import Network
from coopnet.kit.paper import render
from coopnet.kit.sheet import plain
from coopnet.moving_in.way_out.tables import STAYS, columns, file_name, taken
from coopnet.moving_in.way_out.words import blocks
from coopnet.subscriptions.models import Invoice
from coopnet.subscriptions.printing.papers import invoice_paper

_WORDS = ("lead", "body", "now")
_AT_ONCE = 500
PAGE = "moving_in/papers/page.typ"


@dataclass(slots=True)
class Written:
    """How many rows of each table, how many pages and files; files that were not there to be taken."""

    rows: dict[str, int] = field(default_factory=dict)
    pages: int = 0
    invoices: int = 0
    files: int = 0
    missing: list[str] = field(default_factory=list)


def _cell(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict | list):
        return plain(json.dumps(value, ensure_ascii=False))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return plain(value)


def _table(model: type[Model]) -> Iterator[list[str]]:
    paths = [path for _, path in columns(model)]
    rows = model._default_manager.order_by("pk").values_list(*paths)
    for row in rows.iterator(chunk_size=_AT_ONCE):
        yield [_cell(value) for value in row]


def _write_table(archive: zipfile.ZipFile, model: type[Model]) -> int:
    count = 0
    with archive.open(f"tables/{file_name(model)}", "w") as raw, io.TextIOWrapper(raw, "utf-8", newline="") as text:
        text.write("\ufeff")
        writer = csv.writer(text)
        writer.writerow([heading for heading, _ in columns(model)])
        for row in _table(model):
            writer.writerow(row)
            count += 1
    return count


def _write_files(archive: zipfile.ZipFile, model: type[Model], written: Written) -> None:
    for kept in (one for one in model._meta.concrete_fields if isinstance(one, FileField)):
        for row in model._default_manager.exclude(**{kept.name: ""}).order_by("pk").iterator(chunk_size=_AT_ONCE):
            stored = getattr(row, kept.name)
            suffix = PurePosixPath(stored.name).suffix
            name = f"files/{model._meta.app_label}-{model._meta.model_name}-{row.pk}{suffix}"
            try:
                with stored.open("rb") as source, archive.open(name, "w") as target:
                    while block := source.read(1 << 20):
                        target.write(block)
                written.files += 1
            except OSError:
                written.missing.append(name)


def _shown(words: Any, today: date) -> str:
    """Words of a page as they are shown, live figures as on that day."""
    draw = getattr(words, "render_as_block", None)
    return str(draw({"ask": {"day": today}, "today": today, "broken": {}}) if draw else words)


def _write_pages(archive: zipfile.ZipFile, at: datetime) -> int:
    count = 0
    network, today = Network.objects.get(pk=1), london_day(at)
    for page in Page.objects.live().filter(depth__gt=1).order_by("path").specific().iterator():
        parts = [_shown(getattr(page, name), today) for name in _WORDS if getattr(page, name, "")]
        path = str(page.url_path).strip("/").replace("/", "_") or "home"
        html = (
            f'<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>{escape(page.title)}</title>'
            f"<h1>{escape(page.title)}</h1>{''.join(parts)}</html>"
        )
        archive.writestr(f"pages/{path}.html", html)
        words = {
            "network": network.name, "address": str(page.url or page.url_path), "on": long_day(today),
            "blocks": blocks("".join(parts)),
        }  # fmt: skip
        archive.writestr(f"papers/{path}.pdf", render(PAGE, words, title=page.title, day=today))
        count += 1
    return count


def _write_invoices(archive: zipfile.ZipFile, at: datetime) -> int:
    today, count = london_day(at), 0
    for invoice in Invoice.objects.select_related("member__organisation").order_by("number").iterator():
        archive.writestr(f"papers/invoice-{invoice.number}.pdf", invoice_paper(invoice, today))
        count += 1
    return count


def _readme(written: Written, at: datetime, *, national: bool) -> str:
    lines = [
        f"Everything that the network held on {london_day(at).isoformat()}.",
        "",
        "tables/   one spreadsheet for each table (CSV, UTF-8). Days are written year-month-day, yes and no as words.",
        "          A key to a school is its URN, to a trust its UID, to a person the key in people-persons.csv.",
        "pages/    the pages of the site as they are shown.",
        "papers/   the same pages, and every invoice as it stands on that day, as PDF for the shelf (PDF/UA).",
        "files/    documents and signed papers as they were sent, named after their table and row.",
        "",
        "Rows of each table:",
        *(f"  {name}: {count}" for name, count in sorted(written.rows.items())),
        "",
        "Left out, and why:",
        *(f"  {label}: {reason}" for label, reason in sorted(STAYS.items())),
        "  Words of letters: they hold links that open things.",
    ]
    if not national:
        lines.append("  The national register of schools: get it from the Department for Education, or ask for it too.")
    lines += [f"  The file {name} was not there." for name in written.missing]
    return "\r\n".join(lines) + "\r\n"


def write(file: IO[bytes], *, national: bool = False, at: datetime) -> Written:
    """Write the archive. One transaction, so that the tables agree with one another."""
    written = Written()
    with transaction.atomic(), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        models: list[type[Any]] = list(taken(national=national))
        for model in models:
            written.rows[file_name(model)] = _write_table(archive, model)
            _write_files(archive, model, written)
        written.pages = _write_pages(archive, at)
        written.invoices = _write_invoices(archive, at)
        archive.writestr("README.txt", _readme(written, at, national=national))
    return written
