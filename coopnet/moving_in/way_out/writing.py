"""Writes everything out as one archive: a spreadsheet for each table, a page for each page, the files as they are."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from html import escape
from pathlib import PurePosixPath
from typing import IO, Any
from urllib.parse import quote

from django.db.models import FileField, Model
from wagtail.models import Page

from coopnet.bodies.rules import long_day
from coopnet.decisions.models import Decision
from coopnet.kit.clock import london_day
from coopnet.kit.one_moment import one_moment
from coopnet.kit.paper import NotSet
from coopnet.kit.sheet import plain
from coopnet.moving_in.way_out.tables import STAYS, columns, file_name, taken
from coopnet.site.on_paper import Block, page_paper, set_blocks, words_of
from coopnet.subscriptions.models import Invoice
from coopnet.subscriptions.printing.papers import invoice_paper

_AT_ONCE = 500


@dataclass(slots=True)
class Written:
    """How many rows of each table, how many pages and files; files that were not there to be taken.

    ``index`` has a row for each page, decision and invoice: what it is, its title, and its files. ``unset`` are papers
    that could not be set, and why.
    """

    rows: dict[str, int] = field(default_factory=dict)
    pages: int = 0
    decisions: int = 0
    invoices: int = 0
    files: int = 0
    missing: list[str] = field(default_factory=list)
    index: list[tuple[str, str, list[str]]] = field(default_factory=list)
    unset: dict[str, str] = field(default_factory=dict)


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


def _paper(archive: zipfile.ZipFile, written: Written, name: str, make: Callable[[], bytes]) -> list[str]:
    """Put one paper in; one that cannot be set is named in the README, and all else still goes out."""
    try:
        archive.writestr(name, make())
    except NotSet as error:
        written.unset[name] = str(error)
        return []
    return [name]


def _write_pages(archive: zipfile.ZipFile, written: Written, today: date) -> None:
    for page in Page.objects.live().filter(depth__gt=1).order_by("path").specific().iterator():
        path = str(page.url_path).strip("/").replace("/", "_") or "home"
        html = (
            f'<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>{escape(page.title)}</title>'
            f"<h1>{escape(page.title)}</h1>{words_of(page, today)}</html>"
        )
        archive.writestr(f"pages/{path}.html", html)
        names = _paper(archive, written, f"papers/{path}.pdf", partial(page_paper, page, today))
        written.index.append(("Page", page.title, [f"pages/{path}.html", *names]))
        written.pages += 1


def _decided(decision: Decision, today: date) -> bytes:
    about = [f"{decision.body.name}, {long_day(decision.day)}", f"In force from {long_day(decision.starts)}"]
    if decision.ends:
        about.append(f"Up to {long_day(decision.ends)}")
    if decision.how:
        about.append(decision.how)
    if decision.votes_for is not None:
        against, abstained = decision.votes_against or 0, decision.abstained or 0
        about.append(f"Votes for: {decision.votes_for}, against: {against}, abstained: {abstained}")
    if decision.earlier:
        about.append(f"Earlier decision: {decision.earlier.title} ({decision.earlier.reference})")
    if decision.sha256:
        about.append(f"SHA-256 of its signed paper: {decision.sha256}")
    words: list[Block] = [("p", part) for part in decision.text.splitlines() if part.strip()]
    return set_blocks(
        [*words, ("h2", "About it"), ("ul", about)], title=decision.title, address=decision.reference, today=today
    )


def _write_decisions(archive: zipfile.ZipFile, written: Written, today: date) -> None:
    rows = Decision.objects.select_related("body", "earlier").order_by("day", "body_id", "number")
    for decision in rows.iterator():
        name = f"papers/decision-{decision.reference}.pdf"
        names = _paper(archive, written, name, partial(_decided, decision, today))
        written.index.append(("Decision", f"{long_day(decision.day)}: {decision.title}", names))
        written.decisions += 1


def _write_invoices(archive: zipfile.ZipFile, written: Written, today: date) -> None:
    for invoice in Invoice.objects.select_related("member__organisation").order_by("number").iterator():
        name = f"papers/invoice-{invoice.number}.pdf"
        names = _paper(archive, written, name, partial(invoice_paper, invoice, today))
        written.index.append(("Invoice", f"{invoice.number}, {invoice.member}", names))
        written.invoices += 1


def _index(written: Written, today: date) -> str:
    """One page that opens each of the others, also from a folder on a disk."""
    rows = "".join(
        f"<tr><td>{kind}<td>{escape(title)}<td>"
        + " ".join(f'<a href="{quote(name)}">{"PDF" if name.endswith(".pdf") else "Page"}</a>' for name in names)
        for kind, title, names in written.index
    )
    return (
        '<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>What is here</title><h1>What is here</h1>'
        f"<p>As it stood on {long_day(today)}. README.txt tells of the tables and files.</p>"
        f"<table><tr><th>What<th>Title<th>Open it{rows}</table></html>"
    )


def _readme(written: Written, at: datetime, *, national: bool) -> str:
    lines = [
        f"Everything that the network held on {london_day(at).isoformat()}.",
        "",
        "tables/   one spreadsheet for each table (CSV, UTF-8). Days are written year-month-day, yes and no as words.",
        "          A key to a school is its URN, to a trust its UID, to a person the key in people-persons.csv.",
        "index.html  open it in a browser: a link to each page, decision and invoice.",
        "pages/    the pages of the site as they are shown.",
        "papers/   the same pages, every decision, and every invoice as it stands on that day, as PDF (PDF/UA).",
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
    lines += [f"  {name} could not be made: {why}" for name, why in written.unset.items()]
    return "\r\n".join(lines) + "\r\n"


def write(file: IO[bytes], *, national: bool = False, at: datetime) -> Written:
    """Write the archive. Tables and papers are as at one moment, so that they agree with one another, and nobody waits.

    Pages come first, by themselves: to show one may make a picture of another size, and that is kept.
    """
    written, today = Written(), london_day(at)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _write_pages(archive, written, today)
        with one_moment():
            models: list[type[Any]] = list(taken(national=national))
            for model in models:
                written.rows[file_name(model)] = _write_table(archive, model)
                _write_files(archive, model, written)
            _write_decisions(archive, written, today)
            _write_invoices(archive, written, today)
        archive.writestr("index.html", _index(written, today))
        archive.writestr("README.txt", _readme(written, at, national=national))
    return written
