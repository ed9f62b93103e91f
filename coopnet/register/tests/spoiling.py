"""More than two hundred ways to spoil an extract. Each makes a file that must be refused with row and column."""

import csv
import gzip
import io
import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from coopnet.register.tests.making import table


@dataclass(frozen=True)
class Spoilt:
    """A spoilt file: what was done to it, its name, its bytes."""

    what: str
    name: str
    data: bytes


class Good:
    """The sound extract, as bytes, lines and rows."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.lines = data.split(b"\r\n")[:-1]
        rows = list(csv.reader(io.StringIO(data.decode("cp1252"), newline="")))
        self.header, self.rows = rows[0], rows[1:]

    def at(self, column: str) -> int:
        return self.header.index(column)

    def with_lines(self, change: Callable[[list[bytes]], None]) -> bytes:
        lines = list(self.lines)
        change(lines)
        return b"\r\n".join(lines) + b"\r\n"

    def with_rows(self, change: Callable[[list[list[str]]], None]) -> bytes:
        rows = [list(row) for row in self.rows]
        change(rows)
        return table(self.header, rows)

    def with_line(self, before: int, line: bytes) -> bytes:
        return b"\r\n".join([*self.lines[:before], line, *self.lines[before:]]) + b"\r\n"

    def with_row(self, at: int, row: list[str]) -> bytes:
        return table(self.header, [*self.rows[:at], row, *self.rows[at + 1 :]])

    def with_field(self, column: str, value: str, row: int) -> bytes:
        def change(rows: list[list[str]]) -> None:
            rows[row][self.at(column)] = value

        return self.with_rows(change)


CSV = "edubasealldata.csv"


def spoilt(data: bytes) -> Iterator[Spoilt]:
    """All of them."""
    good = Good(data)
    for part in (_cut, _packed, _encodings, _headers, _swapped, _quotes, _bytes, _values, _widths, _other, _losses):
        yield from part(good)


def _cut(good: Good) -> Iterator[Spoilt]:
    lines = len(good.lines)
    for tenth in range(1, 21):
        row = max(2, lines * tenth // 21)
        start = len(b"\r\n".join(good.lines[:row])) + 2
        inside = len(good.lines[row]) * tenth // 22 + 1
        yield Spoilt(f"cut after {inside} bytes of row {row + 1}", CSV, good.data[: start + inside])


def _packed(good: Good) -> Iterator[Spoilt]:
    packed = gzip.compress(good.data, 6, mtime=0)
    archive = _zip({"edubasealldata.csv": good.data})
    for tenth in range(1, 11):
        yield Spoilt(f"gzip cut at {tenth}/11", f"{CSV}.gz", packed[: len(packed) * tenth // 11])
        yield Spoilt(f"zip cut at {tenth}/11", "extract.zip", archive[: len(archive) * tenth // 11])
    for tenth in range(2, 7):
        at = len(packed) * tenth // 8
        yield Spoilt(
            f"gzip with a wrong stretch at {tenth}/8", f"{CSV}.gz", packed[:at] + b"\xff" * 40 + packed[at + 40 :]
        )
        at = len(archive) * tenth // 8
        yield Spoilt(
            f"zip with a wrong stretch at {tenth}/8", "extract.zip", archive[:at] + b"\xff" * 40 + archive[at + 40 :]
        )
    yield Spoilt("gzip without its checksum", f"{CSV}.gz", packed[:-8])
    yield Spoilt("gzip in gzip", f"{CSV}.gz", gzip.compress(packed, mtime=0))
    yield Spoilt("zip without a file", "extract.zip", _zip({}))
    yield Spoilt("zip of a picture", "extract.zip", _zip({"a.png": b"\x89PNG\r\n\x1a\n" + b"x" * 99}))
    yield Spoilt("zip in a zip", "extract.zip", _zip({"inner.zip": archive}))
    yield Spoilt("zip of many files", "extract.zip", _zip({f"{number}.csv": good.data[:99] for number in range(30)}))
    yield Spoilt("zip with a password", "extract.zip", _locked(archive))
    yield Spoilt("zip that promises 10 GB", "extract.zip", _promising(archive))


def _zip(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _locked(archive: bytes) -> bytes:
    """The same archive, its member marked as encrypted."""
    changed = bytearray(archive)
    changed[6] |= 1
    changed[archive.index(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


def _promising(archive: bytes) -> bytes:
    changed = bytearray(archive)
    at = archive.index(b"PK\x01\x02") + 24
    changed[at : at + 4] = struct.pack("<I", 0xFFFFFFF0)
    return bytes(changed)


def _encodings(good: Good) -> Iterator[Spoilt]:
    text = good.data.decode("cp1252")
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "cp500", "utf-7"):
        data = text.replace('"', "+AAA-").encode("ascii", "replace") if encoding == "utf-7" else text.encode(encoding)
        yield Spoilt(f"written in {encoding}", CSV, data)
    middle = len(good.lines) // 2
    for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D):
        yield Spoilt(f"byte {byte:#x} in a name", CSV, _in_line(good, middle, b"Invented", bytes([byte])))
    marked = text.encode("utf-8-sig")
    for part in (3, 5, 7):
        at = marked.index(b"\r\n", len(marked) * part // 9) + 4
        yield Spoilt(
            f"byte order mark, then a byte of another encoding at {part}/9", CSV, marked[:at] + b"\xe9" + marked[at:]
        )

    def mixed(lines: list[bytes]) -> None:
        lines[middle - 5] = _after_name(lines[middle - 5], "é".encode())
        lines[middle] = _after_name(lines[middle], "é".encode("cp1252"))

    yield Spoilt("UTF-8 with one row of windows-1252", CSV, good.with_lines(mixed))
    yield Spoilt("a letter lost in saving", CSV, _utf8(good, "EstablishmentName", "Lost � School"))
    yield Spoilt("two byte order marks", CSV, b"\xef\xbb\xbf" + marked)


def _after_name(line: bytes, letter: bytes) -> bytes:
    fields = line.split(b'","')
    fields[4] += letter
    return b'","'.join(fields)


def _in_line(good: Good, row: int, old: bytes, letter: bytes) -> bytes:
    return good.with_lines(lambda lines: lines.__setitem__(row, _after_name(lines[row], letter)))


def _utf8(good: Good, column: str, value: str) -> bytes:
    rows = [list(row) for row in good.rows]
    rows[len(rows) // 2][good.at(column)] = value
    return table(good.header, rows, "utf-8")


def _headers(good: Good) -> Iterator[Spoilt]:
    urn, name = good.at("URN"), good.at("EstablishmentName")
    statuses = {good.at("EstablishmentStatus (code)"), good.at("EstablishmentStatus (name)")}
    for what, gone in (("URN", {urn}), ("name", {name}), ("status", statuses), ("URN and name", {urn, name})):
        header = [text for index, text in enumerate(good.header) if index not in gone]
        rows = [[text for index, text in enumerate(row) if index not in gone] for row in good.rows]
        yield Spoilt(f"without the column of the {what}", CSV, table(header, rows))
    for column in ("URN", "EstablishmentName", "EstablishmentStatus (name)"):
        header = list(good.header)
        header[good.at(column)] = f"{column} of old"
        codes = header.index("EstablishmentStatus (code)")
        header[codes] = "code" if "Status" in column else header[codes]
        yield Spoilt(f"the column {column} has another name", CSV, table(header, good.rows))
        header = list(good.header)
        header[good.at("Street")] = column
        yield Spoilt(f"the column {column} twice", CSV, table(header, good.rows))
    yield Spoilt("without a header", CSV, table(good.rows[0], good.rows[1:]))
    yield Spoilt("header alone", CSV, table(good.header, []))
    yield Spoilt("header with a column too few", CSV, table(good.header[:-1], good.rows))
    yield Spoilt("header with a column too many", CSV, table([*good.header, "More"], good.rows))
    yield Spoilt("header of numbers", CSV, table([str(number) for number in range(len(good.header))], good.rows))
    yield Spoilt("header twice", CSV, table(good.header, [good.header, *good.rows]))


def _swapped(good: Good) -> Iterator[Spoilt]:
    pairs = [
        ("URN", other) for other in ("LA (code)", "LA (name)", "EstablishmentName", "Postcode", "Town", "OpenDate")
    ]
    pairs += [
        ("EstablishmentName", other) for other in ("LA (code)", "Postcode", "OpenDate", "EstablishmentStatus (code)")
    ]
    pairs += [
        ("EstablishmentStatus (name)", other) for other in ("EstablishmentStatus (code)", "LA (code)", "Postcode")
    ]
    pairs += [("OpenDate", other) for other in ("Town", "Postcode", "LA (name)", "EstablishmentName")]
    pairs += [("EstablishmentName", "Town"), ("EstablishmentName", "LA (name)")]
    for one, other in pairs:

        def change(rows: list[list[str]], one: str = one, other: str = other) -> None:
            for row in rows:
                a, b = good.at(one), good.at(other)
                row[a], row[b] = row[b], row[a]

        yield Spoilt(f"{one} and {other} swapped", CSV, good.with_rows(change))

    def shifted(rows: list[list[str]]) -> None:
        for row in rows[len(rows) // 2 :]:
            row.insert(0, row.pop())

    yield Spoilt("fields moved by one from the middle on", CSV, good.with_rows(shifted))


def _quotes(good: Good) -> Iterator[Spoilt]:
    count = len(good.lines)
    for column in ("URN", "LA (name)", "EstablishmentName", "OpenDate", "Street", "Town", good.header[-1]):
        index = good.at(column)
        for row in (1, count // 2, count - 1):
            yield Spoilt(f"no opening quote before {column} in row {row + 1}", CSV, _quote(good, row, index, "open"))
            yield Spoilt(f"no closing quote after {column} in row {row + 1}", CSV, _quote(good, row, index, "close"))
        yield Spoilt(f"a quote inside {column}", CSV, _quote(good, count // 3, index, "inside"))


def _quote(good: Good, row: int, index: int, how: str) -> bytes:
    def change(lines: list[bytes]) -> None:
        fields = [b'"' + field + b'"' for field in lines[row][1:-1].split(b'","')]
        field = fields[index]
        if how == "open":
            fields[index] = field[1:] if len(field) > 2 else b'x"'
        elif how == "close":
            fields[index] = field[:-1] if len(field) > 2 else b'"x'
        else:
            fields[index] = field[:-1] + b'x"y"'
        lines[row] = b",".join(fields)

    return good.with_lines(change)


def _bytes(good: Good) -> Iterator[Spoilt]:
    for part in range(1, 9):
        at = len(good.data) * part // 9
        yield Spoilt(f"NUL at {part}/9", CSV, good.data[:at] + b"\0" + good.data[at:])
    yield Spoilt("NUL for the last half", CSV, good.data[: len(good.data) // 2] + b"\0" * 5000)
    for letter in ("\x01", "\x07", "\x1b[31m", "\x7f"):
        yield Spoilt(
            f"control character {letter!r} in a name", CSV, good.with_field("EstablishmentName", f"A{letter}B", 3)
        )
        yield Spoilt(f"control character {letter!r} in a town", CSV, good.with_field("Town", f"A{letter}B", 5))
    for row in (1, len(good.lines) // 2, len(good.lines) - 1):
        yield Spoilt(
            f"a row of 2 MB after row {row}",
            CSV,
            good.with_line(row, b"x" * 2_000_000),
        )
    yield Spoilt("a field of 200 kB", CSV, good.with_field("Street", "x" * 200_000, 7))


VALUES: dict[str, tuple[str, ...]] = {
    "URN": ("", " ", "ABCDEF", "12", "123456789", "-700001", "9e5", "700001.0", "७००००१", "700 001", "#N/A"),
    "EstablishmentName": ("", "   ", "12345", "ZZ1 1ZZ", "---", "N" * 300, "Two\r\nlines"),
    "EstablishmentStatus (name)": ("", "1", "Open2", "?", "O" * 90),
    "OpenDate": (
        *("31-02-2020", "00-00-0000", "32-01-2020", "01-13-2020", "2020-13-01", "tomorrow", "1-1-2020", "01-01-20"),
        *("01-Jan-2020", "44197", "01.01.2020", "2020/01", "-", "01-01-2020 12:30"),
    ),
    "CloseDate": ("30-02-2020", "soon", "99999999", "01-01-0000"),
    "StatutoryLowAge": ("-4", "999", "4.5", "4 to 11"),
    "SchoolCapacity": ("12x", "1e3", "1234567890123", "3.5", "1,200"),
    "Easting": ("12.5E", "5334981234567"),
    "LA (code)": ("90812345678",),
    "LA (name)": ("L" * 200,),
    "Postcode": ("ZZ1 1ZZ ZZ1 1ZZ",),
    "Town": ("T" * 150, "Two\nlines"),
    "EstablishmentStatus (code)": ("-1-", "123456789012"),
}


def _values(good: Good) -> Iterator[Spoilt]:
    for column, values in VALUES.items():
        for number, value in enumerate(values):
            row = (number * 7 + 3) % len(good.rows)
            if value.isascii():
                data = good.with_field(column, value, row)
            else:
                data = _utf8(good, column, value)
            yield Spoilt(f"{column} is {value[:20]!r}", CSV, data)


def _widths(good: Good) -> Iterator[Spoilt]:
    for row in (0, len(good.rows) // 2, len(good.rows) - 1):
        yield Spoilt(f"a field too many in row {row + 2}", CSV, good.with_row(row, [*good.rows[row], "more"]))
        yield Spoilt(f"a field too few in row {row + 2}", CSV, good.with_row(row, good.rows[row][:-1]))
        yield Spoilt(f"a comma alone in row {row + 2}", CSV, good.with_line(row + 1, b","))
    for first, second in ((1, 2), (4, 30)):

        def twice(rows: list[list[str]], first: int = first, second: int = second) -> None:
            rows[second][good.at("URN")] = rows[first][good.at("URN")]

        yield Spoilt(f"the URN of row {first + 2} again in row {second + 2}", CSV, good.with_rows(twice))
    yield Spoilt("a whole row twice", CSV, good.with_rows(lambda rows: rows.append(rows[0])))
    yield Spoilt("a row broken in two", CSV, good.with_lines(_broken))


def _broken(lines: list[bytes]) -> None:
    half = len(lines[5]) // 2
    at = lines[5].index(b'","', half) + 2
    lines[5:6] = [lines[5][:at], lines[5][at:]]


def _other(good: Good) -> Iterator[Spoilt]:
    page = b"<!DOCTYPE html><html><head><title>503</title></head><body>Service Unavailable</body></html>"
    yield Spoilt("an error page", CSV, page)
    yield Spoilt("an error page, packed", f"{CSV}.gz", gzip.compress(page))
    yield Spoilt("an error page in a zip", "extract.zip", _zip({"edubasealldata.csv": page}))
    yield Spoilt("an error page behind the rows", CSV, good.data + page)
    yield Spoilt("XML", CSV, b'<?xml version="1.0"?><error/>')
    yield Spoilt("JSON", CSV, b'{"error": "too many requests"}')
    yield Spoilt("JSON in a list", CSV, b'[{"urn": 700001}]')
    yield Spoilt("nothing", CSV, b"")
    yield Spoilt("line ends alone", CSV, b"\r\n\r\n\r\n")
    yield Spoilt("one word", CSV, b"Forbidden")
    yield Spoilt("a PDF", CSV, b"%PDF-1.7\n" + b"x" * 500)
    yield Spoilt("a picture", CSV, b"\x89PNG\r\n\x1a\n" + b"x" * 500)
    yield Spoilt("another table", CSV, b"a,b,c\r\n1,2,3\r\n")
    for letter, what in ((b";", "semicolons"), (b"\t", "tabs"), (b"|", "strokes")):
        yield Spoilt(f"separated by {what}", CSV, good.data.replace(b'","', b'"' + letter + b'"'))


def _losses(good: Good) -> Iterator[Spoilt]:
    for share in (6, 10, 30, 50, 90):
        kept = len(good.rows) * (100 - share) // 100
        yield Spoilt(f"{share} % of the rows gone", CSV, table(good.header, good.rows[:kept]))
