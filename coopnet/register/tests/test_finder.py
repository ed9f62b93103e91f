"""The finder finds what somebody means, whatever they type, and its file can always be lost."""

import sqlite3
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as any_

from coopnet.register import finder
from coopnet.register.finder.fold import fold, fold_search
from coopnet.register.models import Authority, CoopStatus, Establishment, Group, GroupMembership
from coopnet.register.rules import fold as fold_name
from coopnet.register.rules import sounds_cooperative

pytestmark = pytest.mark.django_db
ON = date(2026, 9, 1)
INDEX = Path(settings.DATA_DIR) / "finder.sqlite3"


def school(urn: int, name: str, authority: Authority | None = None, **told: object) -> Establishment:
    given_ = {"status_name": "Open", "source": "hand", "town": "", "postcode": ""} | told
    return Establishment.objects.create(urn=urn, name=name, folded=fold_name(name), authority=authority, **given_)


@pytest.fixture
def schools() -> list[Establishment]:
    cornwall = Authority.objects.create(code="908", name="Cornwall", folded="cornwall")
    leeds = Authority.objects.create(code="383", name="Leeds", folded="leeds")
    made = [
        school(900001, "Coverack Primary School", cornwall, town="Helston", postcode="TR12 6SA",
               phase_name="Primary", type_name="Academy converter", easting=178000, northing=18000),
        school(900002, "Helston Community College", cornwall, town="Helston", postcode="TR13 8NR",
               phase_name="Secondary", type_name="Foundation school", easting=166000, northing=27000),
        school(900003, "St Mary's Church & Ecole Française", leeds, town="Leeds", postcode="LS1 1AA",
               phase_name="Primary", type_name="Community school"),
        school(900004, "Priesthorpe Co-operative Academy", leeds, town="Pudsey", postcode="LS28 5SG",
               phase_name="Secondary", type_name="Academy converter"),
        school(900005, "Coopersale Hall School", leeds, town="Epping", postcode="CM16 7PE"),
        school(900006, "Old Mill School", leeds, town="Leeds", status_name="Closed", close_date=date(2019, 8, 31)),
    ]  # fmt: skip
    trust = Group.objects.create(uid="9001", name="Lizard Trust", folded="lizard trust", kind="trust", source="hand")
    GroupMembership.objects.create(establishment=made[0], group=trust, source="hand")
    CoopStatus.objects.create(
        group=trust, form="academy-trust", starts=date(2018, 9, 1), evidence="A minute", evidence_day=ON,
        confirmed_on=ON, source="hand",
    )  # fmt: skip
    CoopStatus.objects.create(
        establishment=made[5], form="school", ends=date(2019, 9, 1), evidence="A minute", evidence_day=ON,
        confirmed_on=ON, source="hand",
    )  # fmt: skip
    return made


def found(text: str, **how_: object) -> list[int]:
    return [hit.urn for hit in finder.search(text, on=ON, **how_).hits]  # type: ignore[arg-type]  # named as in search


@pytest.mark.parametrize(
    ("text", "urn"),
    [
        ("coverack", 900001),
        ("cov", 900001),
        ("covreack primary", 900001),
        ("coveracck", 900001),
        ("ocverack", 900001),
        ("coverackprimary", 900001),
        ("TR12 6SA", 900001),
        ("tr126sa", 900001),
        ("900001", 900001),
        ("lizard trust", 900001),
        ("saint marys church and ecole francaise", 900003),
        ("ST MARY’S", 900003),
        ("priesthorpe cooperative", 900004),
        ("priesthorpe co-op", 900004),
        ("priesthorpe co-operat", 900004),
        ("Priesthorpe Co=operative", 900004),
        ("coopersale", 900005),
        ("cooper", 900005),
        ("pudsey", 900004),
        ("helston college cornwall", 900002),
    ],
)
def test_it_is_found_first(schools: list[Establishment], text: str, urn: int):
    assert urn in found(text)[:2]


@pytest.mark.parametrize("name", ["Cooper", "Coopers' Company", "Coopersale", "Scoop", "Copse"])
def test_a_name_that_only_sounds_like_it_is_not_folded_to_co_operative(name: str):
    assert "coop" not in fold(name).split()


@pytest.mark.parametrize(
    "name", ["Co-operative", "Cooperative", "CO OPERATIVE", "Co=operative", "Co_Operative", "Co–op"]
)
def test_every_spelling_of_co_operative_is_folded_alike(name: str):
    assert fold(name) == "coop"
    assert sounds_cooperative(name)


def test_a_name_with_words_swapped_is_found(schools: list[Establishment]):
    assert found("college community helston")[0] == 900002


def test_what_nobody_has_is_not_found(schools: list[Establishment]):
    assert found("zzzzzz qqqqq") == []
    assert finder.search("!!!", on=ON).total == 0


def test_filters_narrow_and_without_words_list_all(schools: list[Establishment]):
    assert found("", authority_codes=frozenset({"908"})) == [900001, 900002]
    assert found("", coop_only=True) == [900001]
    assert found("school", phase="Primary") == [900001]
    assert found("", type_group="foundation") == [900002]
    assert found("", authority_codes=frozenset()) == []
    assert 900006 not in found("", open_only=True)


def test_co_operative_is_asked_on_a_day(schools: list[Establishment]):
    answers = {hit.urn: hit.coop for hit in finder.search("", on=ON).hits}
    assert answers[900001] == "yes"
    assert answers[900006] == "was"
    assert answers[900005] == ""
    assert {hit.urn: hit.coop for hit in finder.search("", on=date(2017, 1, 1)).hits}[900001] == ""


def test_facets_and_pages_count_everything_gathered(schools: list[Establishment]):
    results = finder.search("", on=ON, limit=2, offset=2)
    assert (results.total, len(results.hits), results.more) == (6, 2, False)
    assert results.phases == {"Primary": 2, "Secondary": 2}


def test_near_gives_the_nearest_first(schools: list[Establishment]):
    near = finder.near("TR12", on=ON)
    assert [hit.urn for hit in near.hits] == [900001, 900002]
    assert near.hits[0].miles == 0
    assert finder.near("Atlantis", on=ON).hits == []
    assert finder.near("'; DROP TABLE school", on=ON).hits == []


def test_a_change_is_seen_after_a_refresh_and_not_before(schools: list[Establishment]):
    finder.rebuild()
    Establishment.objects.filter(urn=900001).update(name="Porthoustock School")
    new = school(900007, "Kuggar School")
    assert found("porthoustock") == []
    finder.refresh([schools[0].pk, new.pk])
    assert found("porthoustock") == [900001]
    assert found("kuggar") == [900007]
    assert 900001 not in found("coverack")
    key = new.pk
    new.delete()
    finder.refresh([key])
    assert found("kuggar") == []


def test_a_lost_file_comes_back(schools: list[Establishment]):
    assert found("coverack") == [900001]
    INDEX.unlink()
    assert found("coverack") == [900001]


@pytest.mark.parametrize("torn", [b"", b"no database", None])
def test_a_torn_file_is_made_anew(schools: list[Establishment], torn: bytes | None):
    finder.rebuild()
    INDEX.write_bytes(INDEX.read_bytes()[:5000] if torn is None else torn)
    assert found("coverack") == [900001]


def test_the_file_of_another_database_is_not_believed(schools: list[Establishment]):
    finder.rebuild()
    with sqlite3.connect(INDEX) as file:
        file.execute("UPDATE about SET source = 'elsewhere'")
        file.execute("DELETE FROM school")
    file.close()
    assert found("coverack") == [900001]


def test_rebuilding_leaves_no_other_file_behind(schools: list[Establishment]):
    assert finder.rebuild() == 6
    assert not list(INDEX.parent.glob("finder.sqlite3.*"))


@given(text=any_.text(max_size=80))
@how(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_breaks_it(schools: list[Establishment], text: str):
    finder.search(text, on=ON)
    finder.near(text, on=ON)


@pytest.mark.parametrize(
    "text",
    ["\x00", "\ud800", '"', "'", "*", "a* OR b", "NEAR(", "-", "^a", "{x}:y", "(" * 500, "a" * 100_000, "%00", "🐝🐝",
     "\u202eabc", "ﬃ", "' OR 1=1 --", "AND", "NOT", "co-op" * 400],
)  # fmt: skip
def test_hostile_text_is_only_text(schools: list[Establishment], text: str):
    finder.search(text, on=ON)
    finder.near(text, on=ON)


def test_folding_a_search_ends_with_letters_and_digits_only():
    assert fold_search("  Ünïcode — Ædes & Sons ") == "unicode aedes and sons"
