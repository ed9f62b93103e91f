"""Splitting: lines become rows of as many fields as the header has names."""

import csv
from collections.abc import Iterator

from coopnet.register.files.faults import BadFile, shown
from coopnet.register.files.opening import Packed
from coopnet.register.files.text import Lines

MOST_COLUMNS = 1000


def fold_column(name: str) -> str:
    """A column's name for comparing: publishers change case and spaces."""
    return " ".join(name.replace("_", " ").split()).casefold()


class Table:
    """A header and its rows, read once, from the front. ``row`` is the number of the row last read."""

    def __init__(self, packed: Packed) -> None:
        self.packed = packed
        self.name = packed.name
        self._lines = Lines(packed)
        self._reader = csv.reader(iter(self._lines), strict=True)
        self.header = self._read_header()
        self._lines.header = self.header
        self.columns = {fold_column(name): index for index, name in reversed(list(enumerate(self.header)))}

    @property
    def row(self) -> int:
        """The number of the line on which the row last read ends; the header is row 1."""
        return self._reader.line_num

    def fault(self, column: str | int, what: str) -> BadFile:
        """A BadFile about the row last read."""
        if isinstance(column, int):
            column = self.header[column] if column < len(self.header) else str(column + 1)
        return BadFile(self.name, self.row, column, what)

    def repeated(self, column: str) -> bool:
        """Whether the header has this name more than once."""
        return sum(fold_column(name) == column for name in self.header) > 1

    def rows(self, *, may_lack: int = 0) -> Iterator[list[str]]:
        """All rows. ``may_lack``: how many fields at the end every row may leave out. Raises BadFile."""
        width = len(self.header)
        reader = self._reader
        try:
            for fields in reader:
                if len(fields) != width and not width - may_lack <= len(fields) < width:
                    if not fields:
                        continue  # an empty line
                    raise self._wrong_width(fields)
                yield fields
        except csv.Error as error:
            raise self._stray(error) from None

    def _read_header(self) -> list[str]:
        try:
            header = next(self._reader, [])
        except csv.Error as error:
            raise BadFile(self.name, 1, "1", f"this is not a table with commas: {_words(error)}.") from None
        header = [" ".join(name.split()) for name in header]
        if len(header) < 2:
            only = header[0] if header else ""
            if ";" in only or "\t" in only:
                raise BadFile(self.name, 1, "1", "the columns are not separated by commas. Save the file with commas.")
            raise BadFile(self.name, 1, "1", "this is not a table with commas: the first row has no column names.")
        if len(header) > MOST_COLUMNS:
            raise BadFile(self.name, 1, str(MOST_COLUMNS + 1), f"the header has more than {MOST_COLUMNS} columns.")
        return header

    def _wrong_width(self, fields: list[str]) -> BadFile:
        width = len(self.header)
        if len(fields) < width:
            return self.fault(
                len(fields), f"the row stops here: it has {len(fields)} fields, the header {width}. Was the file cut?"
            )
        return self.fault(
            width,
            f"the row has {len(fields)} fields, the header {width}; the first too many is {shown(fields[width])}.",
        )

    def _stray(self, error: csv.Error) -> BadFile:
        words = str(error)
        if "unexpected end" in words:
            what = "the file ends inside quotes: it was cut, or a closing quote is missing."
        elif "field larger" in words:
            what = "a field is longer than 128 kB: a closing quote is missing."
        else:
            what = f"{_words(error)}."
        return self.fault(self._column_of_stray(), what)

    def _column_of_stray(self) -> int:
        """The csv module does not say in which field it stopped; the last line it took does, near enough."""
        line = self._lines.last
        index = 0
        for index, field in enumerate(line.split(",")):
            if (
                len(field) > csv.field_size_limit()
                or field.count('"') % 2
                or (field.startswith('"') and not field.rstrip("\r\n").endswith('"'))
            ):
                return index
        return index


def _words(error: csv.Error) -> str:
    if "new-line" in str(error):
        return "a line end stands in the middle of a field without quotes"
    if "expected after" in str(error):
        return "a quote stands where none may stand: a comma must follow the closing one"
    return "a quote or a line end stands where none may stand"
