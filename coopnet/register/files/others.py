"""Rows of the smaller files: links, trust-links, groups, lists of open schools."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple, TypeVar

from coopnet.register.files import cells
from coopnet.register.files.cells import Unfit
from coopnet.register.files.faults import shown
from coopnet.register.files.layouts import NAMES_OF_LISTS
from coopnet.register.files.table import Table

Found = TypeVar("Found")

# The header of trust-links names one column more than its rows have; nothing is ever in it.
LACKING_IN_TRUST_LINKS = 1


class LinkRow(NamedTuple):
    """One link from a URN to another."""

    urn: int
    link_urn: int
    link_type: str
    link_name: str
    established_on: str | None


class TrustLinkRow(NamedTuple):
    """An academy in a trust, or with a sponsor. ``kind`` is in the words of ``enums.GroupKind``."""

    urn: int
    uid: str
    group_name: str
    companies_house_number: str
    kind: str
    status: str
    joined: str | None
    name: str
    type_code: str
    type_name: str
    phase_code: str
    phase_name: str
    authority_code: str
    authority_name: str


class GroupRow(NamedTuple):
    """A group, without the name of its head."""

    uid: str
    name: str
    companies_house_number: str
    kind: str
    status: str
    open_date: str | None
    close_date: str | None
    town: str
    postcode: str


class ListRow(NamedTuple):
    """A school of a list of open schools."""

    urn: int
    name: str
    town: str
    postcode: str


class _Fields:
    """Reads the fields of the present row by column. A column that is absent reads as an empty text."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.row: list[str] = []

    def get(self, column: str, read: Callable[[str], Found]) -> Found:
        index = self.table.columns.get(column)
        text = self.row[index] if index is not None and index < len(self.row) else ""
        try:
            return read(text)
        except Unfit as error:
            raise self.table.fault(column if index is None else index, str(error)) from None

    def text(self, column: str, longest: int = 100) -> str:
        return self.get(column, lambda text: cells.words(text, longest))


def _uid(text: str) -> str:
    if not text.strip().isdecimal() or len(text) > 12:
        raise Unfit("the UID of the group is missing." if not text else f"{shown(text)} is not the UID of a group.")
    return text.strip()


def _company(text: str) -> str:
    """A company number has eight characters; leading zeros count, and some files lose them."""
    text = cells.words(text, 8)
    return text.zfill(8) if text.isdecimal() else text


def _needed(longest: int) -> Callable[[str], str]:
    def read(text: str) -> str:
        text = cells.words(text, longest)
        if not text:
            raise Unfit("this field is empty.")
        return text

    return read


def _kind(text: str) -> str:
    text = _needed(60)(text).casefold()
    if not any(letter.isalpha() for letter in text):
        raise Unfit(f"{shown(text)} is not a kind of group. Were columns swapped?")
    return text


def _group_name(text: str) -> str:
    """A group's name; there are groups named "None" and ones named by a number."""
    return _needed(200)(text)


def links(table: Table) -> Iterator[LinkRow]:
    """The rows of a links file."""
    fields = _Fields(table)
    for fields.row in table.rows():
        yield LinkRow(
            fields.get("urn", cells.urn),
            fields.get("linkurn", cells.urn),
            fields.get("linktype", _kind_of_link),
            fields.text("linkname", 200),
            fields.get("linkestablisheddate", cells.day),
        )


def _kind_of_link(text: str) -> str:
    text = _needed(80)(text)
    if not any(letter.isalpha() for letter in text) or cells.is_day(text):
        raise Unfit(f"{shown(text)} is not a kind of link. Were columns swapped?")
    return text


def trust_links(table: Table) -> Iterator[TrustLinkRow]:
    """The rows of a trust-links file."""
    fields = _Fields(table)
    for fields.row in table.rows(may_lack=LACKING_IN_TRUST_LINKS):
        yield TrustLinkRow(
            fields.get("urn", cells.urn),
            fields.get("linked uid", _uid),
            fields.get("group name", _group_name),
            fields.get("companies house number", _company),
            fields.get("group type", _kind),
            fields.text("group status", 40),
            fields.get("joined date", cells.day),
            fields.get("establishmentname", cells.name),
            fields.text("typeofestablishment (code)", 10),
            fields.text("typeofestablishment (name)"),
            fields.text("phaseofeducation (code)", 10),
            fields.text("phaseofeducation (name)", 60),
            fields.text("la (code)", 10),
            fields.text("la (name)", 120),
        )


def groups(table: Table) -> Iterator[GroupRow]:
    """The rows of a file of all groups."""
    fields = _Fields(table)
    for fields.row in table.rows():
        opened = fields.get("open date", cells.day) or fields.get("incorporated on (open date)", cells.day)
        yield GroupRow(
            fields.get("group uid", _uid),
            fields.get("group name", _group_name),
            fields.get("companies house number", _company),
            fields.get("group type", _kind),
            fields.text("group status", 40),
            opened,
            fields.get("closed date", cells.day),
            fields.text("group town"),
            fields.text("group postcode", 10),
        )


def open_schools(table: Table, on: date) -> Iterator[ListRow]:
    """The rows of a list of open schools; one that had closed by that day is left out."""
    fields = _Fields(table)
    name = next(column for column in NAMES_OF_LISTS if column in table.columns)
    for fields.row in table.rows():
        urn = fields.get("urn", cells.urn)
        fields.get("open date", cells.day)
        closed = fields.get("close date", cells.day)
        row = ListRow(urn, fields.get(name, cells.name), fields.text("town"), fields.text("postcode", 10))
        if closed is None or closed > on.isoformat():
            yield row
