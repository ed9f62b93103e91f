"""An extract older than the last of its kind, taken in for its history alone (``--history``).

The rows keep what newer files say. What the older file says becomes history: the changes of its own day against the
extract before it, and those of the following extract against it, which replace the ones told until now. So the history
is the same in whatever order extracts are taken in. Memberships that an older extract tells are not kept.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from coopnet.register import rules
from coopnet.register.enums import ChangeKind, Source
from coopnet.register.files.establishments import EstablishmentRows, Record
from coopnet.register.imports import writing
from coopnet.register.imports.authorities import Authorities
from coopnet.register.imports.known import Known, held_values, known_establishments
from coopnet.register.imports.work import Work
from coopnet.register.models import Change, Establishment, Import
from coopnet.register.queries import FIELDS_OF_SCHOOLS, undone

BATCH = 1000
NAMED = [kind.value for kind in FIELDS_OF_SCHOOLS]


class OlderExtract:
    """One pass over an older extract."""

    def __init__(self, work: Work, following: Import) -> None:
        self.work = work
        self.following = following
        self.reader = EstablishmentRows(work.table)
        self.whole = self.reader.whole and not work.options.partial
        self.known = known_establishments()
        self.authorities = Authorities()
        self._waiting: list[Record] = []
        self._new: list[Record] = []
        self._listed_earlier: list[int] = []

    def take(self) -> None:
        """Read all rows, then what their absence means."""
        seen: dict[int, int] = {}
        for fields in self.work.table.rows():
            urn = self.reader.urn(fields)
            if urn in seen:
                raise self.work.table.fault("URN", f"the URN {urn} stands in row {seen[urn]} already.")
            seen[urn] = self.work.table.row
            record = self.reader.read(urn, fields, b"")
            (self._waiting if urn in self.known else self._new).append(record)
            if len(self._waiting) >= BATCH:
                self._compare_batch()
        self.work.rows = len(seen)
        self._compare_batch()
        self._keep_unknown()
        self._write_listed()
        if self.whole:
            self._judge_absent(seen.keys())
        if self.work.record.baseline and self.following.baseline:
            Import.objects.filter(pk=self.following.pk).update(baseline=False)

    def _compare_batch(self) -> None:
        records, self._waiting = self._waiting, []
        urns = [record.urn for record in records]
        held = held_values(urns, self.reader.fields)
        then, later = undone(urns, self.work.as_of), undone(urns, self.following.as_of)
        told = Change.objects.filter(urn__in=urns, as_of=self.following.as_of, kind__in=NAMED)
        retold: list[int] = []
        for record in records:
            known = self.known[record.urn]
            now = self._values(record)
            if known.first_listed is None or known.first_listed > self.work.as_of:
                self._listed_earlier.append(known.id)
                if known.first_listed is None or known.first_listed > self.following.as_of:
                    continue  # the following extract did not hold it: nothing to compare with
            else:
                self._add(record, self._merge(held[record.urn], then[record.urn]), now, None)
            retold.append(record.urn)
        told.filter(urn__in=retold).delete()
        again = set(retold)
        for record in records:
            if record.urn in again:
                after = self._merge(held[record.urn], later[record.urn])
                self._add(record, self._values(record), after, self.following.as_of)

    def _values(self, record: Record) -> dict[str, Any]:
        values: dict[str, Any] = dict(zip(self.reader.fields, record.values, strict=True))
        if self.reader.tells_authority:
            found = self.authorities.find(record.authority_code, record.authority_name)
            values["authority"] = found.code if found else ""
        return values

    def _merge(self, held: dict[str, Any], changed: dict[str, Any]) -> dict[str, Any]:
        names = [*self.reader.fields, *(["authority"] if self.reader.tells_authority else [])]
        return {name: changed.get(name, held[name]) for name in names}

    def _add(self, record: Record, before: dict[str, Any], after: dict[str, Any], on: date | None) -> None:
        for one in rules.school_differences(before, after):
            code = str(after.get("authority", ""))
            self.work.changes.add(
                one.kind, urn=record.urn, authority=code, before=one.before, after=one.after, as_of=on
            )

    def _keep_unknown(self) -> None:
        """Schools that no newer extract holds: kept, and vanished since."""
        day = self.work.day
        gone = self.following.as_of.isoformat() if self.whole else None
        columns = [*self.reader.fields, "folded", "authority_id", "rest", "source"]
        rows: list[writing.Row] = []
        for record in self._new:
            found = self.authorities.find(record.authority_code, record.authority_name)
            name = str(record.values[self.reader.fields.index("name")])
            told = (*record.values, rules.fold(name), found.pk if found else None, record.rest, Source.EXTRACT.value)
            rows.append((*told, day, day, gone, day, record.urn))
            code = found.code if found else ""
            if not self.work.record.baseline:
                self.work.changes.add(ChangeKind.OPENED, urn=record.urn, authority=code, after={"name": name})
            if self.whole:
                on = self.following.as_of
                self.work.changes.add(
                    ChangeKind.VANISHED, urn=record.urn, authority=code, before={"name": name}, as_of=on
                )
        writing.insert(Establishment, [*columns, "first_seen", "first_listed", "vanished_on", "told_on", "urn"], rows)

    def _write_listed(self) -> None:
        """Schools that were there before the extract that told them first."""
        for first in range(0, len(self._listed_earlier), BATCH):
            some = Establishment.objects.filter(pk__in=self._listed_earlier[first : first + BATCH])
            opened = Change.objects.filter(urn__in=some.values("urn"), kind=ChangeKind.OPENED.value)
            opened.filter(as_of__gt=self.work.as_of).delete()
            some.exclude(first_seen__lt=self.work.as_of).update(first_seen=self.work.as_of)
            some.update(first_listed=self.work.as_of)

    def _judge_absent(self, present: Iterable[int]) -> None:
        absent = self.known.keys() - set(present)
        ids = [self.known[urn].id for urn in absent if self._began_after(self.known[urn])]
        if self.work.record.baseline:
            # The following extract was the first until now, so what it brought was no news. Now some of it is.
            schools = Establishment.objects.filter(pk__in=ids).order_by("urn")
            for urn, name, code in schools.values_list("urn", "name", "authority__code"):
                self.work.changes.add(
                    ChangeKind.OPENED, urn=urn, authority=code or "", after={"name": name}, as_of=self.following.as_of
                )
            return
        gone = [urn for urn in absent if self.known[urn].vanished_on == self.following.as_of]
        earlier = Change.objects.filter(urn__in=gone, kind=ChangeKind.VANISHED.value, as_of=self.following.as_of)
        earlier.update(as_of=self.work.as_of)
        Establishment.objects.filter(urn__in=gone).update(vanished_on=self.work.as_of)

    def _began_after(self, known: Known) -> bool:
        return known.first_listed == self.following.as_of
