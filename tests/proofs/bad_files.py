"""Register import cannot hurt: every way to spoil an extract on 2,000 rows, and five of them on the whole file.

Each must be refused by ``coopnet register import`` with exit code 1 and a sentence that names file, row and column, and
leave every row of the register as it was. The rows are those of the real extract where it is at hand, else invented.
"""

import csv
import gzip
import io
import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from coopnet.__main__ import main
from coopnet.register.tests.making import HEADER, extract, fingerprint, keep, schools, table
from coopnet.register.tests.spoiling import spoilt

pytestmark = pytest.mark.usefixtures("own_database")
ROOT = Path(__file__).parent.parent.parent
REAL = "data/gias/composed_edubasealldata20220706.csv.gz"
SENTENCE = re.compile(r"coopnet: (\S+), row \d[\d,]*, column \S.*[.?]\n$", re.DOTALL)


def real_extract() -> bytes | None:
    """The composed extract, if the real files are at hand."""
    path = Path(os.environ.get("COOPNET_SHARED", ROOT.parent / "shared")) / REAL
    return gzip.decompress(path.read_bytes()) if path.exists() else None


def cut(data: bytes, rows: int) -> bytes:
    """Its first rows, filled where a name or status could be empty."""
    found = list(csv.reader(io.StringIO(data.decode("cp1252"), newline="")))
    return table(found[0], found[1 : rows + 1])


def refused(path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """The sentence with which the command refuses a file."""
    code = main(["register", "import", "--as-of", "2026-02-05", str(path)])
    said = capsys.readouterr()
    assert code == 1, (path.name, said.err)
    assert said.out == ""
    assert SENTENCE.search(said.err), said.err
    return said.err


def test_every_way_to_spoil_an_extract(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], record_property: Callable[[str, object], None]
):
    whole = real_extract()
    good = cut(whole, 2000) if whole else extract(schools(2000))
    path = keep(tmp_path, "good20260105.csv", good)
    assert main(["register", "import", str(path)]) == 0
    capsys.readouterr()
    before = fingerprint()
    tried = 0
    for one in spoilt(good):
        path = tmp_path / one.name
        path.write_bytes(one.data)
        assert refused(path, capsys).startswith(f"coopnet: {one.name}"), one.what
        assert fingerprint() == before, one.what
        tried += 1
    assert tried >= 200
    record_property("size", tried)


def test_five_on_the_whole_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    good = real_extract() or extract(schools(50_000))
    path = keep(tmp_path, "good20260105.csv", good)
    assert main(["register", "import", str(path)]) == 0
    capsys.readouterr()
    before = fingerprint()
    lines = good.split(b"\r\n")
    late = len(lines) * 9 // 10
    spoils = {
        "cut.csv": good[: len(good) * 2 // 3 + 7],
        "wrong_byte.csv": b"\r\n".join(
            [*lines[:late], lines[late].replace(b'"Open"', b'"\x81"', 1), *lines[late + 1 :]]
        ),
        "twice.csv": b"\r\n".join([*lines[:late], lines[1], *lines[late:]]),
        "a_third_gone.csv": b"\r\n".join([*lines[: len(lines) * 2 // 3], b""]),
        "cut.csv.gz": gzip.compress(good, 1)[:-200_000],
    }
    for name, data in spoils.items():
        (tmp_path / name).write_bytes(data)
        refused(tmp_path / name, capsys)
        assert fingerprint() == before, name


def test_a_gigabyte_in_one_line_and_bombs(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    before = fingerprint()
    began = time.process_time()
    plain = tmp_path / "line.csv"
    with plain.open("wb") as file:
        file.write(table(HEADER, []))
        for _ in range(1024):
            file.write(b"x" * 1024**2)
    packed = tmp_path / "line.csv.gz"
    with gzip.open(packed, "wb", compresslevel=1) as stream:
        stream.write(table(HEADER, []))
        for _ in range(1024):
            stream.write(b"x" * 1024**2)
    bomb = tmp_path / "bomb.csv.gz"
    with gzip.open(bomb, "wb", compresslevel=9) as stream:
        stream.write(table(HEADER, []))
        for _ in range(800):
            stream.write(b"\r\n" * 500_000)
    made = time.process_time() - began
    for path in (plain, packed, bomb):
        refused(path, capsys)
    assert time.process_time() - began - made < 60
    assert fingerprint() == before
