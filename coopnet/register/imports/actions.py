"""The door: official files into the school list, all or nothing, with a report of what changed."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from coopnet.audit.actions import record
from coopnet.kit.actors import Actor
from coopnet.register import finder
from coopnet.register.enums import ChangeKind, FileKind
from coopnet.register.files.layouts import kind_of
from coopnet.register.files.opening import Packed, unpack
from coopnet.register.files.table import Table
from coopnet.register.imports import groups, open_list
from coopnet.register.imports.changes import ChangeLog
from coopnet.register.imports.extract import Extract
from coopnet.register.imports.links import Links
from coopnet.register.imports.older import OlderExtract
from coopnet.register.imports.trust_links import TrustLinks
from coopnet.register.imports.work import Options, Raised, Refused, Work
from coopnet.register.models import Import

TAKE: dict[FileKind, Callable[[Work], None]] = {
    FileKind.ESTABLISHMENTS: lambda work: (
        OlderExtract(work, work.following).take() if work.following else Extract(work).take()
    ),
    FileKind.LINKS: lambda work: Links(work).take(),
    FileKind.TRUST_LINKS: lambda work: TrustLinks(work).take(),
    FileKind.GROUPS: groups.take,
    FileKind.OPEN_LIST: open_list.take,
}

# What a report counts for each kind of file, by its name in the report.
REPORTED: dict[FileKind, dict[str, tuple[ChangeKind, ...]]] = {
    FileKind.ESTABLISHMENTS: {
        "opened": (ChangeKind.OPENED,),
        "vanished": (ChangeKind.VANISHED,),
        "closed": (ChangeKind.CLOSED,),
        "reopened": (ChangeKind.REOPENED,),
        "renamed": (ChangeKind.RENAMED,),
        "respelled": (ChangeKind.RESPELLED,),
    },
    FileKind.LINKS: {"links_added": (ChangeKind.LINK_ADDED,), "links_removed": (ChangeKind.LINK_REMOVED,)},
    FileKind.TRUST_LINKS: {
        "academies_new": (ChangeKind.JOINED_TRUST,),
        "academies_gone": (ChangeKind.LEFT_TRUST,),
        "moved_trust": (ChangeKind.MOVED_TRUST,),
        "trusts_new": (ChangeKind.TRUST_NEW,),
        "trusts_gone": (ChangeKind.TRUST_GONE,),
        "trusts_renamed": (ChangeKind.TRUST_RENAMED,),
    },
    FileKind.GROUPS: {},
    FileKind.OPEN_LIST: {"appeared": (ChangeKind.APPEARED,), "disappeared": (ChangeKind.DISAPPEARED,)},
}

# A nightly file changes about one school in a hundred; past this many the finder is sooner made anew.
MOST_TO_REFRESH = 2000
_DATE_IN_NAME = re.compile(r"(?<!\d)(20\d\d|19\d\d)-?(\d\d)-?(\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file."""

    name: str
    kind: FileKind
    as_of: date
    rows: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Report:
    """What became of an import, or in a preview would become of it."""

    preview: bool
    files: tuple[FileReport, ...]
    changes: dict[str, int]
    raised: tuple[Raised, ...]


def import_files(*, paths: Sequence[Path], options: Options, by: Actor, at: datetime) -> Report:
    """Take files in, the oldest first, in one transaction. Raises BadFile or Refused; then nothing has changed."""
    opened = sorted((_open(packed, options) for path in paths for packed in unpack(path)), key=lambda one: one[2])
    works: list[Work] = []
    with transaction.atomic():
        for table, kind, as_of in opened:
            works.append(_take(table, kind, as_of, options, by=by, at=at))
        for work in works:
            record(
                "register.imported",
                subject=f"import:{work.record.pk}",
                words=f"Imported {work.record.name} ({work.kind.value}, {work.rows:,} rows).",
                by=by,
                at=at,
                details={"counts": work.record.counts, "as_of": work.day},
            )
        if options.preview:
            transaction.set_rollback(True)
        else:
            touched = {school for work in works for school in work.touched}
            transaction.on_commit(lambda: _refresh_finder(works, touched))
    return _report(works, options)


def _open(packed: Packed, options: Options) -> tuple[Table, FileKind, date]:
    table = Table(packed)
    kind = kind_of(table)
    as_of = options.as_of or next(filter(None, map(_date_in, packed.names)), None)
    if as_of is None:
        raise Refused(
            f"{packed.name} does not tell its date in its name. Say it with --as-of, like --as-of 2025-04-22."
        )
    return table, kind, as_of


def _date_in(name: str) -> date | None:
    """The date in the name of a file, like 20250422 or 2025-04-22; the last one counts."""
    found = None
    for year, month, day in _DATE_IN_NAME.findall(name):
        try:
            found = date(int(year), int(month), int(day))
        except ValueError:
            continue
    return found


def _take(table: Table, kind: FileKind, as_of: date, options: Options, *, by: Actor, at: datetime) -> Work:
    scope = options.scope if kind is FileKind.OPEN_LIST else "invented" if options.invented else ""
    earlier = Import.objects.filter(kind=kind.value, scope=scope)
    last = earlier.order_by("-as_of", "-pk").first()
    if last is not None and as_of < last.as_of and not options.history:
        raise Refused(
            f"{table.name} is of {as_of:%d-%m-%Y}, older than the last file of its kind, {last.name} of "
            f"{last.as_of:%d-%m-%Y}. If its history is wanted, import it with --history."
        )
    kept = Import.objects.create(
        kind=kind.value,
        name=table.name[:255],
        as_of=as_of,
        scope=scope,
        partial=options.partial,
        baseline=not earlier.filter(as_of__lte=as_of).exists(),
        rows=0,
        at=at,
        by_key=by.actor_key,
        by_name=by.actor_name,
    )
    following = earlier.filter(as_of__gt=as_of).order_by("as_of", "pk").first()
    work = Work(table, kind, as_of, options, kept, ChangeLog(kept.pk, as_of, keep=not kept.baseline), following)
    TAKE[kind](work)
    work.changes.flush()
    if work.rows == 0:
        raise table.fault(0, "the file has a header but no rows.")
    kept.rows = work.rows
    kept.counts = {kind.value: count for kind, count in sorted(work.changes.counts.items())}
    kept.digest = table.packed.sha256
    kept.save(update_fields=["rows", "counts", "digest"])
    return work


def _refresh_finder(works: list[Work], touched: set[int]) -> None:
    baseline = any(work.record.baseline for work in works)
    if baseline or len(touched) > MOST_TO_REFRESH:
        finder.rebuild()
    else:
        finder.refresh(touched)


def _report(works: list[Work], options: Options) -> Report:
    changes: Counter[str] = Counter()
    for work in works:
        for name, kinds in REPORTED[work.kind].items():
            changes[name] += sum(work.changes.counts[kind] for kind in kinds)
    files = tuple(FileReport(work.table.name, work.kind, work.as_of, work.rows, 0) for work in works)
    raised = tuple(one for work in works for one in work.raised)
    return Report(options.preview, files, dict(changes), raised)
