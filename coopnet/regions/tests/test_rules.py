"""Which region an authority falls into by default."""

import pytest

from coopnet.regions import rules
from coopnet.regions.enums import RegionKey
from coopnet.register.facts import table

# Authorities that the network itself has named with their region.
NAMED = {
    "Kent": "laser",
    "Southampton": "laser",
    "Surrey": "laser",
    "Hertfordshire": "laser",
    "Essex": "laser",
    "Enfield": "laser",
    "Lewisham": "laser",
    "Manchester": "north",
    "Leeds": "north",
    "Devon": "west",
    "Cornwall": "west",
}


def test_the_eleven_authorities_that_the_network_named_agree() -> None:
    found = {
        row["name"]: rules.default_region(row["code"], row["gor"])
        for row in table.read("authorities")
        if row["name"] in NAMED
    }
    assert found == NAMED


@pytest.mark.parametrize(
    ("code", "region"),
    [("835", "west"), ("836", "west"), ("837", "west"), ("909", "north"), ("928", "central")],
)
def test_dissolved_authorities_keep_the_region_in_which_they_lay(code: str, region: str) -> None:
    assert rules.default_region(code, "") == region


def test_wales_and_overseas_have_none() -> None:
    assert rules.default_region("660", "") is None
    assert rules.default_region("702", "Not Applicable") is None


def test_every_government_region_of_england_has_its_region() -> None:
    spelt = {row["gor"] for row in table.read("authorities")} - {""}
    assert {rules.default_region("", name) for name in spelt} == set(RegionKey)


def test_letters_go_on_after_z() -> None:
    assert [rules.letter(n) for n in (0, 1, 25, 26, 27, 51, 52, 701, 702)] == [
        "A", "B", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip
