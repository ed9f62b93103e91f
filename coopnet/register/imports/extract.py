"""The full extract against the list: new rows in, changed rows compared and written, missing ones marked."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from coopnet.register import rules
from coopnet.register.enums import ChangeKind, Source
from coopnet.register.files.establishments import EstablishmentRows, Record
from coopnet.register.imports import suggestions, writing
from coopnet.register.imports.authorities import Authorities
from coopnet.register.imports.extract_groups import ExtractGroups
from coopnet.register.imports.known import DATES, Known, held_values, known_establishments
from coopnet.register.imports.work import Refused, Work
from coopnet.register.imports.writing import Row
from coopnet.register.models import Change, Establishment, Link, ListedSchool

BATCH = 1000


class Extract:
    """One pass over an extract. Only a row whose digest is new is read in full."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.reader = EstablishmentRows(work.table)
        self.known = known_establishments()
        self.elsewhere = _named_elsewhere(work.as_of) - self.known.keys()
        self.authorities = Authorities()
        self.groups = ExtractGroups(work)
        self.cooperative: list[int] = []
        self.compared = 0
        self._new: list[Record] = []
        self._changed: list[Record] = []
        told = self.reader.fields
        self._name = told.index("name")
        authority = ["authority_id"] if self.reader.tells_authority else []
        self._columns: list[str] = [*told, "folded", *authority, "rest", "source", *DATES, "digest", "urn"]

    def take(self) -> None:
        """Read all rows, then judge the whole."""
        seen: dict[int, int] = {}
        for fields in self.work.table.rows():
            urn = self.reader.urn(fields)
            if urn in seen:
                raise self.work.table.fault("URN", f"the URN {urn} stands in row {seen[urn]} already.")
            seen[urn] = self.work.table.row
            self._row(urn, fields)
        self.work.rows = len(seen)
        self._write_new()
        self._write_changed()
        self._check_names()
        if self.reader.whole and not self.work.options.partial:
            self._mark_vanished(seen.keys())
        self.groups.write()
        suggestions.suggest_schools(self.cooperative, on=self.work.as_of)

    def _row(self, urn: int, fields: list[str]) -> None:
        held = self.known.get(urn)
        digest = self.reader.digest(fields)
        if held is not None and held.digest == digest and held.vanished_on is None:
            self.compared += 1
            return
        record = self.reader.read(urn, fields, digest)
        self.groups.note(urn, self.reader.groups(fields), new=held is None)
        if rules.sounds_cooperative(str(record.values[self._name])):
            self.cooperative.append(urn)
        if held is None:
            if urn not in self.elsewhere:
                self._opened(record)
            self._new.append(record)
            if len(self._new) >= BATCH:
                self._write_new()
        else:
            self._changed.append(record)
            if len(self._changed) >= BATCH:
                self._write_changed()

    def _opened(self, record: Record) -> None:
        if self.work.record.baseline:
            self.work.changes.counts[ChangeKind.OPENED] += 1
            return
        told = {"name": record.values[self._name]}
        self.work.changes.add(ChangeKind.OPENED, urn=record.urn, authority=self._code(record), after=told)

    def _code(self, record: Record) -> str:
        authority = self.authorities.find(record.authority_code, record.authority_name)
        return authority.code if authority else ""

    def _write_new(self) -> None:
        day = self.work.day
        rows = [
            (*self._told(record, record.rest), day, day, None, day, record.digest, record.urn) for record in self._new
        ]
        writing.insert(Establishment, self._columns, rows)
        self._new = []

    def _told(self, record: Record, rest: str) -> Row:
        authority: tuple[int | None, ...] = ()
        if self.reader.tells_authority:
            found = self.authorities.find(record.authority_code, record.authority_name)
            authority = (found.pk if found else None,)
        folded = rules.fold(str(record.values[self._name]))
        return (*record.values, folded, *authority, rest, Source.EXTRACT.value)

    def _write_changed(self) -> None:
        """Compare a batch of changed rows with what the list holds, and write them."""
        held = held_values([record.urn for record in self._changed], self.reader.fields)
        rows: list[Row] = []
        for record in self._changed:
            known = self.known[record.urn]
            self._compare(record, known, held[record.urn])
            rest = record.rest if self.reader.whole else _merged(held[record.urn]["rest"], record.rest)
            seen = min(known.first_seen or self.work.as_of, self.work.as_of).isoformat()
            listed = min(known.first_listed or self.work.as_of, self.work.as_of).isoformat()
            told = self._told(record, rest)
            rows.append((*told, seen, listed, None, self.work.day, record.digest, record.urn))
            self.work.touched.add(known.id)
        writing.update(Establishment, "urn", self._columns[:-1], rows)
        self._changed = []

    def _compare(self, record: Record, known: Known, held: dict[str, Any]) -> None:
        changes, code = self.work.changes, self._code(record)
        if known.vanished_on is not None:
            changes.add(ChangeKind.REAPPEARED, urn=record.urn, authority=code)
        if not known.seen_before(self.work.as_of):
            self._opened(record)
        if known.first_listed is None:
            return  # no extract told about it yet, so there is nothing to compare with
        self.compared += 1
        before = {field: held[field] for field in self.reader.fields}
        after = dict(zip(self.reader.fields, record.values, strict=True))
        if self.reader.tells_authority:
            before["authority"], after["authority"] = held["authority"], code
        for difference in rules.school_differences(before, after):
            changes.add(
                difference.kind, urn=record.urn, authority=code, before=difference.before, after=difference.after
            )

    def _check_names(self) -> None:
        renamed = self.work.changes.counts[ChangeKind.RENAMED]
        if rules.renames_too_much(renamed=renamed, known=self.compared) and not self.work.options.accept_losses:
            raise Refused(
                f"{self.work.table.name}, row {self.work.table.row}, column EstablishmentName: the file ends, and it "
                f"renames {renamed:,} of {self.compared:,} schools. Were columns swapped? "
                "If it is right, import it with --accept-losses."
            )

    def _mark_vanished(self, present: Iterable[int]) -> None:
        day = self.work.as_of
        present = set(present)
        held = {urn: known for urn, known in self.known.items() if known.vanished_on is None and known.seen_before(day)}
        held = {urn: known for urn, known in held.items() if self.work.judges(urn)}
        told = Change.objects.filter(kind=ChangeKind.VANISHED.value, urn__in=self.elsewhere - present)
        numbers = {urn for urn in self.elsewhere if self.work.judges(urn)} - set(told.values_list("urn", flat=True))
        gone = sorted((held.keys() | numbers) - present)
        self.work.check_losses(
            lost=len(gone), known=len(held) + len(numbers), most=rules.MOST_VANISHING, what="schools"
        )
        rows = [self.known[urn].id for urn in gone if urn in self.known]
        names = {
            urn: (name, code or "")
            for urn, name, code in Establishment.objects.filter(pk__in=rows).values_list(
                "urn", "name", "authority__code"
            )
        }
        for urn in gone:
            name, code = names.get(urn, ("", ""))
            self.work.changes.add(ChangeKind.VANISHED, urn=urn, authority=code, before={"name": name} if name else {})
        Establishment.objects.filter(pk__in=rows).update(vanished_on=day)
        self.work.touched.update(rows)


def _named_elsewhere(day: date) -> set[int]:
    """URNs that earlier links files and lists named."""
    links = Link.objects.filter(first_seen__lt=day)
    named = set(links.values_list("urn", flat=True)) | set(links.values_list("link_urn", flat=True))
    return named | set(ListedSchool.objects.filter(starts__lt=day).values_list("urn", flat=True))


def _merged(held: dict[str, str], told: str) -> str:
    """A part of the columns leaves the others as they were."""
    return json.dumps({**held, **json.loads(told)})
