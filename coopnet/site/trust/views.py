"""The page of one trust or other group, today or as at another day."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render

from coopnet.kit.doors import Request, public
from coopnet.register.enums import ChangeKind
from coopnet.register.models import Change, CoopStatus, Establishment, Group, GroupMembership
from coopnet.register.spells import FORM_WORDS
from coopnet.register.words import kind
from coopnet.site.asked import asked
from coopnet.site.trust.keys import by_key

_RENAMED = [ChangeKind.TRUST_RENAMED.value, ChangeKind.GROUP_RENAMED.value]
_KINDS = {
    "multi-academy trust": "Multi-academy trust",
    "single-academy trust": "Single-academy trust",
    "trust": "Foundation trust",
    "federation": "Federation",
    "school sponsor": "Sponsor",
}


@dataclass(frozen=True, slots=True)
class Member:
    """A school in the group: from and until, as far as it is told."""

    school: Establishment
    kind: str
    starts: date | None
    ends: date | None
    closed: bool


@public
def trust_page(request: Request, key: str) -> HttpResponse:
    """Who belongs to it on the day, who did, and what our records say of its being co-operative. Four queries."""
    day = asked(request)
    group = Group.objects.filter(by_key(key)).order_by("pk").first()
    if group is None:
        raise Http404
    members = _members(group, day.day)
    statuses = list(CoopStatus.objects.filter(group=group).order_by("starts", "pk"))
    renamed = list(Change.objects.filter(uid=group.uid or "-", kind__in=_RENAMED).order_by("as_of", "pk"))
    running = [one for one in statuses if (one.starts is None or one.starts <= day.day) and _until(one.ends, day.day)]
    over = [one for one in statuses if one.ends is not None and one.ends <= day.day]
    status = next(reversed(running or over), None)
    context = {
        "group": group,
        "name": next(
            (str(one.before["name"]) for one in renamed if one.as_of > day.day and "name" in one.before), group.name
        ),
        "kind": _KINDS.get(group.kind, group.kind.capitalize()),
        "asked": day,
        "now": [one for one in members if _until(one.ends, day.day) and not one.closed],
        "before": [one for one in members if not _until(one.ends, day.day) or one.closed],
        "answer": "yes" if running else "was" if over else "unknown",
        "status": status,
        "form_words": FORM_WORDS.get(status.form, "").replace("part of ", "") if status else "",
        "renamed": [one for one in renamed if one.as_of <= day.day],
        "key": key,
    }
    return render(request, "site/trust/page.html", context)


def _members(group: Group, on: date) -> list[Member]:
    """Each school once, by name: the membership that runs longest speaks for it."""
    found: dict[int, Member] = {}
    rows = GroupMembership.objects.filter(group=group).select_related("establishment__authority")
    for row in rows.order_by("establishment__folded", "establishment__urn", "pk"):
        if row.starts is not None and row.starts > on:
            continue
        earlier = found.get(row.establishment_id)
        if earlier is not None and (earlier.ends is None or (row.ends is not None and row.ends <= earlier.ends)):
            continue
        school = row.establishment
        closed = school.status_name.casefold() == "closed" and (school.close_date is None or school.close_date < on)
        words = kind(school.phase_name, school.type_name)
        found[row.establishment_id] = Member(school, words, row.starts, row.ends, closed)
    return list(found.values())


def _until(ends: date | None, on: date) -> bool:
    return ends is None or on < ends
