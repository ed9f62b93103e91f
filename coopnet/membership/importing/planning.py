"""Looks at each line of a sheet of members: whom it means, from when to when, who acts; or what is wrong with it.

Nothing is written. The same lines give the same plan as long as the records have not changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from rapidfuzz import fuzz

from coopnet.membership import queries
from coopnet.membership.importing.reading import DATES, Line, day_of
from coopnet.membership.models import MembershipClass
from coopnet.people.models import Organisation
from coopnet.people.rules import fold
from coopnet.register import succession
from coopnet.register.models import Establishment, Group
from coopnet.register.queries import get_school

# Below this likeness of names (0 to 100) a number and a name mean two schools.
ALIKE = 45
Thing = Establishment | Group


@dataclass(slots=True)
class Planned:
    """A line and what it would do. ``faults`` keep it out; ``notes`` say what was taken for what."""

    line: Line
    thing: Thing | None = None
    membership_class: MembershipClass | None = None
    starts: date | None = None
    ends: date | None = None
    payer: Thing | None = None
    contact: str = ""
    email: str = ""
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Whether it can be loaded."""
        return not self.faults

    @property
    def name(self) -> str:
        """Whom the line means, or what it says."""
        return self.thing.name if self.thing else self.line.cells.get("name") or self.line.cells.get("urn") or "?"

    @property
    def key(self) -> tuple[str, int]:
        """Which entry of the school list it means."""
        assert self.thing is not None
        return type(self.thing).__name__, self.thing.pk


def _number(text: str) -> int | None:
    digits = text.strip().lstrip("#").replace(" ", "")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 9 else None


def _by_urn(planned: Planned, text: str, on: date) -> Establishment | None:
    urn = _number(text)
    found = Establishment.objects.filter(urn=urn).first() if urn is not None else None
    if found is None:
        planned.faults.append(f"No school of the list has the URN “{text}”. Look it up by name.")
        return None
    said = planned.line.cells.get("name", "")
    if said and fuzz.token_set_ratio(fold(said), fold(found.name)) < ALIKE:
        planned.faults.append(f"URN {found.urn} is {found.name}, but the line says “{said}”. Put one of the two right.")
        return None
    return found


def _now(planned: Planned, school: Establishment, on: date) -> Establishment:
    """The school itself, or the one open school that followed it. A line that ended keeps the old school."""
    if planned.ends is not None or get_school(urn=school.urn, on=on).is_open:
        return school
    after = succession.of(school.urn).descendants() - {school.urn}
    still = [urn for urn in sorted(after) if get_school(urn=urn, on=on).is_open] if after else []
    if len(still) == 1:
        successor = Establishment.objects.get(urn=still[0])
        planned.notes.append(f"{school.name} ({school.urn}) is closed; {successor.name} ({still[0]}) took its place.")
        return successor
    if still:
        names = ", ".join(str(urn) for urn in still)
        planned.faults.append(
            f"{school.name} is closed and several followed it ({names}). Write the URN of the right one."
        )
    else:
        planned.faults.append(f"{school.name} is closed and none followed it. Give the day on which it left.")
    return school


def _by_name(planned: Planned, name: str, on: date) -> Thing | None:
    if not name:
        planned.faults.append("The line names no school: it has neither a URN nor a name.")
        return None
    rows = list(Establishment.objects.filter(folded=" ".join(name.casefold().split()))[:50])
    postcode = planned.line.cells.get("postcode", "").replace(" ", "").casefold()
    if postcode:
        rows = [row for row in rows if row.postcode.replace(" ", "").casefold() == postcode] or rows
    still = [row for row in rows if get_school(urn=row.urn, on=on).is_open]
    chosen = still if len(still) == 1 else rows
    trusts = list(Group.objects.filter(folded=" ".join(name.casefold().split()))[:3])
    if len(chosen) == 1 and not trusts:
        planned.notes.append(f"Found by its name: {chosen[0].name}, URN {chosen[0].urn}.")
        return chosen[0]
    if len(trusts) == 1 and not rows:
        planned.notes.append(f"Found by its name: {trusts[0].name}, a trust.")
        return trusts[0]
    if rows or trusts:
        planned.faults.append(f"Several schools or trusts are called “{name}”. Add the URN or the postcode.")
    else:
        planned.faults.append(f"No school or trust of the list is called “{name}”. Add its URN.")
    return None


def _thing(planned: Planned, on: date) -> None:
    cells = planned.line.cells
    if cells.get("urn"):
        school = _by_urn(planned, cells["urn"], on)
        planned.thing = _now(planned, school, on) if school is not None else None
    elif cells.get("uid"):
        planned.thing = Group.objects.filter(uid=cells["uid"].strip()).first()
        if planned.thing is None:
            planned.faults.append(f"No trust of the list has the number “{cells['uid']}”.")
    else:
        found = _by_name(planned, cells.get("name", ""), on)
        planned.thing = _now(planned, found, on) if isinstance(found, Establishment) else found


def _days(planned: Planned, on: date) -> None:
    found: dict[str, date] = {}
    for column in DATES:
        text = planned.line.cells.get(column, "")
        if text:
            try:
                found[column] = day_of(text)
            except ValueError as error:
                planned.faults.append(f"{error}. Write it like 1 September 2019.")
    planned.starts, planned.ends = found.get("joined"), found.get("left")
    if planned.starts is None and not planned.line.cells.get("joined"):
        planned.starts = on
        planned.notes.append("It does not say when it joined: entered from today.")
        if planned.ends is not None:
            planned.faults.append("It left, but the line does not say when it had joined.")
            return
    if planned.starts is not None and planned.starts > on:
        planned.faults.append(f"It would join on {planned.starts.isoformat()}, which is still to come.")
    if planned.ends is not None and planned.ends > on:
        planned.faults.append(f"It would leave on {planned.ends.isoformat()}, which is still to come.")
    if planned.starts is not None and planned.ends is not None and planned.ends <= planned.starts:
        planned.faults.append("It left before it joined.")


def _class(planned: Planned, kinds: Sequence[MembershipClass]) -> None:
    said = fold(planned.line.cells.get("kind", ""))
    found = next(
        (k for k in kinds if not said or said in (fold(k.name), fold(k.slug)) or fold(k.slug) in said.split()), None
    )
    planned.membership_class = found
    if found is None:
        names = " or ".join(kind.name for kind in kinds)
        planned.faults.append(f"“{planned.line.cells['kind']}” is no kind of membership. Write {names}.")


def _contact(planned: Planned) -> None:
    planned.contact = planned.line.cells.get("contact", "")[:120]
    email = planned.line.cells.get("email", "").strip().lower()
    if email:
        try:
            validate_email(email)
            planned.email = email
        except ValidationError:
            planned.faults.append(f"“{email}” is no e-mail address.")
    if planned.email and not planned.contact:
        planned.notes.append("An address without a name: kept with the line, and nobody is made known.")


def _payer(planned: Planned, on: date) -> None:
    text = planned.line.cells.get("payer", "")
    if not text or planned.thing is None:
        return
    urn = _number(text)
    folded = " ".join(text.casefold().split())
    schools = list(
        Establishment.objects.filter(urn=urn) if urn is not None else Establishment.objects.filter(folded=folded)[:2]
    )
    trusts = list(Group.objects.filter(uid=text.strip())[:1]) or list(Group.objects.filter(folded=folded)[:2])
    found: list[Thing] = [*schools, *trusts]
    if len(found) == 1:
        planned.payer = found[0] if found[0] != planned.thing else None
    else:
        planned.faults.append(
            f"Who pays (“{text}”) is not on the school list, or not once. Write a URN or leave it empty."
        )


def _already(planned: Planned, on: date) -> None:
    thing = planned.thing
    if thing is None:
        return
    held = {"establishment": thing} if isinstance(thing, Establishment) else {"group": thing}
    organisation = Organisation.objects.filter(**held).first()
    member = queries.member_of(organisation) if organisation else None
    if member is not None and member.periods.exists():
        planned.faults.append(f"{thing.name} is in the members’ records already. Change it there.")
    elif isinstance(thing, Establishment) and planned.ends is None and (other := queries.covering(thing, on)):
        planned.faults.append(f"{thing.name} belongs already, through {other}.")


def _against_one_another(rows: list[Planned]) -> None:
    """Lines of one school in this sheet: the later ones must follow the earlier ones."""
    seen: dict[tuple[str, int], list[Planned]] = {}
    for row in rows:
        if row.good and row.thing is not None:
            seen.setdefault(row.key, []).append(row)
    for same in seen.values():
        for row in same[1:]:
            clash = next((o for o in same if o is not row and o.good and _overlap(o, row)), None)
            if clash is not None:
                row.faults.append(f"Line {clash.line.number} says the same school belongs on the same days.")


def _overlap(one: Planned, two: Planned) -> bool:
    assert one.starts is not None
    assert two.starts is not None
    return (one.ends is None or two.starts < one.ends) and (two.ends is None or one.starts < two.ends)


def plan(lines: Sequence[Line], *, on: date) -> list[Planned]:
    """What each line would do on that day, in the order of the sheet."""
    kinds = queries.classes(on)
    rows = []
    for line in lines:
        planned = Planned(line)
        _days(planned, on)
        _thing(planned, on)
        _class(planned, kinds)
        _contact(planned)
        _payer(planned, on)
        if planned.good:
            _already(planned, on)
        rows.append(planned)
    _against_one_another(rows)
    return rows
