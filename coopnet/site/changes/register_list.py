"""The changes that the register's files told, page by page, in words. Four queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from coopnet.register.enums import ChangeKind
from coopnet.register.models import Change, Establishment, Group
from coopnet.site.changes.forms import KIND_WORDS
from coopnet.site.trust.keys import trust_key

PAGE = 50
_SHOWN = [kind.value for kind in KIND_WORDS]


@dataclass(frozen=True, slots=True)
class Told:
    """One change in words, with the page of whatever it is about."""

    day: date
    kind: str
    name: str
    address: str
    words: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of changes. ``counts``: how many of each kind there are in all, under its words."""

    rows: list[Told]
    counts: list[tuple[str, str, int]]
    total: int
    page: int
    pages: int


def chosen(codes: frozenset[str] | None, since: date | None, until: date | None) -> QuerySet[Change]:
    """Changes of these authorities between two days, both included; those that matter to people."""
    found = Change.objects.filter(kind__in=_SHOWN)
    if codes is not None:
        found = found.filter(authority_code__in=codes)
    if since is not None:
        found = found.filter(as_of__gte=since)
    if until is not None:
        found = found.filter(as_of__lte=until)
    return found


def read(found: QuerySet[Change], kind: str, page: int, size: int = PAGE) -> Page:
    """A page of them, newest first."""
    counted = dict(found.order_by("kind").values_list("kind").annotate(Count("pk")))
    counts = [(key.value, words, counted[key.value]) for key, words in KIND_WORDS.items() if counted.get(key.value)]
    total = counted.get(kind, 0) if kind else sum(counted.values())
    if kind:
        found = found.filter(kind=kind)
    pages = max(1, -(-total // size))
    page = min(max(page, 1), pages)
    rows = list(found.order_by("-as_of", "kind", "pk")[(page - 1) * size : page * size])
    return Page(told(rows), counts, total, page, pages)


def told(rows: list[Change]) -> list[Told]:
    """Changes in words. Two queries, for the names of schools and groups that have a page."""
    urns = {row.urn for row in rows if row.urn is not None}
    names = dict(Establishment.objects.filter(urn__in=urns).values_list("urn", "name"))
    groups = {group.uid: group for group in Group.objects.filter(uid__in={row.uid for row in rows if row.uid})}
    return [_told(row, names, groups) for row in rows]


def _told(row: Change, names: Mapping[int, str], groups: Mapping[str | None, Group]) -> Told:
    kind = ChangeKind(row.kind)
    written = str(row.after.get("name") or row.before.get("name") or "")
    if row.urn is not None:
        name = names.get(row.urn) or written or f"URN {row.urn}"
        return Told(row.as_of, KIND_WORDS[kind], name, f"/schools/{row.urn}/" if row.urn in names else "", _words(row))
    group = groups.get(row.uid)
    name = group.name if group else written or f"Group {row.uid}"
    return Told(row.as_of, KIND_WORDS[kind], name, f"/trusts/{trust_key(group)}/" if group else "", _words(row))


def _words(row: Change) -> str:
    before, after = row.before, row.after
    if "name" in before and "name" in after:
        return f"From {before['name']} to {after['name']}"
    old, new = _trusts(before), _trusts(after)
    if old or new:
        return " ".join(part for part in (f"from {old}" if old else "", f"to {new}" if new else "") if part)
    told = after or before
    if "link_type" in told:
        return f"{told['link_type']}: {told.get('link_name') or 'URN ' + str(told.get('link_urn', ''))}"
    if after.get("close_date"):
        return f"on {_day(str(after['close_date']))}"
    return ""


def _trusts(part: Mapping[str, object]) -> str:
    trusts = part.get("trusts")
    return " and ".join(str(name) for name in trusts.values()) if isinstance(trusts, dict) else ""


def _day(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.day} {day:%B %Y}"
