"""Makes small official files of invented schools, in the layouts of the real ones, and fingerprints the list."""

import csv
import gzip
import hashlib
import io
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder

from coopnet.kit.actors import System
from coopnet.register.imports.actions import Report, import_files
from coopnet.register.imports.work import Options

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
BY = System("import")
FIRST = date(2026, 1, 5)
SECOND = date(2026, 2, 5)

COLUMNS = [
    *("URN", "LA (code)", "LA (name)", "EstablishmentNumber", "EstablishmentName", "TypeOfEstablishment (code)"),
    *("TypeOfEstablishment (name)", "EstablishmentStatus (code)", "EstablishmentStatus (name)", "OpenDate"),
    *("CloseDate", "PhaseOfEducation (code)", "PhaseOfEducation (name)", "StatutoryLowAge", "StatutoryHighAge"),
    *("SchoolCapacity", "NumberOfPupils", "TrustSchoolFlag (name)", "Trusts (code)", "Trusts (name)"),
    *("Federations (code)", "Federations (name)", "Street", "Town", "Postcode", "SchoolWebsite", "TelephoneNum"),
    *("HeadTitle (name)", "HeadFirstName", "HeadLastName", "LastChangedDate", "GOR (name)", "Easting", "Northing"),
]
WIDTH = 139
HEADER = [*COLUMNS, *(f"Further column {number}" for number in range(len(COLUMNS), WIDTH))]

School = dict[str, str]


def school(urn: int, **told: str) -> School:
    """An invented school. Keys of ``told`` are the columns' names."""
    row = {
        "URN": str(urn),
        "LA (code)": "908",
        "LA (name)": "Cornwall",
        "EstablishmentName": f"Invented School {urn}",
        "TypeOfEstablishment (code)": "01",
        "TypeOfEstablishment (name)": "Community school",
        "EstablishmentStatus (code)": "1",
        "EstablishmentStatus (name)": "Open",
        "OpenDate": "01-09-1999",
        "PhaseOfEducation (code)": "2",
        "PhaseOfEducation (name)": "Primary",
        "StatutoryLowAge": "4",
        "StatutoryHighAge": "11",
        "SchoolCapacity": "210",
        "NumberOfPupils": "190",
        "Street": "1 Made-up Lane",
        "Town": "Nowhere",
        "Postcode": "ZZ1 1ZZ",
        "TelephoneNum": "01234567890",
        "HeadTitle (name)": "Ms",
        "HeadFirstName": "Ada",
        "HeadLastName": "Inventedhead",
    }
    return row | told


def schools(count: int, first: int = 700001) -> list[School]:
    """Several, numbered from ``first``."""
    return [school(urn) for urn in range(first, first + count)]


def table(header: Sequence[str], rows: Sequence[Sequence[str]], encoding: str = "cp1252") -> bytes:
    """A table as the publisher writes it: every field quoted, CRLF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def extract(found: Sequence[School], encoding: str = "cp1252", header: Sequence[str] = HEADER) -> bytes:
    """A full extract of these schools."""
    return table(header, [[row.get(column, "") for column in header] for row in found], encoding)


def keep(folder: Path, name: str, data: bytes) -> Path:
    """Write a file; packed if its name says so."""
    path = folder / name
    path.write_bytes(gzip.compress(data, 1) if name.endswith(".gz") else data)
    return path


def take(*paths: Path, as_of: date | None = FIRST, **options: object) -> Report:
    """Import, as of a day."""
    return import_files(
        paths=paths,
        options=Options(as_of=as_of, **options),  # type: ignore[arg-type]  # named as in Options
        by=BY,
        at=AT,
    )


def fingerprint() -> str:
    """A digest of every row of every table of the register and of the record of acts."""
    digest = hashlib.sha256()
    for model in [*apps.get_app_config("register").get_models(), *apps.get_app_config("audit").get_models()]:
        names = [field.attname for field in model._meta.concrete_fields]
        for row in model._default_manager.order_by("pk").values_list(*names).iterator(5000):
            plain = [bytes(value).hex() if isinstance(value, (bytes, memoryview)) else value for value in row]
            digest.update(json.dumps([model._meta.label, *plain], cls=DjangoJSONEncoder).encode())
    return digest.hexdigest()
