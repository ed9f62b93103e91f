"""The invented schools of the story, written as the register writes its files: cp1252, CRLF, all fields quoted.

Their numbers begin at 900000, their trusts' at 990000, their postcodes at ZZ99: none can be a real one.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class School:
    """One row of an extract."""

    urn: int
    name: str
    authority: tuple[str, str, str]
    phase: tuple[str, str]
    kind: tuple[str, str]
    trust: str
    town: str
    opened: date
    closed: date | None = None


@dataclass(frozen=True, slots=True)
class Trust:
    """One academy trust with its schools and the days they joined."""

    uid: str
    name: str
    company: str
    kind: str
    joined: tuple[tuple[int, date], ...]


PRIMARY, SECONDARY = ("2", "Primary"), ("4", "Secondary")
FOUNDATION, CONVERTER = ("5", "Foundation school"), ("34", "Academy converter")
LEEDS = ("383", "Leeds", "Yorkshire and the Humber")
STAFFORDSHIRE = ("860", "Staffordshire", "West Midlands")
DEVON = ("878", "Devon", "South West")
KENT = ("886", "Kent", "South East")

NEVERDALE, MAKEBELIEVE, INKWELL = (
    "Neverdale Co-operative Learning Trust",
    "Makebelieve Co-operative Learning Trust",
    "Inkwell Vale Co-operative Learning Trust",
)
DAYDREAM, FAR_HORIZON = "Daydream Bay Co-operative Academies Trust", "Far Horizon Academies Trust"
NEVERDALE_ACADEMIES, WIDE_SKY = "Neverdale Co-operative Academies Trust", "Wide Sky Academies Trust"
SUGGESTED = [NEVERDALE, MAKEBELIEVE, INKWELL, DAYDREAM]
OPENED, JOINED = date(1974, 9, 2), date(2014, 9, 1)

SPRING = (
    School(900001, "Neverdale Infant School", LEEDS, PRIMARY, FOUNDATION, NEVERDALE, "Neverdale", OPENED),
    School(900002, "Neverdale Junior School", LEEDS, PRIMARY, FOUNDATION, NEVERDALE, "Neverdale", OPENED),
    School(900003, "Neverdale High School", LEEDS, SECONDARY, FOUNDATION, NEVERDALE, "Neverdale", OPENED),
    School(900004, "Upper Noplace Primary School", LEEDS, PRIMARY, FOUNDATION, NEVERDALE, "Upper Noplace", OPENED),
    School(900005, "Lower Noplace Primary School", LEEDS, PRIMARY, FOUNDATION, NEVERDALE, "Lower Noplace", OPENED),
    School(
        900011, "Makebelieve Primary School", STAFFORDSHIRE, PRIMARY, FOUNDATION, MAKEBELIEVE, "Makebelieve", OPENED
    ),
    School(
        900012, "Once Upon Heath School", STAFFORDSHIRE, PRIMARY, FOUNDATION, MAKEBELIEVE, "Once Upon Heath", OPENED
    ),
    School(
        900013, "Makebelieve Academy School", STAFFORDSHIRE, SECONDARY, FOUNDATION, MAKEBELIEVE, "Makebelieve", OPENED
    ),
    School(
        900014, "Imagined Hill Primary School", STAFFORDSHIRE, PRIMARY, FOUNDATION, MAKEBELIEVE, "Imagined Hill", OPENED
    ),
    School(900021, "Daydream Bay Primary Academy", DEVON, PRIMARY, CONVERTER, "", "Daydream Bay", JOINED),
    School(900022, "Daydream Bay College", DEVON, SECONDARY, CONVERTER, "", "Daydream Bay", JOINED),
    School(900023, "Castle-in-the-Air Primary Academy", DEVON, PRIMARY, CONVERTER, "", "Castle-in-the-Air", JOINED),
    School(900024, "Wishing Well Primary Academy", DEVON, PRIMARY, CONVERTER, "", "Wishing Well", JOINED),
    School(900025, "Pretend Quay Primary Academy", DEVON, PRIMARY, CONVERTER, "", "Pretend Quay", JOINED),
    School(900041, "Far Horizon Primary Academy", DEVON, PRIMARY, CONVERTER, "", "Far Horizon", JOINED),
    School(900031, "Inkwell Vale Primary School", KENT, PRIMARY, FOUNDATION, INKWELL, "Inkwell Vale", OPENED),
    School(900032, "Inkwell Vale School", KENT, SECONDARY, FOUNDATION, INKWELL, "Inkwell Vale", OPENED),
    School(900033, "Paper Moon Primary School", KENT, PRIMARY, FOUNDATION, INKWELL, "Paper Moon", OPENED),
    School(900034, "Quill Street Primary School", KENT, PRIMARY, FOUNDATION, INKWELL, "Quill Street", OPENED),
    School(900035, "Blotting End Infant School", KENT, PRIMARY, FOUNDATION, INKWELL, "Blotting End", OPENED),
)
SPRING_TRUSTS = (
    Trust("990002", DAYDREAM, "99900002", "Multi-academy trust", tuple((900020 + n, JOINED) for n in range(1, 6))),
    Trust("990003", FAR_HORIZON, "99900003", "Multi-academy trust", ((900041, JOINED),)),
)
LAST_DAY, FIRST_DAY = date(2026, 8, 31), date(2026, 9, 1)
CONVERTED = {900003: 900901, 900013: 900902}
CLOSED, LEFT = 900035, 900025

AUTUMN = (
    *(replace(s, closed=LAST_DAY) if s.urn in (*CONVERTED, CLOSED) else s for s in SPRING),
    School(900901, "Neverdale High Academy", LEEDS, SECONDARY, CONVERTER, "", "Neverdale", FIRST_DAY),
    School(900902, "Makebelieve Academy", STAFFORDSHIRE, SECONDARY, CONVERTER, "", "Makebelieve", FIRST_DAY),
)
AUTUMN_TRUSTS = (
    Trust("990002", DAYDREAM, "99900002", "Multi-academy trust", tuple((900020 + n, JOINED) for n in range(1, 5))),
    Trust("990003", FAR_HORIZON, "99900003", "Multi-academy trust", ((900041, JOINED), (LEFT, FIRST_DAY))),
    Trust("990004", NEVERDALE_ACADEMIES, "99900004", "Single-academy trust", ((900901, FIRST_DAY),)),
    Trust("990005", WIDE_SKY, "99900005", "Multi-academy trust", ((900902, FIRST_DAY),)),
)


def _day(day: date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else ""


def _file(rows: Iterable[dict[str, str]]) -> bytes:
    table = list(rows)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(table[0]), quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(table)
    return text.getvalue().encode("cp1252")


def extract(schools: Iterable[School]) -> bytes:
    """An establishments extract with the columns that matter."""
    return _file(
        {
            "URN": str(school.urn),
            "LA (code)": school.authority[0],
            "LA (name)": school.authority[1],
            "EstablishmentName": school.name,
            "TypeOfEstablishment (code)": school.kind[0],
            "TypeOfEstablishment (name)": school.kind[1],
            "EstablishmentTypeGroup (name)": (
                "Academies" if school.kind is CONVERTER else "Local authority maintained schools"
            ),
            "EstablishmentStatus (code)": "2" if school.closed else "1",
            "EstablishmentStatus (name)": "Closed" if school.closed else "Open",
            "OpenDate": _day(school.opened),
            "CloseDate": _day(school.closed),
            "PhaseOfEducation (code)": school.phase[0],
            "PhaseOfEducation (name)": school.phase[1],
            "Gender (name)": "Mixed",
            "TrustSchoolFlag (name)": "Supported by a trust" if school.trust else "Not applicable",
            "Trusts (name)": school.trust,
            "Town": school.town,
            "Postcode": f"ZZ99 {school.urn % 10}{chr(65 + school.urn // 10 % 10)}Z",
            "GOR (name)": school.authority[2],
        }
        for school in schools
    )


def links() -> bytes:
    """A links file: each conversion from both ends."""
    names = {school.urn: school.name for school in AUTUMN}
    rows = []
    for old, new in CONVERTED.items():
        rows.append(_link(old, new, names[new], "Successor", LAST_DAY))
        rows.append(_link(new, old, names[old], "Predecessor", FIRST_DAY))
    return _file(rows)


def _link(urn: int, link_urn: int, name: str, kind: str, day: date) -> dict[str, str]:
    return {
        "URN": str(urn),
        "LinkURN": str(link_urn),
        "LinkName": name,
        "LinkType": kind,
        "LinkEstablishedDate": _day(day),
    }


def trust_links(trusts: Iterable[Trust], schools: Iterable[School]) -> bytes:
    """An academies file: which academy is in which trust. Like the real one, it has a column without values."""
    known = {school.urn: school for school in schools}
    return _file(
        {
            "URN": str(urn),
            "Linked UID": trust.uid,
            "Group Name": trust.name,
            "Companies House Number": trust.company,
            "Group Type": trust.kind,
            "Closed Date": "",
            "Group Status": "Open",
            "FederationType": "",
            "Joined date": _day(joined),
            "EstablishmentName": known[urn].name,
            "TypeOfEstablishment (code)": known[urn].kind[0],
            "TypeOfEstablishment (name)": known[urn].kind[1],
            "PhaseOfEducation (code)": known[urn].phase[0],
            "PhaseOfEducation (name)": known[urn].phase[1],
            "LA (code)": known[urn].authority[0],
            "LA (name)": known[urn].authority[1],
            "HasSharedHT": "",
        }
        for trust in trusts
        for urn, joined in trust.joined
    )
