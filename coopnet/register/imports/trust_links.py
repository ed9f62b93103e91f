"""Academies and their trusts against the list. Only multi- and single-academy trusts count; a sponsor is no trust."""

from collections import defaultdict
from datetime import date

from django.db.models import Q

from coopnet.register import rules
from coopnet.register.enums import ChangeKind, Source
from coopnet.register.facts.giving_way import give_way
from coopnet.register.files.others import TrustLinkRow, trust_links
from coopnet.register.imports import writing
from coopnet.register.imports.authorities import Authorities
from coopnet.register.imports.group_finder import GroupFinder, ToldGroup
from coopnet.register.imports.memberships import end, start
from coopnet.register.imports.work import Work
from coopnet.register.models import Establishment, Group, GroupMembership

TRUST_LINKS = Source.TRUST_LINKS.value
BATCH = 500


class TrustLinks:
    """One pass over a trust-links file."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.authorities = Authorities()
        self.groups = GroupFinder(work, TRUST_LINKS)
        self.rows: dict[tuple[int, str], TrustLinkRow] = {}
        self.trusts: dict[str, Group] = {}  # every group of the file, by UID

    def take(self) -> None:
        """Read all rows, then compare them with the memberships that the last such file told."""
        for row in trust_links(self.work.table):
            self.work.rows += 1
            self.rows.setdefault((row.urn, row.uid), row)
            if row.uid not in self.trusts:
                told = ToldGroup(row.kind, row.uid, row.group_name, row.companies_house_number, row.status)
                self.trusts[row.uid] = self.groups.find(told)
        self.groups.save()
        self._schools()
        if self.work.following is not None:
            self._keep_older(self.work.following.as_of)
            return
        held = GroupMembership.objects.filter(source=TRUST_LINKS, ends=None).select_related(
            "establishment__authority", "group"
        )
        before = {(one.establishment.urn, one.group.uid or ""): one for one in held.order_by("pk")}
        before = {key: one for key, one in before.items() if self.work.judges(key[0])}
        gone = [one for key, one in before.items() if key not in self.rows]
        self.work.check_losses(lost=len(gone), known=len(before), most=rules.MOST_LOST_ROWS, what="memberships")
        self._compare(before)
        self._write(before, gone)
        self._replace_facts()

    def _keep_older(self, following: date) -> None:
        """Of an older file: memberships that no newer file told, over by the following one. No change is reported."""
        known = GroupMembership.objects.filter(source=TRUST_LINKS).values_list("establishment__urn", "group__uid")
        new = sorted(self.rows.keys() - set(known))
        ids = _ids({urn for urn, _ in new})
        day, over = self.work.day, following.isoformat()
        writing.insert(
            GroupMembership,
            ("establishment_id", "group_id", "starts", "ends", "source"),
            [(ids[u], self.trusts[g].pk, self._joined_before(u, g, over) or day, over, TRUST_LINKS) for u, g in new],
        )
        self.work.touched.update(ids.values())

    def _joined_before(self, urn: int, uid: str, over: str) -> str | None:
        joined = self.rows[urn, uid].joined
        return joined if joined and joined < over else None

    def _last_day(self, held: GroupMembership, joined: str | None) -> date:
        """The day on which a membership ended: that of joining the next trust, if told, else that of the file."""
        moved = date.fromisoformat(joined) if joined and held.group.kind in rules.TRUST_KINDS else None
        if moved and moved < self.work.as_of and (held.starts is None or held.starts < moved):
            return moved
        return self.work.as_of

    def _replace_facts(self) -> None:
        """What the file tells counts, and no longer what the shipped facts told of the same schools."""
        trusts: dict[int, list[str]] = defaultdict(list)
        joined = {}
        for (urn, uid), row in self.rows.items():
            if row.kind in rules.TRUST_KINDS:
                trusts[urn].append(uid)
                if row.joined:
                    joined[urn] = date.fromisoformat(row.joined)
        self.work.touched.update(give_way(trusts=trusts, joined=joined, as_of=self.work.as_of))

    def _schools(self) -> None:
        """Keep schools that only this file names, and say that it named the others."""
        academies = {row.urn: row for row in self.rows.values()}
        urns = sorted(academies)
        unknown = set(urns)
        for first in range(0, len(urns), BATCH):
            some = Establishment.objects.filter(urn__in=urns[first : first + BATCH])
            unknown -= set(some.values_list("urn", flat=True))
            unseen = Q(first_seen=None) | Q(first_seen__gt=self.work.as_of)
            some.filter(unseen).update(first_seen=self.work.as_of)
        self._insert([academies[urn] for urn in sorted(unknown)])

    def _insert(self, rows: list[TrustLinkRow]) -> None:
        columns = ("urn", "name", "folded", "authority_id", "type_code", "type_name", "phase_code", "phase_name")
        values: list[writing.Row] = []
        for row in rows:
            found = self.authorities.find(row.authority_code, row.authority_name)
            kind = (row.type_code, row.type_name, row.phase_code, row.phase_name)
            told = (row.urn, row.name, rules.fold(row.name), found.pk if found else None, *kind)
            values.append((*told, TRUST_LINKS, self.work.day, self.work.day))
        writing.insert(Establishment, (*columns, "source", "first_seen", "told_on"), values)

    def _compare(self, before: dict[tuple[int, str], GroupMembership]) -> None:
        was: dict[int, set[str]] = defaultdict(set)
        now: dict[int, set[str]] = defaultdict(set)
        names = {}
        codes: dict[int, str] = {}
        for (urn, uid), held in before.items():
            authority = held.establishment.authority
            codes[urn] = authority.code if authority else ""
            if held.group.kind in rules.TRUST_KINDS:
                was[urn].add(uid)
                names[uid] = held.group.name
        for (urn, uid), row in self.rows.items():
            found = self.authorities.find(row.authority_code, row.authority_name)
            codes[urn] = found.code if found else ""
            if row.kind in rules.TRUST_KINDS:
                now[urn].add(uid)
                names[uid] = row.group_name
        for urn in sorted(was.keys() | now.keys()):
            self._academy(urn, codes[urn], (frozenset(was[urn]), frozenset(now[urn])), names)
        trusts_before, trusts_after = set().union(*was.values()), set().union(*now.values())
        for uid in sorted(trusts_after - trusts_before):
            self.work.changes.add(ChangeKind.TRUST_NEW, uid=uid, after={"name": names[uid]})
        for uid in sorted(trusts_before - trusts_after):
            self.work.changes.add(ChangeKind.TRUST_GONE, uid=uid, before={"name": names[uid]})

    def _academy(
        self, urn: int, authority: str, trusts: tuple[frozenset[str], frozenset[str]], names: dict[str, str]
    ) -> None:
        was, now = trusts
        kind = rules.trust_difference(was, now)
        if kind is None:
            return
        self.work.changes.add(
            kind,
            urn=urn,
            authority=authority,
            before={"trusts": {uid: names[uid] for uid in sorted(was)}},
            after={"trusts": {uid: names[uid] for uid in sorted(now)}},
        )

    def _write(self, before: dict[tuple[int, str], GroupMembership], gone: list[GroupMembership]) -> None:
        joined = {
            row.urn: row.joined for key, row in self.rows.items() if key not in before and row.kind in rules.TRUST_KINDS
        }
        end((held, self._last_day(held, joined.get(held.establishment.urn))) for held in gone)
        self.work.touched.update(held.establishment_id for held in gone)
        new = [key for key in self.rows if key not in before]
        ids = _ids({urn for urn, _ in new})
        start([(ids[urn], self.trusts[uid].pk, self.rows[urn, uid].joined) for urn, uid in new], source=TRUST_LINKS)
        self.work.touched.update(ids[urn] for urn, _ in new)


def _ids(urns: set[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    ordered = sorted(urns)
    for first in range(0, len(ordered), BATCH):
        some = Establishment.objects.filter(urn__in=ordered[first : first + BATCH])
        found.update(some.values_list("urn", "id"))
    return found
