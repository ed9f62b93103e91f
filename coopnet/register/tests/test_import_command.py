"""``coopnet register import``: one JSON object, exit codes, sentences."""

import json
from pathlib import Path

import pytest

from coopnet.__main__ import main
from coopnet.register.models import Establishment
from coopnet.register.tests.making import extract, keep, schools, table

pytestmark = pytest.mark.usefixtures("own_database")


def test_the_report_is_one_json_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = keep(tmp_path, "edubasealldata20260105.csv.gz", extract(schools(30)))
    assert main(["register", "import", str(path), "--json", "--preview"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "preview": True,
        "files": [
            {"name": path.name, "kind": "establishments", "as_of": "2026-01-05", "rows": 30, "rejected": 0},
        ],
        "changes": {"opened": 30, "vanished": 0, "closed": 0, "reopened": 0, "renamed": 0, "respelled": 0},
    }
    assert not Establishment.objects.filter(urn=700001).exists()
    assert main(["register", "import", str(path)]) == 0
    assert "30 opened" in capsys.readouterr().out
    assert Establishment.objects.filter(urn=700001).exists()


def test_lists_of_one_scope_are_compared_and_report_who_disappeared(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    header = ["urn", "name", "open_date", "town", "postcode"]
    rows = [[str(number), f"Invented {number}", "", "Nowhere", "ZZ1 1ZZ"] for number in range(700001, 700031)]
    first = keep(tmp_path, "list20260105.csv", table(header, rows, "utf-8"))
    second = keep(tmp_path, "list20260205.csv", table(header, rows[1:], "utf-8"))
    other = keep(tmp_path, "other20260205.csv", table(header, rows, "utf-8"))
    assert main(["register", "import", str(first), "--scope", "all"]) == 0
    assert main(["register", "import", str(other), "--scope", "else", "--json"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["changes"] == {"appeared": 30, "disappeared": 0}
    assert main(["register", "import", str(second), "--scope", "all", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["changes"], found["raised"]) == ({"appeared": 0, "disappeared": 1}, [])


def test_a_refusal_is_a_sentence_and_code_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = keep(tmp_path, "edubasealldata20260105.csv", b"<html>Service Unavailable</html>")
    assert main(["register", "import", str(path), "--json"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"coopnet: {path.name}, row 1, column 1: this is a web page")


@pytest.mark.parametrize("arguments", [["--as-of", "tomorrow", "x.csv"], ["--no-such-option", "x.csv"]])
def test_wrong_usage_is_code_2(arguments: list[str], capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as stopped:
        main(["register", "import", *arguments])
    assert stopped.value.code == 2


def test_no_file_is_wrong_usage(capsys: pytest.CaptureFixture[str]):
    assert main(["register", "import"]) == 2
    assert "name a file" in capsys.readouterr().err
