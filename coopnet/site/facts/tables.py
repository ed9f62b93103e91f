"""The tables behind the facts: one row for each day, one row for each school."""

from datetime import date

from coopnet.kit.sheet import Column, Table
from coopnet.regions.queries import all_regions
from coopnet.register.enums import CoopForm
from coopnet.site import figures

FORM_NAMES: dict[CoopForm, tuple[str, str]] = {
    CoopForm.FOUNDATION_TRUST: ("Foundation trusts", "b1"),
    CoopForm.ACADEMY_TRUST: ("Academy trusts", "b2"),
    CoopForm.SCHOOL: ("Schools by themselves", "b3"),
    CoopForm.EDUCATION_BODY: ("Education bodies", "b4"),
    CoopForm.OTHER: ("Other forms", "b5"),
}


def figures_table(on: date) -> Table:
    """How many schools, by form and by region, at the end of each year and on the day."""
    regions = all_regions(on)
    columns = [
        Column("day", "The day for which the row was counted: each 31 December, then the day asked about."),
        Column("co-operative schools known", "Schools that were open on the day and that a record calls co-operative."),
        *(Column(words.lower(), f"Of these: {figures.FORM_WORDS[form]}.") for form, (words, _) in FORM_NAMES.items()),
        *(Column(region.name, f"Of these: in the region {region.name}, as it was on the day.") for region in regions),
        Column("in no region", "Of these: where no region of ours is."),
        Column("began since the row before", "Schools counted here and not on the day of the row before."),
        Column("ended since the row before", "Schools counted on the day of the row before and not here."),
    ]
    rows = [
        (
            point.day.isoformat(),
            point.total,
            *(point.by_form.get(form, 0) for form in FORM_NAMES),
            *(point.by_region.get(region.key, 0) for region in regions),
            point.total - sum(point.by_region.get(region.key, 0) for region in regions),
            point.began,
            point.ended,
        )
        for point in figures.read().over_time(on)
    ]
    return Table(f"co-operative-schools-{on.isoformat()}", "Co-operative schools known to us", on, columns, rows)


_SCHOOLS = (
    Column("URN", "The school’s number in the public register."),
    Column("school", "Its name in the register."),
    Column("town", "Its town in the register."),
    Column("authority", "Its local authority in the register."),
    Column("region", "The network’s region on the day, or nothing."),
    Column("form", "On what ground it counts: through which kind of trust, or by itself."),
    Column("trust", "The co-operative trust it is in, if that is the ground."),
    Column("since", "The first day for which we hold evidence of it."),
    Column("evidence", "What the record rests on."),
    Column("confirmed", "The day on which the evidence was last confirmed."),
)


def schools_table(on: date) -> Table:
    """The schools that count on the day, with the evidence for each."""
    names = {region.key: region.name for region in all_regions(on)}
    rows = [
        (
            one.school.urn,
            one.school.name,
            one.school.town,
            one.school.authority_name,
            names.get(one.region, ""),
            one.standing.form.value,
            one.trust.name if one.trust else "",
            one.standing.days.starts.isoformat() if one.standing.days.starts else "before our records",
            one.standing.evidence,
            one.standing.confirmed_on.isoformat(),
        )
        for one in figures.read().counted(on)
    ]
    return Table(f"schools-counted-{on.isoformat()}", "The schools behind the count of a day", on, _SCHOOLS, rows)
