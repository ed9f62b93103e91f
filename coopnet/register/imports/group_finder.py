"""Finding the group that a file names, and bringing its row to what a newer file tells."""

from dataclasses import dataclass
from datetime import date

from coopnet.register import rules
from coopnet.register.enums import ChangeKind
from coopnet.register.imports import suggestions, writing
from coopnet.register.imports.work import Work
from coopnet.register.models import Group


@dataclass(frozen=True, slots=True)
class ToldGroup:
    """What a file tells of a group. ``kind`` is in the words of ``enums.GroupKind``; None is not told."""

    kind: str
    uid: str
    name: str
    companies_house_number: str | None = None
    status: str | None = None
    open_date: date | None = None
    close_date: date | None = None
    town: str | None = None
    postcode: str | None = None


OPTIONAL = ("companies_house_number", "status", "open_date", "close_date", "town", "postcode")


COLUMNS = ("uid", "name", "folded", "kind", *OPTIONAL, "source", "named_on")


class GroupFinder:
    """All groups, kept in memory for one import. A group is its UID; older files name some by name alone.

    Groups found have a key only after ``save``.
    """

    def __init__(self, work: Work, source: str) -> None:
        self._work = work
        self._source = source
        self._made: list[Group] = []
        self._changed: dict[int, Group] = {}
        self._suspects: list[Group] = []  # new or renamed: does the name sound co-operative?
        self._by_uid: dict[str, Group] = {}
        self._by_name: dict[tuple[str, str], Group] = {}
        self._without_uid: dict[str, Group] = {}  # by company number
        for group in Group.objects.order_by("-pk"):
            if not group.uid and group.companies_house_number:
                self._without_uid[group.companies_house_number] = group
            if group.uid:
                self._by_uid[group.uid] = group
            self._by_name[group.kind, group.folded] = group

    def find(self, told: ToldGroup) -> Group:
        """The group, made or brought up to date."""
        group = self._look(told)
        if group is None:
            return self._make(told)
        if group.pk is not None:
            self._update(group, told)
        return group

    def save(self) -> None:
        """Write what is new or changed, and suggest what sounds co-operative."""
        Group.objects.bulk_create(self._made, batch_size=500)
        rows = []
        for key in sorted(self._changed):
            held = self._changed[key]
            values = [getattr(held, name) for name in COLUMNS]
            rows.append((*(one.isoformat() if isinstance(one, date) else one for one in values), key))
        writing.update(Group, "id", COLUMNS, rows)
        suggestions.suggest_groups([group.pk for group in self._made + self._suspects], on=self._work.as_of)
        self._made, self._changed, self._suspects = [], {}, []

    def _look(self, told: ToldGroup) -> Group | None:
        named = self._by_name.get((told.kind, rules.fold_group(told.name)))
        if not told.uid:
            return named
        held = self._by_uid.get(told.uid)
        if held is None and named is not None and named.uid is None:
            return named  # known by name until now; this file tells its UID
        if held is None and told.companies_house_number:
            # Known by its company until now. Once: a second UID of one company is a second group.
            return self._without_uid.pop(told.companies_house_number, None)
        return held

    def _make(self, told: ToldGroup) -> Group:
        folded = rules.fold_group(told.name)
        values = {name: getattr(told, name) for name in OPTIONAL if getattr(told, name) is not None}
        group = Group(
            uid=told.uid or None,
            name=told.name,
            folded=folded,
            kind=told.kind,
            source=self._source,
            named_on=self._work.as_of,
            **values,
        )
        self._made.append(group)
        if told.uid:
            self._by_uid[told.uid] = group
        self._by_name.setdefault((told.kind, folded), group)
        return group

    def _update(self, group: Group, told: ToldGroup) -> None:
        """An older file than the one that named the group last changes nothing."""
        if self._work.following is not None or (group.named_on is not None and group.named_on > self._work.as_of):
            return
        values: dict[str, object] = {name: getattr(told, name) for name in OPTIONAL if getattr(told, name) is not None}
        if told.uid:
            values |= {"uid": told.uid, "name": told.name, "folded": rules.fold_group(told.name)}
            self._by_uid[told.uid] = group
        changed = [name for name, value in values.items() if getattr(group, name) != value]
        if not changed and group.named_on is not None:
            return
        difference = rules.name_difference(group.name, str(values.get("name", group.name)))
        if difference is not None and difference.kind is ChangeKind.RENAMED and group.named_on is not None:
            self._note_new_name(group, difference)
        for name in changed:
            setattr(group, name, values[name])
        group.named_on = self._work.as_of
        self._changed[group.pk] = group

    def _note_new_name(self, group: Group, difference: rules.Difference) -> None:
        self._suspects.append(group)
        kind = ChangeKind.TRUST_RENAMED if group.kind in rules.TRUST_KINDS else ChangeKind.GROUP_RENAMED
        before, after = difference.before, difference.after
        self._work.changes.add(kind, uid=group.uid or "", before=before, after=after)
