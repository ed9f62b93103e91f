"""Questions about regions, each as at a day. None asks once per school."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast

from coopnet.regions.models import BoundaryChange, Region, RegionAssignment, RegionEvent, SchoolOverride
from coopnet.register.models import Authority, Establishment


def in_force(on: date) -> Q:
    """The condition that a dated row holds on a day."""
    return Q(starts__lte=on) & (Q(ends__isnull=True) | Q(ends__gt=on))


def all_regions(on: date) -> list[Region]:
    """The regions in their order. ``on`` is for the day when a network adds or closes one; the four always were."""
    return list(Region.objects.order_by("rank"))


def get_region(*, slug: str) -> Region | None:
    """The region at an address."""
    return Region.objects.filter(slug=slug).first()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Who (an authority's code, or ``urn:`` and a number) was in which region, and cluster, for the days given."""

    who: str
    region: str
    cluster: str
    cluster_words: str
    starts: date
    ends: date | None

    def holds(self, on: date) -> bool:
        """Whether it holds on that day."""
        return self.starts <= on and (self.ends is None or on < self.ends)


class Boundaries:
    """Every boundary that was ever drawn, read once; then any school's region on any day without asking again."""

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        self._by_who: dict[str, list[Stretch]] = {}
        for stretch in stretches:
            self._by_who.setdefault(stretch.who, []).append(stretch)

    def stretch(self, code: str, urn: int, on: date) -> Stretch | None:
        """What decides: the school's own override, else its authority's assignment."""
        for who in (f"urn:{urn}", code):
            for stretch in self._by_who.get(who, ()):
                if stretch.holds(on):
                    return stretch
        return None

    def region(self, code: str, urn: int, on: date) -> str:
        """Key of a school's region on a day; empty where it has none."""
        found = self.stretch(code, urn, on)
        return found.region if found else ""

    def authorities(self, on: date) -> dict[str, str]:
        """Authority code to region key on a day."""
        return {
            who: stretch.region
            for who, all_of_it in self._by_who.items()
            if not who.startswith("urn:")
            for stretch in all_of_it
            if stretch.holds(on)
        }

    def clusters(self, region: str, on: date) -> dict[str, Stretch]:
        """Authority code to the stretch that names its cluster on a day, in one region, where it is in one."""
        return {
            who: stretch
            for who, all_of_it in self._by_who.items()
            if not who.startswith("urn:")
            for stretch in all_of_it
            if stretch.holds(on) and stretch.region == region and stretch.cluster
        }


def boundaries() -> Boundaries:
    """All assignments and overrides of all days, in one query."""
    none = Value("", output_field=CharField())
    assigned = RegionAssignment.objects.annotate(kind=Value("")).values_list(
        "kind", "authority__code", "region__key", "cluster__name", "cluster__words", "starts", "ends"
    )
    overridden = SchoolOverride.objects.annotate(
        kind=Value("urn:"), who=Cast("establishment__urn", CharField()), name=none, words=none
    ).values_list("kind", "who", "region__key", "name", "words", "starts", "ends")
    return Boundaries(
        Stretch(kind + who, region, cluster or "", words or "", starts, ends)
        for kind, who, region, cluster, words, starts, ends in assigned.union(overridden, all=True)
    )


def region_of(establishment: Establishment, on: date) -> Region | None:
    """The region of one school: its own override if it has one on that day, else its authority's. For a list of
    schools ask ``boundaries`` once instead."""
    override = SchoolOverride.objects.filter(in_force(on), establishment=establishment).select_related("region").first()
    if override is not None:
        return override.region
    assignment = (
        RegionAssignment.objects.filter(in_force(on), authority=establishment.authority_id)
        .select_related("region")
        .first()
    )
    return assignment.region if assignment else None


def authority_codes(region_key: str, on: date) -> frozenset[str]:
    """Codes of the authorities in a region on a day."""
    found = RegionAssignment.objects.filter(in_force(on), region__key=region_key)
    return frozenset(found.values_list("authority__code", flat=True))


def schools_in(region_key: str, on: date) -> Q:
    """A condition on establishments: in this region on that day, overrides counted."""
    here = SchoolOverride.objects.filter(in_force(on), establishment=OuterRef("pk"), region__key=region_key)
    elsewhere = SchoolOverride.objects.filter(in_force(on), establishment=OuterRef("pk")).exclude(
        region__key=region_key
    )
    assigned = RegionAssignment.objects.filter(in_force(on), authority=OuterRef("authority"), region__key=region_key)
    return Q(Exists(here)) | (Q(Exists(assigned)) & ~Q(Exists(elsewhere)))


def events(region: Region) -> list[RegionEvent]:
    """The history of a region together with that of the whole network, oldest first."""
    told = RegionEvent.objects.filter(Q(region=region) | Q(region__isnull=True))
    return list(told.order_by("day", "pk"))


@dataclass(frozen=True, slots=True)
class Row:
    """An authority on the boundaries page: its region on the day and the change that put it there."""

    code: str
    name: str
    region: str
    mark: str
    since: date | None
    reason: str
    by_default: bool


def authority_rows(*, on: date, region_key: str = "", words: str = "") -> list[Row]:
    """Authorities with their region on a day, by name. ``region_key`` may be ``none``: those without one."""
    current = {
        assignment.authority_id: assignment
        for assignment in RegionAssignment.objects.filter(in_force(on)).select_related("region", "change")
    }
    found = Authority.objects.order_by("name", "pk")
    if words:
        found = found.filter(Q(name__icontains=words) | Q(code=words))
    rows: list[Row] = []
    for authority in found:
        assignment = current.get(authority.pk)
        key = assignment.region.key if assignment else "none"
        if region_key and key != region_key:
            continue
        rows.append(
            Row(
                code=authority.code,
                name=authority.name,
                region=assignment.region.name if assignment else "",
                mark=assignment.region.mark if assignment else "",
                since=assignment.starts if assignment else None,
                reason=assignment.change.reason if assignment else "",
                by_default=bool(assignment and assignment.change.is_default),
            )
        )
    return rows


def decided_changes(*, region: Region | None = None, limit: int = 20) -> list[BoundaryChange]:
    """Boundary decisions that people took and did not undo, newest first; founding defaults are left out."""
    found = BoundaryChange.objects.filter(is_default=False, undone_at__isnull=True)
    if region is not None:
        found = found.filter(Q(before=region) | Q(after=region))
    related = found.select_related("authority", "establishment", "before", "after")
    return list(related.order_by("-made_at", "-pk")[:limit])
