"""Maps from the shipped outlines: whole, small, attributed, following the boundaries."""

from coopnet.kit.ui.outlines import rings
from coopnet.regions import outlines
from coopnet.regions.models import Region
from coopnet.regions.rules import default_region
from coopnet.register.facts import table
from coopnet.site.maps import network_map, region_map

REGIONS = [
    Region(key=key, slug=key, name=key, short_name=key, long_name=key, mark=mark, rank=rank)
    for rank, (key, mark) in enumerate([("north", "r-n"), ("central", "r-c"), ("west", "r-w"), ("laser", "r-l")])
]
DEFAULT = {
    row["code"]: region.value
    for row in table.read("authorities")
    if (region := default_region(row["code"], row["gor"])) is not None
}


def test_every_authority_of_today_has_an_outline() -> None:
    drawn = set().union(*(border.areas for border in outlines.borders()))
    gone = {"835", "836", "837", "909", "928"}
    assert set(DEFAULT) - drawn - gone == set()
    assert drawn <= set(DEFAULT)


def test_the_four_regions_close_and_meet() -> None:
    found = rings(outlines.borders(), DEFAULT)
    assert set(found) == {"north", "central", "west", "laser"}
    assert all(ring[0] == ring[-1] for group in found.values() for ring in group)


def test_both_maps_stay_under_forty_kilobytes() -> None:
    whole = network_map(REGIONS, DEFAULT, [])
    assert sum(len(land.path) for land in whole.lands) < 40_000
    for region in REGIONS:
        one = region_map(region, DEFAULT, [])
        assert len(one.lands[0].path) + len(one.inner) < 40_000


def test_the_attribution_is_printed() -> None:
    source = network_map(REGIONS, DEFAULT, []).source
    assert "Source: Office for National Statistics licensed under the Open Government Licence v3.0." in source
    assert "Contains OS data © Crown copyright and database right" in source


def test_the_map_follows_a_moved_boundary() -> None:
    moved = DEFAULT | {"926": "central"}  # Norfolk
    before, after = rings(outlines.borders(), DEFAULT), rings(outlines.borders(), moved)
    assert before["central"] != after["central"]
    assert before["north"] == after["north"]


def test_a_school_finds_its_spot_on_the_map() -> None:
    """Truro's place lies within the frame of Cornwall and outside that of Kent."""
    x, y = outlines.spot(182500, 44900)
    spots = outlines.spots({"908"})
    assert min(s[0] for s in spots) < x < max(s[0] for s in spots)
    assert min(s[1] for s in spots) < y < max(s[1] for s in spots)
    assert x < min(s[0] for s in outlines.spots({"886"}))
