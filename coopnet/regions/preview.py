"""What would move if a boundary were drawn anew."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from coopnet.regions.models import Region
from coopnet.regions.queries import Boundaries, Stretch, boundaries
from coopnet.register.coop import CoopSchool, coop_schools
from coopnet.register.models import Authority, Establishment


@dataclass(frozen=True, slots=True)
class Preview:
    """Schools that would move on the day, and trusts that would then lie in more than one region."""

    before: str
    schools: tuple[CoopSchool, ...]
    others: int
    parted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """The regions that a change touches, for asking whether somebody may make it."""

    regions: frozenset[str]

    def access_regions(self, at: datetime) -> frozenset[str]:
        """Both sides of the boundary."""
        return self.regions


def of_authority(authority: Authority, region: Region, on: date) -> Preview:
    """What moves with an authority. Three queries."""
    known = coop_schools()
    drawn = boundaries()
    moving = [
        school
        for school in known
        if school.authority_code == authority.code
        and school.standing(on)
        and not _own(drawn.stretch(school.authority_code, school.urn, on))
    ]
    open_now = Establishment.objects.filter(authority=authority, close_date__isnull=True, vanished_on__isnull=True)
    after = {school.urn: region.key for school in moving}
    return Preview(
        before=drawn.authorities(on).get(authority.code, ""),
        schools=tuple(moving),
        others=max(0, open_now.count() - len(moving)),
        parted=_parted(known, drawn, after, on),
    )


def of_school(school: Establishment, key: str, on: date) -> Preview:
    """What a region of its own would do to one school's trust. ``key`` is empty where it goes back to its authority."""
    known = coop_schools()
    drawn = boundaries()
    code = school.authority.code if school.authority else ""
    moving = [one for one in known if one.urn == school.urn and one.standing(on)]
    target = key or drawn.authorities(on).get(code, "")
    return Preview(
        before=drawn.region(code, school.urn, on),
        schools=tuple(moving),
        others=0 if moving else 1,
        parted=_parted(known, drawn, {one.urn: target for one in moving}, on),
    )


def _own(stretch: Stretch | None) -> bool:
    """Whether a region of its own decides, so that the school stays when its authority moves."""
    return stretch is not None and stretch.who.startswith("urn:")


def _parted(known: list[CoopSchool], drawn: Boundaries, after: dict[int, str], on: date) -> tuple[str, ...]:
    """Names of trusts with a moving school that would lie in more than one region."""
    regions: dict[str, set[str]] = defaultdict(set)
    touched: set[str] = set()
    for school in known:
        trust = school.trust(on)
        if trust is None or school.standing(on) is None:
            continue
        key = after.get(school.urn) or drawn.region(school.authority_code, school.urn, on)
        regions[trust.name].add(key)
        if school.urn in after:
            touched.add(trust.name)
    return tuple(sorted(name for name in touched if len(regions[name]) > 1))
