"""``verify``, ``backup`` and ``restore`` as a person types them."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError

from coopnet.__main__ import main
from coopnet.audit.models import Entry
from coopnet.kit import registry
from coopnet.kit.registry import Invariant
from tests import small_network
from tests.controls import sql, without_triggers
from tests.other_database import another


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def test_a_network_is_checked_saved_and_read_back(own_database: str, tmp_path: Path, capsys: Any) -> None:
    small_network.make()
    file = tmp_path / "network.coopnet"
    assert main(["verify"]) == 0
    assert "promises hold." in capsys.readouterr().out
    assert main(["backup", str(file)]) == 0
    assert main(["backup", str(tmp_path / "nowhere/x")]) == 1
    before = file.read_bytes()
    assert main(["backup", str(file)]) == 1
    assert file.read_bytes() == before
    with another("read_back"):
        assert main(["restore", str(file)]) == 0
        assert main(["restore", str(file)]) == 1
        assert "holds the network" in capsys.readouterr().err
        assert main(["verify", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["ok"] is True
        with pytest.raises(IntegrityError):
            Entry.objects.filter(pk=1).delete()
        without_triggers("audit_entry")
        sql("UPDATE audit_entry SET what = 'x' WHERE number = 4")
        assert main(["verify", "--json"]) == 1
        said = json.loads(capsys.readouterr().out)
    names = {one["name"]: one["breaches"] for one in said["broken"]}
    assert sorted(names) == ["record.append-only", "record.unbroken"]
    assert names["record.unbroken"][0]["where"] == "entry 4"


def test_a_check_that_cannot_be_made_is_named_and_hides_no_other(db: None, capsys: Any, monkeypatch: Any) -> None:
    def fails(at: object) -> list[registry.Breach]:
        raise LookupError("no such table")

    monkeypatch.setattr(registry, "invariants", lambda: [Invariant("x.fails", "It holds.", "x", fails)])
    assert main(["verify"]) == 1
    assert "could not be checked: LookupError: no such table" in capsys.readouterr().out


def test_a_check_code_is_typed_as_in_the_letter(capsys: Any) -> None:
    with pytest.raises(SystemExit) as wrong:
        main(["verify", "--head", "12"])
    assert wrong.value.code == 2
    assert "is no check code" in capsys.readouterr().err
