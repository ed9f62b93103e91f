"""Writes the table of facts that the package carries, from the published files in ../shared/data.

    python scripts/make_facts.py [--data FOLDER] [--to FOLDER]

About 250 real co-operative schools (foundation trusts of November 2016, academy trusts of June 2019), the schools
they came from and became, their authorities and trusts. No personal data. The same input gives the same bytes.
"""

import argparse
import csv
import gzip
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parent.parent
Row = dict[str, str]

STATUS_DAY = "2024-06-17"  # names and states of schools: the register of that day
TRUST_LIST_DAY = "2016-11-22"  # the trust lists of November 2016
ACADEMY_FILE_DAY = "2019-06-01"
ACADEMY_FILES = ("20180501", "20181201", "20190601")
TRUST_KINDS = {"Multi-academy trust", "Single-academy trust"}

CO_OPERATIVE = re.compile(r"\bco ?[-=_–]? ?op(erative|eration|s)?\b", re.IGNORECASE)
# The same trust written twice in the list, without a company number to say so.
ONE_TRUST = {
    "The Golbourne and Lowton Co-operative Learning Partnership Trust": (
        "The Golborne and Lowton Co-operative Learning Partnership Trust"
    ),
    "The Priesthope Co-operative Learning Trust": "The Priesthorpe Co-operative Learning Trust",
}
# Where one company stands behind several names, the name to show.
SHOWN_NAME = {
    "07743582": "Southampton Co-operative Learning Trust",
    "06893415": "The Pioneer Co-operative Trust",
    "07299390": "The Sir Thomas Boughey Co-operative Learning Trust",
}
# Authorities made after the code lists of 2016 (codes of the Department for Education).
NEW_CODES = {"Cumberland": "942", "Westmorland and Furness": "943", "North Northamptonshire": "940"}
NEW_CODES |= {"West Northamptonshire": "941", "Bournemouth, Christchurch and Poole": "839", "Dorset": "838"}
# Authorities of Wales in the order of their codes, 660 to 681: a school there can be entered by hand.
WALES = """
    Isle of Anglesey|Gwynedd|Conwy|Denbighshire|Flintshire|Wrexham|Powys|Ceredigion|Pembrokeshire|Carmarthenshire
    |Swansea|Neath Port Talbot|Bridgend|Vale of Glamorgan|Rhondda Cynon Taf|Merthyr Tydfil|Caerphilly
    |Blaenau Gwent|Torfaen|Monmouthshire|Newport|Cardiff
"""
NEW_CODES |= {name.strip(): str(660 + number) for number, name in enumerate(WALES.split("|"))}


def rows(path: Path, encoding: str = "utf-8", delimiter: str = ",") -> Iterator[Row]:
    """The rows of a file, zipped or not."""
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as file:
        yield from csv.DictReader(io.TextIOWrapper(file, encoding=encoding, newline=""), delimiter=delimiter)


def repaired(text: str) -> str:
    """Control characters back to the cp1252 characters they were; white space collapsed."""
    text = "".join(bytes([ord(c)]).decode("cp1252", "ignore") if 0x80 <= ord(c) <= 0x9F else c for c in text).replace(
        "\xa0", " "
    )
    return " ".join(text.split())


def town(raw: str) -> str:
    """A town in ordinary letters."""
    name = repaired(raw)
    return (
        re.sub(r"(?<=-)(By|The|On|Le|In|Upon)(?=-)", lambda w: w[0].lower(), name.title()) if name.isupper() else name
    )


def iso(day: str) -> str:
    """dd-mm-yyyy as ISO; the register's 1 January 1900 means that nobody knows."""
    if not day or day == "01-01-1900":
        return ""
    return date(int(day[6:]), int(day[3:5]), int(day[:2])).isoformat()


def trust_name(raw: str) -> str:
    """A foundation trust's name without the noise of the list."""
    name = re.sub(r"^\*?Co-op (?=The |Brent)", "", repaired(raw).lstrip("*"))
    name = re.sub(r"\bCo[=_-]O?o?perative", "Co-operative", name)
    name = name.replace("Learning trust", "Learning Trust").replace("West of Hull - Co", "West of Hull Co")
    return ONE_TRUST.get(name, name)


def company_name(raw: str) -> str:
    """Capitals of the academy file as words."""
    small = {"and", "of", "the", "for", "in", "at", "a"}
    words = []
    for number, word in enumerate(repaired(raw).lower().split()):
        if number and word in small:
            words.append(word)
        else:
            words.append("-".join(part[:1].upper() + part[1:] for part in word.split("-")))
    name = " ".join(words).replace("Co-Operative", "Co-operative")
    return re.sub(r"\b(\w\.)+", lambda found: found[0].upper(), name).replace("'S", "'s")


class Sources:
    """The published files, read once."""

    def __init__(self, data: Path) -> None:
        self.foundation = list(rows(data / "derived/coop_foundation_trust_schools_2016.csv"))
        self.academies = list(rows(data / "derived/coop_academies_2019.csv"))
        self.register = {row["urn"]: row for row in rows(data / "derived/register_composite.csv.gz")}
        self.areas = list(rows(data / "derived/local_authority_regions.csv"))
        self.links = list(rows(data / "gias/links_edubasealldata20250422.csv.gz", "cp1252"))
        self.open_2024 = {row["urn"]: row for row in rows(data / "gias/schools_gias_20240708.csv.gz")}
        self.open_2025 = {row["urn"]: row for row in rows(data / "gias/schools_gias_20250711.csv.gz")}
        self.points = {
            row["postcode"]: (row["easting"], row["northing"]) for row in self.register.values() if row["easting"]
        }
        self.groups = list(rows(data / "gias/groups_sample_20260312.csv"))
        self.files = {
            day: list(rows(data / f"gias/grouplinks_edubaseallacademiesandfree{day}.csv.gz", "cp1252"))
            for day in ACADEMY_FILES
        }
        self.maintained = {
            row["la-maintained-school-eng"]: row["school-type"]
            for row in rows(data / "trusts2016/la-maintained-schools.tsv", delimiter="\t")
        }
        self.trusts_2016 = list(rows(data / "trusts2016/all-open-sats-and-mats-161122.csv"))
        self.types: dict[str, str] = {}
        self.type_codes: dict[str, str] = {}
        self.codes: dict[str, str] = dict(NEW_CODES)
        for row in rows(data / "gias/composed_edubasealldata20220706.csv.gz", "cp1252"):
            code, name = row["TypeOfEstablishment (code)"], row["TypeOfEstablishment (name)"]
            if code and name:
                self.types.setdefault(code, name)
                self.type_codes.setdefault(name.casefold(), code)
            if row["LA (code)"]:
                self.codes.setdefault(row["LA (name)"], row["LA (code)"])
        for row in rows(data / "trusts2016/school-types.tsv", delimiter="\t"):
            self.types.setdefault(row["school-type"], row["name"].capitalize())
            self.type_codes.setdefault(row["name"].casefold(), row["school-type"])
        for row in rows(data / "trusts2016/school-authority-eng.tsv", delimiter="\t"):
            self.codes.setdefault(row["name"], row["school-authority-eng"])


def family(source: Sources) -> tuple[set[str], list[Row]]:
    """The co-operative schools, all that followed them, what their academies were before; and the links among them."""
    academies = {row["urn"] for row in source.academies}
    found = {row["urn"] for row in source.foundation} | academies
    forward: dict[str, set[str]] = defaultdict(set)
    back: dict[str, set[str]] = defaultdict(set)
    for link in source.links:
        older, newer = link["URN"], link["LinkURN"]
        if link["LinkType"].startswith("Predecessor"):
            older, newer = newer, older
        elif not link["LinkType"].startswith("Successor"):
            continue
        forward[older].add(newer)
        back[newer].add(older)
    waiting = sorted(found)
    while waiting:
        for newer in sorted(forward[waiting.pop()] - found):
            found.add(newer)
            waiting.append(newer)
    for urn in academies:
        found |= back[urn]
    found = {urn for urn in found if urn in source.register or urn in source.open_2025}
    kept = [
        {
            "urn": link["URN"],
            "link_urn": link["LinkURN"],
            "link_type": link["LinkType"],
            "established": iso(link["LinkEstablishedDate"]),
        }
        for link in source.links
        if link["URN"] in found and link["LinkURN"] in found
    ]
    return found, kept


def schools(source: Sources, urns: Iterable[str]) -> Iterator[Row]:
    """One row for each number: the state of June 2024, or of July 2025 for a number given since.

    A closed school has no place in the files; where an open one stands at the same postcode, that is the place.
    """
    academy_types = {
        row["URN"]: row["TypeOfEstablishment (code)"] for day in ACADEMY_FILES for row in source.files[day]
    }
    foundation = {row["urn"]: row for row in source.foundation}
    older = {link["LinkURN"]: link["URN"] for link in source.links if link["LinkType"].startswith("Successor")}
    for urn in urns:
        row = source.register.get(urn)
        if row is None:
            new, before = source.open_2025[urn], source.register[older[urn]]
            easting, northing = source.points.get(new["postcode"], ("", ""))
            yield {
                "urn": urn,
                "name": repaired(new["name"]),
                "la_code": source.codes[before["la_name"]],
                "phase": before["phase"],
                "status": "Open",
                "status_day": "2025-07-11",
                "opened": iso(new["open_date"]),
                "town": town(new["town"]),
                "postcode": new["postcode"],
                "easting": easting,
                "northing": northing,
            }
            continue
        code = source.type_codes.get(row["type_2022"].casefold(), "") if row["type_2022"] else ""
        code = code or academy_types.get(urn, "") or source.maintained.get(urn, "")
        if urn in foundation:
            code = foundation[urn]["school_type_code"]
        later = source.open_2024.get(urn) or source.open_2025.get(urn) or {}
        postcode = row["postcode"] or later.get("postcode", "")
        easting, northing = source.points.get(postcode, ("", ""))
        yield {
            "urn": urn,
            "name": repaired(row["name"]),
            "la_code": source.codes[row["la_name"]],
            "phase": row["phase"],
            "type_code": code,
            "type": source.types.get(code, ""),
            "status": row["status"],
            "status_day": STATUS_DAY,
            "opened": iso(row["open_date"]) or iso(later.get("open_date", "")),
            "closed": iso(row["close_date"]),
            "town": town(row["town"] or later.get("town", "")),
            "postcode": postcode,
            "easting": row["easting"] or easting,
            "northing": row["northing"] or northing,
        }


class Trusts:
    """Trusts by key: ``uid:2777``, else ``company:07743582``, else a name."""

    def __init__(self, source: Sources) -> None:
        self.rows: dict[str, Row] = {}
        self._uids = {g["Companies House Number"] or g["Group Name"].casefold(): g["Group UID"] for g in source.groups}

    def foundation(self, row: Row) -> str:
        company = row["company"].removeprefix("company:")
        name = trust_name(row["foundation_trust_201611"])
        if not company and name.startswith("The Priesthorpe"):
            company = "08122838"
        uid = self._uids.get(company or name.casefold()) or self._uids.get(name.casefold(), "")
        key = f"uid:{uid}" if uid else f"company:{company}" if company else f"name:{name}"
        shown = SHOWN_NAME.get(company, name)
        known = self.rows.setdefault(
            key,
            {
                "key": key,
                "uid": uid,
                "company": company,
                "name": shown,
                "kind": "Trust",
                "form": "foundation trust",
                "evidence": f"Trust list of November 2016: {repaired(row['foundation_trust_201611'])}",
                "evidence_day": TRUST_LIST_DAY,
            },
        )
        registered = company_name(row["company_name"])
        names = set(filter(None, known.get("other_names", "").split("|"))) | {name, registered}
        names = {n for n in names if n and n.casefold() != shown.casefold()}
        known["other_names"] = "|".join(sorted(names))
        return key

    def academy(self, row: Row, form: str) -> str:
        key = f"uid:{row['Linked UID']}"
        known = self.rows.setdefault(key, {"key": key, "uid": row["Linked UID"], "kind": row["Group Type"]})
        known |= {
            "company": row["Companies House Number"],
            "name": company_name(row["Group Name"]),
            "status": row["Group Status"],
            "closed": iso(row["Closed Date"]),
        }
        if form:
            known |= {
                "form": form,
                "evidence": f"Academy file of June 2019: {repaired(row['Group Name'])}",
                "evidence_day": ACADEMY_FILE_DAY,
            }
        return key


def memberships(source: Sources, trusts: Trusts, found: set[str]) -> Iterator[Row]:
    """Which school was in which trust, and from when where the file says so."""
    for row in source.foundation:
        yield {"urn": row["urn"], "trust": trusts.foundation(row), "seen": TRUST_LIST_DAY}
    co_operative = {row["Linked UID"] for row in source.academies}
    seen: dict[tuple[str, str], Row] = {}
    for day in ACADEMY_FILES:
        for row in source.files[day]:
            if row["URN"] not in found or row["Group Type"] not in TRUST_KINDS:
                continue
            form = "academy trust" if row["Linked UID"] in co_operative else ""
            key = trusts.academy(row, form)
            seen.setdefault((row["URN"], key), {"urn": row["URN"], "trust": key, "starts": iso(row["Joined date"])})
            seen[row["URN"], key]["seen"] = date.fromisoformat(f"{day[:4]}-{day[4:6]}-{day[6:]}").isoformat()
    by_school: dict[str, list[Row]] = defaultdict(list)
    for row in seen.values():
        by_school[row["urn"]].append(row)
    for held in by_school.values():
        held.sort(key=lambda r: (r["seen"], r["starts"]))
        for before, after in pairwise(held):
            before["ends"] = after["starts"]
        yield from held


def statuses(source: Sources, trusts: Trusts) -> Iterator[Row]:
    """The co-operative schools, with the form, the words of the evidence and its day.

    An academy's status begins on the day it joined if the trust already bore the word in a list of that day or
    earlier; otherwise nobody knows when it began.
    """
    for row in source.foundation:
        raw = repaired(row["foundation_trust_201611"])
        words = f"Trust list of November 2016: {raw}"
        if not CO_OPERATIVE.search(raw) and row["company_name"]:
            words += f" (company name: {repaired(row['company_name'])})"
        yield {
            "urn": row["urn"],
            "form": "foundation trust",
            "trust": trusts.foundation(row),
            "evidence": words,
            "evidence_day": TRUST_LIST_DAY,
        }
    first: dict[str, str] = {}
    for day, listed in [
        (TRUST_LIST_DAY, [(t["Group UID"], t["Group Name"]) for t in source.trusts_2016]),
        *(
            (f"{d[:4]}-{d[4:6]}-{d[6:]}", [(r["Linked UID"], r["Group Name"]) for r in source.files[d]])
            for d in ACADEMY_FILES
        ),
    ]:
        for uid, name in listed:
            if CO_OPERATIVE.search(name):
                first.setdefault(uid, day)
    for row in source.academies:
        joined = iso(row["Joined date"])
        yield {
            "urn": row["urn"],
            "form": "academy trust",
            "trust": f"uid:{row['Linked UID']}",
            "starts": joined if joined >= first[row["Linked UID"]] else "",
            "evidence": f"Academy file of June 2019: {repaired(row['Group Name'])}",
            "evidence_day": ACADEMY_FILE_DAY,
        }


def authorities(source: Sources) -> Iterator[Row]:
    """Every authority of the register that has a number; ``gor`` is empty outside the nine regions of England."""
    for row in source.areas:
        code = source.codes.get(row["local_authority_name"], "")
        if code:
            yield {"code": code, "name": row["local_authority_name"], "gor": row["gor"]}


def write(path: Path, columns: str, table: Iterable[Row]) -> None:
    """Sorted, so that the same facts are the same bytes."""
    names = columns.split()
    lines = sorted(tuple(row.get(name, "") for name in names) for row in table)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(lines)
    print(f"{path.name}: {len(lines)} rows, {path.stat().st_size:,} bytes")


def main() -> None:
    """Read the folder of published files and write the five small ones."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared/data")
    parser.add_argument("--to", type=Path, default=ROOT / "coopnet/register/facts")
    args = parser.parse_args()
    source = Sources(args.data)
    trusts = Trusts(source)
    found, links = family(source)
    held = list(memberships(source, trusts, found))
    write(args.to / "authorities.csv", "code name gor", authorities(source))
    write(
        args.to / "schools.csv",
        "urn name la_code phase type_code type status status_day opened closed town postcode easting northing",
        schools(source, found),
    )
    write(args.to / "links.csv", "urn link_urn link_type established", links)
    write(args.to / "memberships.csv", "urn trust starts ends seen", held)
    write(args.to / "statuses.csv", "urn form trust starts evidence evidence_day", statuses(source, trusts))
    write(
        args.to / "trusts.csv",
        "key uid company name other_names kind status closed form evidence evidence_day",
        trusts.rows.values(),
    )


if __name__ == "__main__":
    main()
