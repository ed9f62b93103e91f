"""Rows of the full extract: which column fills which field, what is dropped, and the digest that tells a changed row.

Columns are read by name: the extract had 134 in 2015 and has 139 today. One that is absent leaves its field alone.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from itertools import compress
from operator import getitem, itemgetter
from typing import NamedTuple

from coopnet.register.enums import GroupKind
from coopnet.register.files import cells
from coopnet.register.files.cells import Unfit
from coopnet.register.files.faults import BadFile, shown
from coopnet.register.files.table import Table, fold_column

Value = str | int | None
Parse = Callable[[str], Value]

# A file with fewer columns tells only a part of what the register knows, so it makes nothing vanish.
FEWEST_COLUMNS_OF_A_WHOLE = 130

# Personal data of the public register: never kept.
DROPPED = frozenset(
    {"headtitle (name)", "headfirstname", "headlastname", "headhonours", "headpreferredjobtitle", "propsname"}
    | {"telephonenum", "telephonestd"}
)
# Changes without the school's doing: a new date alone is no reason to write a row anew.
UNTELLING = frozenset({"lastchangeddate"})


NEEDED = "needed"  # stands for the value of an empty field that may not be empty
MOST_KEPT = 2000


def _text(longest: int) -> Parse:
    return lambda value: cells.words(value, longest) if value else ""


def _status(value: str) -> str:
    text = cells.words(value, 60)
    if not text:
        raise Unfit("the status is missing.")
    if not any(letter.isalpha() for letter in text) or any(letter.isdigit() for letter in text):
        raise Unfit(f"{shown(text)} is not a status like “Open” or “Closed”. Were columns swapped?")
    return text


def _code(value: str) -> str:
    text = cells.words(value, 10)
    if text and not text.isalnum():
        raise Unfit(f"{shown(text)} is not a code.")
    return text


# field of the model: (columns that may fill it, how it is read)
FIELDS: dict[str, tuple[tuple[str, ...], Parse]] = {
    "name": (("establishmentname",), cells.name),
    "status_code": (("establishmentstatus (code)",), _code),
    "status_name": (("establishmentstatus (name)",), _status),
    "number": (("establishmentnumber",), _text(10)),
    "type_code": (("typeofestablishment (code)",), _code),
    "type_name": (("typeofestablishment (name)",), _text(100)),
    "type_group": (("establishmenttypegroup (name)",), _text(100)),
    "phase_code": (("phaseofeducation (code)",), _code),
    "phase_name": (("phaseofeducation (name)",), _text(60)),
    "open_date": (("opendate",), cells.day),
    "close_date": (("closedate",), cells.day),
    "reason_opened": (("reasonestablishmentopened (name)",), _text(100)),
    "reason_closed": (("reasonestablishmentclosed (name)",), _text(100)),
    "low_age": (("statutorylowage",), cells.small),
    "high_age": (("statutoryhighage",), cells.small),
    "gender": (("gender (name)",), _text(40)),
    "religious_character": (("religiouscharacter (name)",), _text(80)),
    "capacity": (("schoolcapacity",), cells.whole),
    "pupils": (("numberofpupils",), cells.whole),
    "street": (("street",), _text(150)),
    "locality": (("locality",), _text(150)),
    "address3": (("address3",), _text(150)),
    "town": (("town",), _text(100)),
    "county": (("county (name)",), _text(100)),
    "postcode": (("postcode",), _text(10)),
    "website": (("schoolwebsite", "websiteaddress"), _text(300)),
    "gor_code": (("gor (code)",), _code),
    "gor_name": (("gor (name)",), _text(60)),
    "district_code": (("districtadministrative (code)",), _text(12)),
    "district_name": (("districtadministrative (name)",), _text(100)),
    "easting": (("easting",), cells.whole),
    "northing": (("northing",), cells.whole),
    "ukprn": (("ukprn",), _text(12)),
}


def _group_kind(flag: str) -> str:
    """What kind of trust the flag of a row tells; older files say "linked to", newer ones "supported by"."""
    folded = flag.casefold()
    for kind in (GroupKind.MULTI_ACADEMY_TRUST, GroupKind.SINGLE_ACADEMY_TRUST):
        if kind.value in folded:
            return kind.value
    return GroupKind.SINGLE_ACADEMY_TRUST.value if "single academy" in folded else GroupKind.FOUNDATION_TRUST.value


def _picker(indexes: list[int]) -> Callable[[list[str]], tuple[str, ...]]:
    """Takes some fields of a row, in C where there are several."""
    if len(indexes) > 1:
        return itemgetter(*indexes)
    return lambda fields: tuple(fields[index] for index in indexes)


class _Column(dict[str, Value]):
    """What the texts of one column mean. Most columns hold few different ones: each is parsed once, up to a limit."""

    def __init__(self, table: Table, index: int, parse: Parse, empty: Value | None) -> None:
        super().__init__()
        self._table, self._index, self._parse = table, index, parse
        if empty is not NEEDED:
            self[""] = empty

    def __missing__(self, text: str) -> Value:
        try:
            value = self._parse(text)
        except Unfit as error:
            raise self._table.fault(self._index, str(error)) from None
        if len(self) < MOST_KEPT:
            self[text] = value
        return value


@dataclass(slots=True)
class Record:
    """One row, read. ``values`` stand in the order of ``EstablishmentRows.fields``, dates as ISO texts."""

    urn: int
    values: list[Value]
    authority_code: str
    authority_name: str
    rest: str  # JSON
    digest: bytes


class NamedGroup(NamedTuple):
    """A trust or federation that a row names, with its kind in the words of ``enums.GroupKind``."""

    kind: str
    uid: str
    name: str


class EstablishmentRows:
    """How rows of one table are read. Cheap for a row that did not change: only its URN and digest are made."""

    def __init__(self, table: Table) -> None:
        self.table = table
        columns = table.columns
        self._urn = columns["urn"]
        self._la_code = self._texts("la (code)", 10)
        self._la_name = self._texts("la (name)", 120)
        self._groups = (
            (columns.get("trusts (name)"), columns.get("trusts (code)"), columns.get("trustschoolflag (name)")),
            (columns.get("federations (name)"), columns.get("federations (code)"), None),
        )
        taken = {"urn", "la (code)", "la (name)"} | DROPPED
        self._columns: list[_Column] = []
        indexes: list[int] = []
        self.fields: list[str] = []
        for name, (choices, parse) in FIELDS.items():
            column = next((column for column in choices if column in columns), None)
            if column is not None:
                needed = name in ("name", "status_name") or (
                    name == "status_code" and "establishmentstatus (name)" not in columns
                )
                empty = None if parse in (cells.day, cells.small, cells.whole) else ""
                self.fields.append(name)
                self._columns.append(_Column(table, columns[column], parse, NEEDED if needed else empty))
                indexes.append(columns[column])
                taken.add(column)
        self._pick_values = _picker(indexes)
        kept = [i for i, name in enumerate(table.header) if fold_column(name) not in DROPPED | UNTELLING]
        self._pick = _picker(kept)
        self._key = blake2b("\x1f".join(table.header[i] for i in kept).encode(), digest_size=32).digest()
        rest = [i for i, name in enumerate(table.header) if name and fold_column(name) not in taken]
        self._rest_names = [json.dumps(table.header[i]) for i in rest]
        self._pick_rest = _picker(rest)
        self.tells_authority = bool(self._la_code or self._la_name)
        self.whole = len(table.header) >= FEWEST_COLUMNS_OF_A_WHOLE

    def _texts(self, column: str, longest: int) -> tuple[int, _Column] | None:
        index = self.table.columns.get(column)
        return None if index is None else (index, _Column(self.table, index, _text(longest), ""))

    def urn(self, fields: list[str]) -> int:
        """The row's URN. Raises BadFile."""
        text = fields[self._urn]
        if len(text) == 6 and text.isdecimal() and text.isascii():
            return int(text)
        try:
            return cells.urn(text.strip())
        except Unfit as error:
            raise self.table.fault(self._urn, str(error)) from None

    def digest(self, fields: list[str]) -> bytes:
        """Equal for two rows that tell the same about everything that is kept."""
        joined = "\x1f".join(self._pick(fields))
        return blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=16, key=self._key).digest()

    def read(self, urn: int, fields: list[str], digest: bytes) -> Record:
        """Everything that is kept of a row. Raises BadFile."""
        values = list(map(getitem, self._columns, self._pick_values(fields)))
        rest = self._rest(self._pick_rest(fields))
        code = str(self._la_code[1][fields[self._la_code[0]]]) if self._la_code else ""
        authority = str(self._la_name[1][fields[self._la_name[0]]]) if self._la_name else ""
        return Record(urn, values, code, authority, rest, digest)

    def groups(self, fields: list[str]) -> tuple[NamedGroup, ...]:
        """The trusts and federations that a row names. Several stand in one field with ``~`` between them."""
        found: list[NamedGroup] = []
        for name_at, code_at, flag_at in self._groups:
            if name_at is None or not (names := fields[name_at]):
                continue
            codes = fields[code_at].split("~") if code_at is not None else []
            kind = _group_kind(fields[flag_at]) if flag_at is not None else GroupKind.FEDERATION.value
            for position, text in enumerate(names.split("~")):
                name = self._name_of_group(text, name_at)
                if name:
                    uid = codes[position].strip() if position < len(codes) and codes[position].isdecimal() else ""
                    found.append(NamedGroup(kind, uid, name))
        return tuple(found)

    def _name_of_group(self, text: str, index: int) -> str:
        try:
            name = cells.words(text, 200)
        except Unfit as error:
            raise self.table.fault(index, str(error)) from None
        return name if any(letter.isalpha() for letter in name) else ""

    def _rest(self, picked: tuple[str, ...]) -> str:
        """The columns without a field of their own, as JSON. Nearly all are plain, and then joining them is enough."""
        together = "".join(picked)
        if together.isascii() and together.isprintable() and '"' not in together and "\\" not in together:
            filled = zip(compress(self._rest_names, picked), filter(None, picked), strict=True)
            told = [f'{name}: "{text}"' for name, text in filled]
            return f"{{{', '.join(told)}}}"
        rest = {}
        for name, text in zip(self._rest_names, picked, strict=True):
            if text:
                rest[json.loads(name)] = self._mended(json.loads(name), text)
        return json.dumps(rest)

    def _mended(self, name: str, text: str) -> str:
        if text.count('"') % 2:
            raise self._stray(name)
        try:
            return cells.words(" ".join(text.split()), 4000)
        except Unfit as error:
            raise self.table.fault(name, str(error)) from None

    def _stray(self, name: str) -> BadFile:
        return self.table.fault(name, "a quote stands alone in this field: a quote may be missing before it.")
