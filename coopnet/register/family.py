"""What the page of a school reads about a few numbers, in four questions that are written out.

Built from parts by Django, each takes five to ten times as long as the database takes to answer it, and a school's page
would spend most of its time on that. ``tests/test_family.py`` holds them to what Django would ask.
"""

from collections.abc import Collection
from typing import Any

from django.db import connection

from coopnet.register.light import Record
from coopnet.register.models import Authority, Change, Establishment, Group, GroupMembership

_SCHOOLS = """
SELECT school.*, authority.code AS a_code, authority.name AS a_name, authority.folded AS a_folded
FROM register_establishment school LEFT JOIN register_authority authority ON authority.id = school.authority_id
WHERE school.urn IN ({}) ORDER BY school.urn
"""
_MEMBERSHIPS = """
SELECT member.*, {} FROM register_groupmembership member JOIN register_group its ON its.id = member.group_id
WHERE member.establishment_id IN ({}) ORDER BY member.starts, member.id
"""
_RECORDS = f"SELECT {', '.join(Record._fields).replace('pk', 'id', 1)} FROM register_coopstatus"  # noqa: S608 - own names
_CHANGES = "SELECT * FROM register_change WHERE kind IN ({}) AND ({}) ORDER BY as_of, id"


def _marks(values: Collection[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def schools(urns: Collection[int]) -> dict[int, Establishment]:
    """The schools of these numbers with their authorities, in the order of numbers."""
    found = {}
    for school in Establishment.objects.raw(_SCHOOLS.format(_marks(urns)), [*urns]):
        its: Any = school
        if school.authority_id is not None:
            school.authority = Authority(pk=school.authority_id, code=its.a_code, name=its.a_name, folded=its.a_folded)
        found[school.urn] = school
    return found


def memberships(ids: Collection[int]) -> list[GroupMembership]:
    """The memberships of these schools with their groups, in the order of first days; unknown ones as the database
    sorts them."""
    fields = [field.attname for field in Group._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(f"its.{name} AS its_{name}" for name in fields)
    found = []
    groups: dict[int, Group] = {}
    for member in GroupMembership.objects.raw(_MEMBERSHIPS.format(columns, _marks(ids)), [*ids]):
        if member.group_id not in groups:
            told = {name: getattr(member, f"its_{name}") for name in fields}
            groups[member.group_id] = Group(pk=member.group_id, **told)
        member.group = groups[member.group_id]
        found.append(member)
    return found


def records(ids: Collection[int], groups: Collection[int]) -> list[Record]:
    """The co-operative statuses of these schools and groups, in the order in which they were recorded."""
    wanted = [f"establishment_id IN ({_marks(ids)})"] + ([f"group_id IN ({_marks(groups)})"] if groups else [])
    with connection.cursor() as cursor:
        cursor.execute(f"{_RECORDS} WHERE {' OR '.join(wanted)} ORDER BY id", [*ids, *groups])
        return [Record(*row) for row in cursor.fetchall()]


def changes(kinds: Collection[str], urns: Collection[int], uids: Collection[str]) -> list[Change]:
    """What files told of these schools and groups, oldest first."""
    wanted = f"urn IN ({_marks(urns)})" + (f" OR uid IN ({_marks(uids)})" if uids else "")
    return list(Change.objects.raw(_CHANGES.format(_marks(kinds), wanted), [*kinds, *urns, *uids]))
