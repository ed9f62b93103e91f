"""Foundation trusts and federations, which the extract tells in columns of its rows, mostly by name alone."""

from coopnet.register.enums import Source
from coopnet.register.files.establishments import NamedGroup
from coopnet.register.imports.group_finder import GroupFinder, ToldGroup
from coopnet.register.imports.memberships import end, start
from coopnet.register.imports.work import Work
from coopnet.register.models import Establishment, Group, GroupMembership

EXTRACT = Source.EXTRACT.value
BATCH = 500


class ExtractGroups:
    """Memberships that the new and changed rows of an extract tell."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._told: dict[int, tuple[NamedGroup, ...]] = {}

    def note(self, urn: int, groups: tuple[NamedGroup, ...], *, new: bool) -> None:
        """Remember what a row tells. A changed row that tells none ends what it told before."""
        if groups or not new:
            self._told[urn] = groups

    def write(self) -> None:
        """Begin and end memberships so that they are as the rows tell."""
        if not self._told:
            return
        groups = GroupFinder(self._work, EXTRACT)
        urns = sorted(self._told)
        found = {named: groups.find(ToldGroup(*named)) for told in self._told.values() for named in told}
        groups.save()
        for first in range(0, len(urns), BATCH):
            self._write(urns[first : first + BATCH], found)

    def _write(self, urns: list[int], groups: dict[NamedGroup, Group]) -> None:
        ids = dict(Establishment.objects.filter(urn__in=urns).values_list("urn", "id"))
        running = GroupMembership.objects.filter(establishment__in=ids.values(), source=EXTRACT, ends=None)
        held: dict[int, dict[int, GroupMembership]] = {}
        for membership in running:
            held.setdefault(membership.establishment_id, {})[membership.group_id] = membership
        begun, ended = [], []
        for urn in urns:
            school = ids[urn]
            before = held.get(school, {})
            after = {groups[named].pk for named in self._told[urn]}
            begun += [(school, group, self._starts) for group in sorted(after - before.keys())]
            ended += [before[group] for group in sorted(before.keys() - after)]
            if after != before.keys():
                self._work.touched.add(school)
        end((held, self._work.as_of) for held in ended)
        start(begun, source=EXTRACT)

    @property
    def _starts(self) -> str | None:
        return None if self._work.record.baseline else self._work.day
