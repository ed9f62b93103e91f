"""A list of open schools against the last list of the same scope. It closes nothing: it raises who disappeared."""

from collections.abc import Iterable
from datetime import date

from coopnet.register import rules
from coopnet.register.enums import ChangeKind
from coopnet.register.files.others import ListRow, open_schools
from coopnet.register.imports import writing
from coopnet.register.imports.work import Raised, Work
from coopnet.register.models import CoopStatus, Disappearance, Establishment, GroupMembership, Link, ListedSchool

BATCH = 500


def take(work: Work) -> None:
    """Compare the list, keep it, and raise the co-operative schools that left it."""
    rows: dict[int, ListRow] = {}
    at: dict[int, int] = {}
    for row in open_schools(work.table, work.as_of):
        if row.urn in rows:
            raise work.table.fault("URN", f"the URN {row.urn} stands in row {at[row.urn]} already.")
        rows[row.urn] = row
        at[row.urn] = work.table.row
    work.rows = work.table.row - 1
    if work.following is not None:
        _keep_older(work, rows, work.following.as_of)
        return
    running = ListedSchool.objects.filter(scope=work.options.scope, ends=None).order_by("urn")
    held = {
        urn: (pk, name, postcode) for pk, urn, name, postcode in running.values_list("pk", "urn", "name", "postcode")
    }
    gone = sorted(held.keys() - rows.keys())
    new = [rows[urn] for urn in sorted(rows.keys() - held.keys())]
    work.check_losses(lost=len(gone), known=len(held), most=rules.MOST_LOST_ROWS, what="schools of the list")
    schools = _schools([*gone, *(row.urn for row in new)] if not work.record.baseline else gone)
    for urn in gone:
        school = schools.get(urn)
        code = school.authority.code if school and school.authority else ""
        work.changes.add(ChangeKind.DISAPPEARED, urn=urn, authority=code, before={"name": held[urn][1]})
    for row in new:
        school = schools.get(row.urn)
        code = school.authority.code if school and school.authority else ""
        work.changes.add(ChangeKind.APPEARED, urn=row.urn, authority=code, after={"name": row.name})
    _write(work, [held[urn][0] for urn in gone], new)
    _raise(work, {urn: held[urn] for urn in gone}, new, schools)


def _keep_older(work: Work, rows: dict[int, ListRow], following: date) -> None:
    """Of an older list: who stood in it, until the following one if that did not hold them. Nothing is reported."""
    held = ListedSchool.objects.filter(scope=work.options.scope)
    told = dict(held.order_by("starts", "pk").values_list("urn", "pk"))
    early = [told[urn] for urn in rows if urn in told]
    for first in range(0, len(early), BATCH):
        held.filter(pk__in=early[first : first + BATCH], starts=following).update(starts=work.as_of)
    _insert(work, [row for urn, row in rows.items() if urn not in told], following.isoformat())


def _schools(urns: list[int]) -> dict[int, Establishment]:
    found: dict[int, Establishment] = {}
    for first in range(0, len(urns), BATCH):
        some = Establishment.objects.filter(urn__in=urns[first : first + BATCH]).select_related("authority")
        found.update((school.urn, school) for school in some)
    return found


def _write(work: Work, gone: list[int], new: list[ListRow]) -> None:
    for first in range(0, len(gone), BATCH):
        some = ListedSchool.objects.filter(pk__in=gone[first : first + BATCH])
        some.filter(starts__gte=work.as_of).delete()  # listed and gone on one day: it never stood in the list
        some.update(ends=work.as_of)
    _insert(work, new, None)


def _insert(work: Work, rows: list[ListRow], ends: str | None) -> None:
    columns = ("scope", "urn", "name", "town", "postcode", "starts", "ends")
    told = [(work.options.scope, row.urn, row.name, row.town, row.postcode, work.day, ends) for row in rows]
    writing.insert(ListedSchool, columns, told)


def _raise(
    work: Work, gone: dict[int, tuple[int, str, str]], new: list[ListRow], schools: dict[int, Establishment]
) -> None:
    """Raise each disappearance of a school that is co-operative, by itself or by its group."""
    concerned = _cooperative(schools[urn].pk for urn in gone if urn in schools)
    for urn in sorted(gone):
        school = schools.get(urn)
        if school is None or school.pk not in concerned:
            continue
        _, name, postcode = gone[urn]
        successors = successors_of(urn)
        likely = tuple(row.urn for row in new if row.urn not in successors and _same(name, postcode, row))
        work.raised.append(Raised(urn, name, successors, likely))
        Disappearance.objects.create(
            source=work.record,
            urn=urn,
            name=name,
            authority_code=school.authority.code if school.authority else "",
            as_of=work.as_of,
            successors=list(successors),
            likely=list(likely),
        )


def _cooperative(ids: Iterable[int]) -> set[int]:
    """Which of these schools have, or ever had, a co-operative record of their own or of a group of theirs."""
    ids = list(ids)
    own = CoopStatus.objects.filter(establishment__in=ids)
    groups = CoopStatus.objects.exclude(group=None).values("group")
    theirs = GroupMembership.objects.filter(establishment__in=ids, ends=None, group__in=groups)
    return {pk for pk in own.values_list("establishment_id", flat=True) if pk is not None} | set(
        theirs.values_list("establishment_id", flat=True)
    )


def successors_of(urn: int) -> tuple[int, ...]:
    """The URNs that links name as coming after this one; a link may stand at either end."""
    running = Link.objects.filter(removed_on=None)
    ahead = running.filter(urn=urn, link_type__istartswith="successor").values_list("link_urn", flat=True)
    amalgamated = running.filter(urn=urn, link_type__iexact="result of amalgamation").values_list("link_urn", flat=True)
    back = running.filter(link_urn=urn, link_type__istartswith="predecessor").values_list("urn", flat=True)
    return tuple(sorted({*ahead, *amalgamated, *back}))


def _same(name: str, postcode: str, row: ListRow) -> bool:
    """Same postcode, or same name: enough for a guess that a person judges."""
    if postcode and rules.fold(row.postcode) == rules.fold(postcode):
        return True
    return rules.fold(row.name) == rules.fold(name)
