"""The page of a region, put together from data: people, trusts, schools, clusters, map, history, figures."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coopnet.bodies.crews import Crew, crews
from coopnet.bodies.queries import SeatView
from coopnet.kit.ui import charts, lettered, seats
from coopnet.kit.ui.comb import Shape
from coopnet.regions import queries, rules
from coopnet.regions.models import Region, RegionEvent
from coopnet.register.coop import Trust
from coopnet.site import figures
from coopnet.site.figures import Counted, Figures, Point
from coopnet.site.maps import Map, region_map

BLOCK = Shape(20, 20, 1.45, 1.0)


@dataclass(frozen=True, slots=True)
class TrustRow:
    """A trust with its letter and its schools here."""

    letter: str
    trust: Trust
    schools: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class ClusterRow:
    """A cluster and how many co-operative schools lie in it."""

    name: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat with the initials of whoever holds it."""

    title: str
    name: str
    letters: str
    until: date | None
    since: date | None
    vacant_since: date | None


@dataclass(frozen=True, slots=True)
class RegionView:
    """Everything that the page of a region shows on a day."""

    region: Region
    on: date
    known: bool
    begin: date | None
    schools: tuple[Counted, ...]
    trusts: tuple[TrustRow, ...]
    singles: tuple[TrustRow, ...]
    outside: tuple[Counted, ...]
    authorities: tuple[tuple[str, int], ...]
    authority_count: int
    clusters: tuple[ClusterRow, ...]
    crew: Crew
    board: tuple[SeatRow, ...]
    delegates: tuple[SeatRow, ...]
    comb: lettered.Lettered | None
    map: Map
    events: tuple[RegionEvent, ...]
    points: tuple[Point, ...]
    chart: charts.Chart | None

    @property
    def trust_count(self) -> int:
        """Trusts with at least one school here."""
        return len(self.trusts) + len(self.singles)

    @property
    def single_letters(self) -> str:
        """First and last letter of the trusts with one school."""
        first, last = self.singles[0].letter, self.singles[-1].letter
        return first if first == last else f"{first} to {last}"


def put_together(region: Region, on: date, known: Figures) -> RegionView:
    """Ask what the page needs: three queries beside those of ``known``, whatever the number of schools."""
    counted = known.counted(on, region.key)
    lettered_trusts = [
        TrustRow(rules.letter(i), trust, tuple(schools)) for i, (trust, schools) in enumerate(figures.trusts(counted))
    ]
    outside = [one for one in counted if one.trust is None]
    groups = known.boundaries.authorities(on)
    crew = crews([region.key], on)[region.key]
    points = known.over_time(on, region.key)
    return RegionView(
        region=region,
        on=on,
        known=known.known(on),
        begin=known.begin,
        schools=tuple(counted),
        trusts=tuple(row for row in lettered_trusts if len(row.schools) > 1),
        singles=tuple(row for row in lettered_trusts if len(row.schools) == 1),
        outside=tuple(outside),
        authorities=tuple(sorted(Counter(c.school.authority_name for c in counted).items())),
        authority_count=sum(key == region.key for key in groups.values()),
        clusters=_clusters(known, region, on, counted),
        crew=crew,
        board=tuple(_seat(seat) for seat in crew.board),
        delegates=tuple(_seat(seat) for seat in crew.delegates),
        comb=_comb(lettered_trusts, outside),
        map=region_map(region, groups, counted),
        events=tuple(event for event in queries.events(region) if event.day <= on),
        points=tuple(points),
        chart=_chart(region, points),
    )


def _clusters(known: Figures, region: Region, on: date, counted: Sequence[Counted]) -> tuple[ClusterRow, ...]:
    drawn = known.boundaries.clusters(region.key, on)
    counts = Counter(drawn[c.school.authority_code].cluster for c in counted if c.school.authority_code in drawn)
    words = {stretch.cluster: stretch.cluster_words for stretch in drawn.values()}
    return tuple(ClusterRow(name, words[name], counts[name]) for name in sorted(words))


def _seat(view: SeatView) -> SeatRow:
    holder = view.holder
    return SeatRow(
        title=view.title,
        name=holder.name if holder else "",
        letters=seats.initials(holder.name) if holder else "",
        until=holder.until if holder else None,
        since=holder.starts if holder else None,
        vacant_since=view.vacant_since,
    )


def _comb(trusts: Sequence[TrustRow], outside: Sequence[Counted]) -> lettered.Lettered | None:
    """The schools as cells, lettered by trust. A school outside a trust has a dot for a letter."""
    groups = [lettered.Group(row.letter, len(row.schools), _place(row.schools)) for row in trusts]
    if outside:
        groups.append(lettered.Group("·", len(outside), _place(outside)))
    total = sum(group.count for group in groups)
    if not total:
        return None
    return lettered.draw(
        groups, BLOCK, f"{total} cells, one for each school, lettered by trust; thick walls part the trusts"
    )


def _place(schools: Sequence[Counted]) -> tuple[float, float] | None:
    """The middle of the places that we know."""
    known = [
        (c.school.easting, c.school.northing)
        for c in schools
        if c.school.easting is not None and c.school.northing is not None
    ]
    if not known:
        return None
    return sum(x for x, _ in known) / len(known), sum(y for _, y in known) / len(known)


def year_words(point: Point, last: Point) -> str:
    """How a point is named under a chart: its year, or today."""
    return str(point.day.year) if point is not last or (point.day.month, point.day.day) == (12, 31) else "now"


def _chart(region: Region, points: Sequence[Point]) -> charts.Chart | None:
    if not points or not any(point.total for point in points):
        return None
    first, last = points[0], points[-1]
    return charts.bars(
        key="over-time",
        title=f"Co-operative schools known in the {region.long_name}",
        words=f"{first.total} at the end of {first.day.year}, {last.total} on the day shown. "
        "Each bar counts the schools of one year’s end.",
        names=[year_words(point, last) for point in points],
        series=[charts.Series("Schools", "bh", tuple(point.total for point in points))],
    )
