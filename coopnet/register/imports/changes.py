"""Keeping the changes that an import finds: counted always, written unless the file is the first of its kind."""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date

from coopnet.register.enums import ChangeKind
from coopnet.register.imports import writing
from coopnet.register.imports.writing import Row
from coopnet.register.models import Change

COLUMNS = ("source_id", "kind", "urn", "uid", "authority_code", "as_of", "before", "after")
BATCH = 2000

Told = Mapping[str, object]


class ChangeLog:
    """The changes of one import. ``keep`` is false for a baseline: what it brings is no news."""

    def __init__(self, import_id: int, as_of: date, *, keep: bool) -> None:
        self.counts: Counter[ChangeKind] = Counter()
        self._import_id = import_id
        self._as_of = as_of
        self._keep = keep
        self._waiting: list[Row] = []

    def add(
        self,
        kind: ChangeKind,
        *,
        urn: int | None = None,
        uid: str = "",
        authority: str = "",
        before: Told | None = None,
        after: Told | None = None,
        as_of: date | None = None,
    ) -> None:
        """Count one change and keep it. ``as_of`` is given where an older file shows when a later one changed it."""
        self.counts[kind] += 1
        if not self._keep and as_of is None:
            return
        day = (as_of or self._as_of).isoformat()
        told = json.dumps(before or {}), json.dumps(after or {})
        self._waiting.append((self._import_id, kind.value, urn, uid, authority, day, *told))
        if len(self._waiting) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        writing.insert(Change, COLUMNS, self._waiting)
        self._waiting = []
