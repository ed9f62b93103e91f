"""Predecessors and successors against the list. A link is its two URNs and its type; either URN may be unknown."""

from dataclasses import dataclass
from datetime import date

from coopnet.register import rules
from coopnet.register.enums import ChangeKind, Source
from coopnet.register.files.others import LinkRow, links
from coopnet.register.imports import writing
from coopnet.register.imports.work import Work
from coopnet.register.models import Establishment, Import, Link

COLUMNS = ("link_name", "established_on", "source", "first_seen", "removed_on")
Key = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class _Held:
    id: int
    link_name: str
    established_on: date | None
    first_seen: date | None
    removed_on: date | None

    @property
    def running(self) -> bool:
        """Told by an official file and not gone since; the shipped facts tell no date."""
        return self.first_seen is not None and self.removed_on is None


class Links:
    """One pass over a links file."""

    def __init__(self, work: Work) -> None:
        self.work = work
        values = Link.objects.order_by("pk").values_list(
            "urn", "link_urn", "link_type", "id", *COLUMNS[:2], *COLUMNS[3:]
        )
        self.held: dict[Key, _Held] = {
            (urn, link_urn, kind): _Held(*rest) for urn, link_urn, kind, *rest in values.iterator(5000)
        }
        self.new: list[writing.Row] = []
        self.changed: list[writing.Row] = []
        self.codes = _authority_codes()

    def take(self) -> None:
        """Read all rows, then mark the links that are gone."""
        rows: dict[Key, LinkRow] = {}
        for row in links(self.work.table):
            self.work.rows += 1
            rows.setdefault((row.urn, row.link_urn, row.link_type), row)
        if self.work.following is None:
            gone = self._compare(rows)
        else:
            gone = []
            self._compare_older(rows, self.work.following)
        writing.insert(Link, ("urn", "link_urn", "link_type", *COLUMNS), self.new)
        writing.update(Link, "id", COLUMNS, self.changed)
        self._touch(gone)

    def _compare(self, rows: dict[Key, LinkRow]) -> list[Key]:
        for key, row in rows.items():
            self._row(key, row)
        running = {key for key, held in self.held.items() if held.running and self.work.judges(key[0])}
        gone = sorted(running - rows.keys())
        self.work.check_losses(lost=len(gone), known=len(running), most=rules.MOST_LOST_ROWS, what="links")
        for key in gone:
            self._note(ChangeKind.LINK_REMOVED, key, self.held[key].link_name, self.held[key].established_on)
        writing.update(Link, "id", ("removed_on",), [(self.work.day, self.held[key].id) for key in gone])
        return gone

    def _compare_older(self, rows: dict[Key, LinkRow], following: Import) -> None:
        """What an older file adds to history: links that were gone by the following file, and earlier first days."""
        for key, row in rows.items():
            held = self.held.get(key)
            told = (row.link_name, row.established_on, Source.EXTRACT.value, self.work.day)
            if held is None:
                self.new.append((*key, *told, following.as_of.isoformat()))
                self._note(ChangeKind.LINK_REMOVED, key, row.link_name, row.established_on, following.as_of)
            elif held.first_seen is not None and held.first_seen > self.work.as_of:
                removed = _text(held.removed_on)
                self.changed.append((held.link_name, _text(held.established_on), *told[2:], removed, held.id))
        if self.work.record.baseline and following.baseline:
            for key, held in self.held.items():
                if held.first_seen == following.as_of and key not in rows and self.work.judges(key[0]):
                    self._note(ChangeKind.LINK_ADDED, key, held.link_name, held.established_on, following.as_of)
            Import.objects.filter(pk=following.pk).update(baseline=False)

    def _row(self, key: Key, row: LinkRow) -> None:
        held = self.held.get(key)
        told = (row.link_name, row.established_on, Source.EXTRACT.value)
        if held is None:
            self.new.append((*key, *told, self.work.day, None))
        elif not held.running or (held.link_name, _text(held.established_on)) != told[:2]:
            first = min(held.first_seen or self.work.as_of, self.work.as_of)
            self.changed.append((*told, first.isoformat(), None, held.id))
        if held is None or not held.running:
            self._note(ChangeKind.LINK_ADDED, key, row.link_name, row.established_on)

    def _note(
        self, kind: ChangeKind, key: Key, name: str, established: date | str | None, as_of: date | None = None
    ) -> None:
        urn, link_urn, link_type = key
        told = {
            "link_urn": link_urn,
            "link_name": name,
            "link_type": link_type,
            "established_on": established if isinstance(established, str) else _text(established),
        }
        before, after = (told, None) if kind is ChangeKind.LINK_REMOVED else (None, told)
        code = self.codes.get(urn, "")
        self.work.changes.add(kind, urn=urn, authority=code, before=before, after=after, as_of=as_of)

    def _touch(self, gone: list[Key]) -> None:
        """Schools whose links changed are found anew: a predecessor's name leads to its successor."""
        urns = {urn for key in gone for urn in key[:2]} | {int(row[at] or 0) for row in self.new for at in (0, 1)}
        if self.work.record.baseline:
            return
        ordered = sorted(urns)
        for first in range(0, len(ordered), 500):
            some = Establishment.objects.filter(urn__in=ordered[first : first + 500])
            self.work.touched.update(some.values_list("id", flat=True))


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _authority_codes() -> dict[int, str]:
    return dict(Establishment.objects.exclude(authority=None).values_list("urn", "authority__code"))
