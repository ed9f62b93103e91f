"""Which school follows which: predecessors and successors, over mergers, splits, chains and rings.

The register writes a link on either end, or on both, or on one only. Here each becomes one edge from the older number
to the newer one. Links of other kinds (sixth-form centres) say nothing of succession.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q

from coopnet.register.models import Link

FORWARD = ("successor", "result of amalgamation")
BACKWARD = ("predecessor",)

# Both databases follow this in one go; UNION ends rings, the depth ends anything stranger.
_FAMILY = """
WITH RECURSIVE family(urn, way, steps) AS (
  SELECT CAST(%s AS integer), 1, 0
  UNION SELECT CAST(%s AS integer), -1, 0
  UNION
  SELECT CASE WHEN link.urn = family.urn THEN link.link_urn ELSE link.urn END, family.way, family.steps + 1
  FROM family JOIN register_link link ON (link.urn = family.urn OR link.link_urn = family.urn)
  WHERE family.steps < 8 AND link.removed_on IS NULL AND (
    CASE
      WHEN lower(link.link_type) LIKE 'successor%%' OR lower(link.link_type) LIKE 'result of amalgamation%%'
        THEN CASE WHEN link.urn = family.urn THEN 1 ELSE -1 END
      WHEN lower(link.link_type) LIKE 'predecessor%%' THEN CASE WHEN link.urn = family.urn THEN -1 ELSE 1 END
      ELSE 0
    END = family.way)
)
SELECT DISTINCT link.id, link.urn, link.link_urn, link.link_name, link.link_type, link.established_on
FROM register_link link
JOIN family one ON one.urn = link.urn
JOIN family other ON other.urn = link.link_urn AND other.way = one.way
WHERE link.removed_on IS NULL
ORDER BY link.id
"""


@dataclass(frozen=True, slots=True)
class Edge:
    """``new`` followed ``old``. ``day`` is the day the register gives, if any; names where a link tells them."""

    old: int
    new: int
    kind: str  # plain, merged, amalgamated, split
    day: date | None
    old_name: str = ""
    new_name: str = ""
    forward: bool = True  # told at the older school


@dataclass(frozen=True, slots=True)
class Succession:
    """The edges round one school: all that came before it and all that came after it."""

    urn: int
    edges: tuple[Edge, ...]

    @property
    def urns(self) -> frozenset[int]:
        """Every number in it, the school's own among them."""
        return frozenset({self.urn, *(edge.old for edge in self.edges), *(edge.new for edge in self.edges)})

    def before(self, urn: int) -> list[Edge]:
        """The edges that lead to a school, oldest first."""
        return sorted((edge for edge in self.edges if edge.new == urn), key=_age)

    def after(self, urn: int) -> list[Edge]:
        """The edges that lead away from a school, oldest first."""
        return sorted((edge for edge in self.edges if edge.old == urn), key=_age)

    def ancestors(self) -> frozenset[int]:
        """All that came before the school. In a ring a school may come both before and after."""
        return _reach(self.urn, ((edge.new, edge.old) for edge in self.edges))

    def descendants(self) -> frozenset[int]:
        """All that came after the school."""
        return _reach(self.urn, ((edge.old, edge.new) for edge in self.edges))


def edge_of(link: Link) -> Edge | None:
    """One link as an edge; nothing for a link that is no succession, or that leads to itself."""
    return _edge(link.urn, link.link_urn, link.link_name, link.link_type, link.established_on)


def edges(links: Iterable[Link]) -> list[Edge]:
    """Links as edges, each pair once. Where both ends tell a day, that of the older school is kept."""
    return _once(edge for link in links if (edge := edge_of(link)) is not None)


def edges_at(urns: Collection[int]) -> list[Edge]:
    """The edges at either end of many schools. One query."""
    found = Link.objects.filter(Q(urn__in=urns) | Q(link_urn__in=urns), removed_on__isnull=True).order_by("pk")
    rows = found.values_list("urn", "link_urn", "link_name", "link_type", "established_on")
    return _once(edge for row in rows if (edge := _edge(*row)) is not None)


def of(urn: int) -> Succession:
    """All that came before and after a school, as the register tells it now. One query, whatever the length."""
    with connection.cursor() as cursor:
        cursor.execute(_FAMILY, [urn, urn])
        found = cursor.fetchall()
    told = (_edge(old, new, name, kind, _day(day)) for _, old, new, name, kind, day in found)
    return Succession(urn, tuple(_once(edge for edge in told if edge is not None)))


def successors(urns: Iterable[int]) -> dict[int, list[Edge]]:
    """The schools that directly followed each of many, one query. A URN without successor is left out."""
    wanted = set(urns)
    ahead = Link.objects.filter(urn__in=wanted, removed_on__isnull=True)
    back = Link.objects.filter(link_urn__in=wanted, removed_on__isnull=True, link_type__istartswith="predecessor")
    found: dict[int, list[Edge]] = {}
    for edge in edges((ahead | back).order_by("pk")):
        if edge.old in wanted:
            found.setdefault(edge.old, []).append(edge)
    return found


def _age(edge: Edge) -> tuple[bool, date, int, int]:
    return (edge.day is None, edge.day or date.min, edge.old, edge.new)


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value if isinstance(value, date) else None


def _edge(urn: int, link_urn: int, name: str, link_type: str, day: date | None) -> Edge | None:
    words = link_type.casefold()
    if urn == link_urn:
        return None
    kind = next((kind for kind in ("merged", "amalgamat", "split") if kind in words), "plain")
    kind = {"amalgamat": "amalgamated"}.get(kind, kind)
    if words.startswith(FORWARD):
        return Edge(urn, link_urn, kind, day, new_name=name)
    if words.startswith(BACKWARD):
        return Edge(link_urn, urn, kind, day, old_name=name, forward=False)
    return None


def _once(told: Iterable[Edge]) -> list[Edge]:
    kept: dict[tuple[int, int], Edge] = {}
    for edge in sorted(told, key=lambda edge: not edge.forward):
        first = kept.get((edge.old, edge.new))
        if first is None:
            kept[edge.old, edge.new] = edge
            continue
        kept[edge.old, edge.new] = Edge(
            edge.old,
            edge.new,
            first.kind if first.kind != "plain" else edge.kind,
            first.day or edge.day,
            first.old_name or edge.old_name,
            first.new_name or edge.new_name,
            first.forward,
        )
    return list(kept.values())


def _reach(start: int, steps: Iterable[tuple[int, int]]) -> frozenset[int]:
    onward: dict[int, list[int]] = {}
    for one, other in steps:
        onward.setdefault(one, []).append(other)
    seen: set[int] = set()
    waiting = [start]
    while waiting:
        for other in onward.get(waiting.pop(), []):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return frozenset(seen - {start})
