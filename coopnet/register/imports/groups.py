"""The file of all groups: names, company numbers, states. It tells no memberships and removes no group."""

from datetime import date

from coopnet.register.enums import Source
from coopnet.register.files.others import groups
from coopnet.register.imports.group_finder import GroupFinder, ToldGroup
from coopnet.register.imports.work import Work


def take(work: Work) -> None:
    """Bring every group of the file up to date."""
    finder = GroupFinder(work, Source.GROUPS.value)
    seen: dict[str, int] = {}
    for row in groups(work.table):
        if row.uid in seen:
            raise work.table.fault("Group UID", f"the UID {row.uid} stands in row {seen[row.uid]} already.")
        seen[row.uid] = work.table.row
        work.rows += 1
        finder.find(
            ToldGroup(
                kind=row.kind,
                uid=row.uid,
                name=row.name,
                companies_house_number=row.companies_house_number,
                status=row.status,
                open_date=_day(row.open_date),
                close_date=_day(row.close_date),
                town=row.town,
                postcode=row.postcode,
            )
        )
    finder.save()


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
