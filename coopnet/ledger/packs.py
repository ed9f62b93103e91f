"""A year to take away: the journal, what it opened with, the statement, and a script that adds it up again."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import IO, Protocol

from django.db.models import Q, Sum

from coopnet.kit.sheet import plain
from coopnet.ledger.enums import EntryKind
from coopnet.ledger.models import Expense, Paper, Year
from coopnet.ledger.queries import posted, statement, trial_balance

SCRIPT = Path(__file__).with_name("recompute.py")
JOURNAL = (
    "entry", "day", "kind", "takes_back", "words", "account", "account_kind", "fund", "fund_kind", "head",
    "debit_pence", "credit_pence", "rests_on", "rests_on_key",
)  # fmt: skip
# Always the same moment: the same books give the same file.
_ALWAYS = (1980, 1, 1, 0, 0, 0)
_OPENING = Q(entry__kind=EntryKind.OPENING.value) | Q(entry__reverses__kind=EntryKind.OPENING.value)


class _Reads(Protocol):
    def read(self, size: int, /) -> bytes: ...


def sheet_text(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """CSV that no spreadsheet takes for formulas."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([plain(cell) for cell in row] for row in rows)
    return text.getvalue()


def journal(year: Year, on: date) -> str:
    """Every posted line of a year up to a day; the openings stand in their own sheet."""
    lines = posted(entry__year=year, entry__day__lte=on).exclude(_OPENING)
    rows = lines.order_by("entry__number", "pk").values_list(
        "entry__number", "entry__day", "entry__kind", "entry__reverses__number", "entry__words", "account__code",
        "account__kind", "fund__slug", "fund__kind", "head", "pence", "entry__basis_kind", "entry__basis_key",
    )  # fmt: skip
    return sheet_text(
        JOURNAL,
        ((*row[:10], max(row[10], 0) or "", max(-row[10], 0) or "", *row[11:]) for row in rows.iterator()),
    )


def opening(year: Year) -> str:
    """What every account stood at when the year began."""
    lines = posted().filter(Q(entry__year__starts__lt=year.starts) | Q(entry__year=year) & _OPENING)
    rows = lines.values_list("account__code", "account__kind", "fund__slug", "fund__kind").annotate(Sum("pence"))
    return sheet_text(
        ("account", "account_kind", "fund", "fund_kind", "debit_pence", "credit_pence"),
        ((*row[:4], max(int(row[4]), 0), max(-int(row[4]), 0)) for row in rows.order_by("account_id", "fund_id")),
    )


def statement_sheet(year: Year, on: date) -> str:
    """The published lines, in whole pence."""
    return sheet_text(
        ("line", "words", "pence"), ((row.key, row.words, row.pence) for row in statement(year, on).rows())
    )


def year_zip(year: Year, on: date) -> bytes:
    """The download for everybody: three sheets and the script that compares them."""
    return _zip(_sheets(year, on))


def _sheets(year: Year, on: date) -> dict[str, bytes]:
    return {
        "journal.csv": journal(year, on).encode("utf-8-sig"),
        "opening.csv": opening(year).encode("utf-8-sig"),
        "statement.csv": statement_sheet(year, on).encode("utf-8-sig"),
        "recompute.py": SCRIPT.read_bytes(),
    }


def _zip(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, _ALWAYS), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def examiners_zip(year: Year, on: date, into: IO[bytes]) -> None:
    """All that an examiner asks for: the sheets, the trial balance, every document, every receipt, and their sums.

    Documents pass through piece by piece: a year of scans is larger than the memory of a small machine.
    """
    balances = ((one.code, one.name, one.debit, one.credit) for one in trial_balance(on))
    balance = sheet_text(("account", "name", "debit_pence", "credit_pence"), balances).encode("utf-8-sig")
    sums: list[str] = []
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**_sheets(year, on), "trial-balance.csv": balance}.items():
            sums.append(_add(archive, name, io.BytesIO(data)))
        for paper in Paper.objects.filter(entry__year=year, entry__posted=True).select_related("entry").order_by("pk"):
            with paper.file.open("rb") as file:
                sums.append(_add(archive, f"documents/entry-{paper.entry.number}-{paper.pk}{paper.suffix}", file))
        claims = Expense.objects.filter(entry__year=year).exclude(sha256="").select_related("entry").order_by("pk")
        for claim in claims:
            assert claim.entry is not None, "it was found by its entry"
            suffix = Path(str(claim.receipt.name)).suffix
            with claim.receipt.open("rb") as file:
                sums.append(_add(archive, f"receipts/entry-{claim.entry.number}-claim-{claim.pk}{suffix}", file))
        _add(archive, "SHA256SUMS", io.BytesIO("".join(sums).encode()))


def _add(archive: zipfile.ZipFile, name: str, source: _Reads) -> str:
    """Put one file in, piece by piece; its line in the list of sums."""
    told = zipfile.ZipInfo(name, _ALWAYS)
    told.compress_type = zipfile.ZIP_DEFLATED
    digest = hashlib.sha256()
    with archive.open(told, "w") as target:
        while block := source.read(1 << 20):
            digest.update(block)
            target.write(block)
    return f"{digest.hexdigest()}  {name}\n"
