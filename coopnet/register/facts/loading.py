"""Puts the table of facts into the register: what is missing is made, what an official file said is left alone."""

from datetime import date, datetime, timedelta

from django.db import transaction

from coopnet.audit.actions import record
from coopnet.audit.models import Entry
from coopnet.kit.actors import Actor
from coopnet.register import finder, rules
from coopnet.register.enums import CoopForm, Source
from coopnet.register.facts import table
from coopnet.register.facts.table import Row, day
from coopnet.register.models import Authority, CoopStatus, Establishment, Group, GroupMembership, Link

FACTS = Source.FACTS.value
LOADED = "register.facts-loaded"
FORMS = {"foundation trust": CoopForm.FOUNDATION_TRUST.value, "academy trust": CoopForm.ACADEMY_TRUST.value}
CLOSED = "Closed under this number."
TOLD = [
    *("authority", "name", "folded", "phase_name", "type_code", "type_name", "status_name", "open_date", "close_date"),
    *("town", "postcode", "gor_name", "easting", "northing", "rest"),
]


@transaction.atomic
def load(*, by: Actor, at: datetime) -> bool:
    """Load this version of the table unless it was loaded before; says whether it did. One query when there is nothing
    to do.

    Rows that only the table told are brought to this version. Nothing here counts as seen before, and nothing changes
    a row that an official file or a person has told.
    """
    version = table.version()
    if Entry.objects.filter(what=LOADED, subject=f"facts:{version}").exists():
        return False
    authorities = _authorities(table.read("authorities"))
    last = _last_days(table.read("schools"), table.read("links"))
    schools = _schools(table.read("schools"), authorities, last)
    closed = {urn: found + timedelta(days=1) for urn, found in last.items()}
    _links(table.read("links"), schools)
    groups = _groups(table.read("trusts"))
    _memberships(table.read("memberships"), schools, groups, closed)
    made = _statuses(schools, groups, closed)
    ids = [school.pk for school in schools.values()]
    transaction.on_commit(lambda: finder.refresh(ids))
    record(
        LOADED,
        subject=f"facts:{version}",
        words=f"Loaded the shipped facts: {len(schools)} schools, {len(groups)} trusts, {made} co-operative records.",
        by=by,
        at=at,
    )
    return True


def _authorities(rows: list[Row]) -> dict[str, tuple[Authority, str]]:
    """Authority and government region by code."""
    known = {authority.code: authority for authority in Authority.objects.all()}
    Authority.objects.bulk_create(
        Authority(code=row["code"], name=row["name"], folded=rules.fold_authority(row["name"]))
        for row in rows
        if row["code"] not in known
    )
    known = {authority.code: authority for authority in Authority.objects.all()}
    return {row["code"]: (known[row["code"]], row["gor"]) for row in rows}


def _schools(
    rows: list[Row], authorities: dict[str, tuple[Authority, str]], last: dict[str, date]
) -> dict[str, Establishment]:
    """Establishments by URN as the table writes it."""
    urns = [int(row["urn"]) for row in rows]
    known = {str(found.urn): found for found in Establishment.objects.filter(urn__in=urns)}
    told = []
    for row in rows:
        held = known.get(row["urn"])
        if held is not None and held.source != FACTS:
            continue
        school = Establishment(urn=int(row["urn"]), source=FACTS)
        school.authority, school.gor_name = authorities[row["la_code"]]
        school.name, school.folded = row["name"], rules.fold(row["name"])
        school.phase_name, school.type_code, school.type_name = row["phase"], row["type_code"], row["type"]
        school.status_name = row["status"]
        school.open_date, school.close_date = day(row["opened"]), last.get(row["urn"])
        school.town, school.postcode = row["town"], row["postcode"]
        school.easting = int(row["easting"]) if row["easting"] else None
        school.northing = int(row["northing"]) if row["northing"] else None
        school.rest = {"facts_day": row["status_day"]}
        told.append(school)
    Establishment.objects.bulk_create(told, update_conflicts=True, unique_fields=["urn"], update_fields=TOLD)
    return {str(found.urn): found for found in Establishment.objects.filter(urn__in=urns)}


def _links(rows: list[Row], schools: dict[str, Establishment]) -> None:
    known = set(Link.objects.values_list("urn", "link_urn", "link_type"))
    Link.objects.bulk_create(
        Link(
            urn=int(row["urn"]),
            link_urn=int(row["link_urn"]),
            link_type=row["link_type"],
            link_name=schools[row["link_urn"]].name,
            established_on=day(row["established"]),
            source=FACTS,
        )
        for row in rows
        if (int(row["urn"]), int(row["link_urn"]), row["link_type"]) not in known
    )


def _groups(rows: list[Row]) -> dict[str, Group]:
    """Groups by the table's key. A group is known again by its UID, else its company number, else its folded name."""
    by_uid = {group.uid: group for group in Group.objects.exclude(uid=None)}
    by_company = {g.companies_house_number: g for g in Group.objects.exclude(companies_house_number="").order_by("-pk")}
    by_name = {(group.kind, group.folded): group for group in Group.objects.order_by("-pk")}
    found: dict[str, Group] = {}
    for row in rows:
        kind, folded = row["kind"].lower(), rules.fold_group(row["name"])
        held = by_uid.get(row["uid"]) if row["uid"] else None
        if held is None and row["company"]:
            held = by_company.get(row["company"])
        if held is None:
            held = by_name.get((kind, folded))
        if held is None or held.source == FACTS:
            group = held or Group(source=FACTS)
            group.uid = row["uid"] or group.uid
            group.companies_house_number = row["company"] or group.companies_house_number
            group.name, group.folded, group.kind = row["name"], folded, kind
            group.status, group.close_date = row["status"], day(row["closed"])
            group.save()
            held = group
        found[row["key"]] = held
    return found


def _last_days(schools: list[Row], links: list[Row]) -> dict[str, date]:
    """The last day of each closed school, by URN: the published closing date, else the day of the link to the
    successor, which the register sets on or next to it."""
    linked = {link["urn"]: day(link["established"]) for link in links if link["link_type"].startswith("Successor")}
    last = {row["urn"]: day(row["closed"]) or linked.get(row["urn"]) for row in schools if row["status"] == "Closed"}
    return {urn: found for urn, found in last.items() if found is not None}


def _memberships(
    rows: list[Row], schools: dict[str, Establishment], groups: dict[str, Group], closed: dict[str, date]
) -> None:
    known = set(GroupMembership.objects.values_list("establishment_id", "group_id"))
    GroupMembership.objects.bulk_create(
        GroupMembership(
            establishment=schools[row["urn"]],
            group=groups[row["trust"]],
            starts=day(row["starts"]),
            ends=day(row["ends"]) or closed.get(row["urn"]),
            source=FACTS,
        )
        for row in rows
        if (schools[row["urn"]].pk, groups[row["trust"]].pk) not in known
    )


def _statuses(schools: dict[str, Establishment], groups: dict[str, Group], closed: dict[str, date]) -> int:
    """Co-operative schools and trusts with their evidence; those that have a record already keep it.

    A trust's record ends when the last of its schools closed under its number.
    """
    rows = table.read("statuses")
    new = []
    known = set(CoopStatus.objects.exclude(establishment=None).values_list("establishment_id", flat=True))
    members: dict[str, list[date | None]] = {}
    for row in rows:
        school, ends = schools[row["urn"]], closed.get(row["urn"])
        members.setdefault(row["trust"], []).append(ends)
        if school.pk not in known:
            new.append(_status(row, starts=day(row["starts"]), ends=ends, establishment=school))
    known = set(CoopStatus.objects.exclude(group=None).values_list("group_id", flat=True))
    for row in table.read("trusts"):
        group = groups[row["key"]]
        if row["form"] and group.pk not in known:
            known.add(group.pk)
            gone = [ends for ends in members[row["key"]] if ends is not None]
            last = max(gone) if len(gone) == len(members[row["key"]]) else None
            new.append(_status(row, starts=None, ends=last, group=group))
    CoopStatus.objects.bulk_create(new)
    return len(new)


def _status(
    row: Row,
    *,
    starts: date | None,
    ends: date | None,
    establishment: Establishment | None = None,
    group: Group | None = None,
) -> CoopStatus:
    evidence_day = date.fromisoformat(row["evidence_day"])
    return CoopStatus(
        establishment=establishment,
        group=group,
        form=FORMS[row["form"]],
        starts=starts,
        ends=ends,
        end_reason="" if ends is None else CLOSED if establishment else "Its last school closed under its number.",
        evidence=row["evidence"],
        evidence_day=evidence_day,
        confirmed_on=evidence_day,
        source=FACTS,
    )
