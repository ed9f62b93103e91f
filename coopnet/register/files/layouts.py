"""Which kind of official file a header belongs to, and its columns. Names are as ``fold_column`` makes them."""

from coopnet.register.enums import FileKind
from coopnet.register.files.faults import shown
from coopnet.register.files.table import Table

NAMES_OF_LISTS = ("name", "establishment name")

# A column (or one of several) without which a file of this kind is refused.
REQUIRED: dict[FileKind, tuple[tuple[str, ...], ...]] = {
    FileKind.ESTABLISHMENTS: (
        ("urn",),
        ("establishmentname",),
        ("establishmentstatus (name)", "establishmentstatus (code)"),
    ),
    FileKind.LINKS: (("urn",), ("linkurn",), ("linktype",)),
    FileKind.TRUST_LINKS: (("urn",), ("linked uid",), ("group name",), ("group type",), ("establishmentname",)),
    FileKind.GROUPS: (("group uid",), ("group name",), ("group type",)),
    FileKind.OPEN_LIST: (("urn",), NAMES_OF_LISTS),
}

# Tried from the top: any one of these columns tells the kind, even where a required one is missing.
TELLING: tuple[tuple[FileKind, frozenset[str]], ...] = (
    (FileKind.LINKS, frozenset({"linkurn", "linktype", "linkestablisheddate"})),
    (FileKind.TRUST_LINKS, frozenset({"linked uid", "hassharedht", "federationtype"})),
    (FileKind.GROUPS, frozenset({"group uid", "group type (code)", "group status (code)"})),
    (
        FileKind.ESTABLISHMENTS,
        frozenset(
            {"establishmentname", "establishmentstatus (name)", "establishmentstatus (code)", "establishmentnumber"}
            | {"typeofestablishment (name)", "typeofestablishment (code)", "la (code)", "closedate", "opendate"}
        ),
    ),
    (FileKind.OPEN_LIST, frozenset({*NAMES_OF_LISTS, "open date", "postcode", "town"})),
)


def kind_of(table: Table) -> FileKind:
    """Tell the kind by the header. Raises BadFile for a strange header, a missing or a repeated required column."""
    names = table.columns.keys()
    for kind, telling in TELLING:
        if names & telling:
            _check(table, kind)
            return kind
    raise table.fault(
        0, f"this header, beginning with {shown(table.header[0])}, belongs to no register file known here."
    )


def _check(table: Table, kind: FileKind) -> None:
    for column in REQUIRED[kind]:
        found = [name for name in column if name in table.columns]
        if not found:
            raise table.fault(_proper(column[0]), f"this column is missing; a file of {kind.value} needs it.")
        for name in found:
            if table.repeated(name):
                raise table.fault(table.columns[name], "the header has this column twice.")


def _proper(column: str) -> str:
    """A folded name as the publisher writes it."""
    return PROPER.get(column, column)


PROPER = {
    "urn": "URN",
    "establishmentname": "EstablishmentName",
    "establishmentstatus (name)": "EstablishmentStatus (name)",
    "linkurn": "LinkURN",
    "linktype": "LinkType",
    "linked uid": "Linked UID",
    "group name": "Group Name",
    "group type": "Group Type",
    "group uid": "Group UID",
}
