"""The founding act on a real database."""

import io
import json
from datetime import UTC, date, datetime

import pytest

from coopnet.accounts.models import User
from coopnet.bodies.models import Body, Seat, Term
from coopnet.founding import actions, commands
from coopnet.founding.answers import read
from coopnet.founding.tests.test_answers import GOOD
from coopnet.kit.actors import System
from coopnet.kit.console import Refused
from coopnet.kit.models import Network
from coopnet.notices.models import Letter
from coopnet.people.models import Person
from coopnet.regions.models import Region
from coopnet.register.models import Establishment
from coopnet.site.models import RegionPage

pytestmark = pytest.mark.django_db
AT = datetime(2026, 4, 14, 9, tzinfo=UTC)


def found(**changed):
    return actions.found(answers=read(GOOD | changed), by=System("founding"), at=AT)


def test_a_founding_makes_a_whole_network():
    made = found(regions={"laser": "Capital and Coast"})
    network = Network.objects.get()
    assert (network.name, network.demo, network.clock_offset) == ("Network of Invented Schools", False, 0)
    assert {region.key: region.name for region in Region.objects.all()}["laser"] == "Capital and Coast"
    assert sorted(Body.objects.values_list("kind", flat=True)) == [
        "national-board",
        *["regional-board"] * 4,
        *["regional-forum"] * 4,
        "society",
    ]
    assert Seat.objects.filter(body__kind="national-board").count() == 8
    assert Seat.objects.filter(body__kind="regional-board").count() == 20
    terms = {term.office: term for term in Term.objects.all()}
    assert set(terms) == {"co-ordinator", "treasurer"}
    assert terms["co-ordinator"].basis_kind == "founding-act"
    assert (terms["treasurer"].starts, terms["treasurer"].ends) == (date(2026, 4, 14), date(2028, 9, 1))
    assert len(made.co_ordinator.codes) >= 8
    assert RegionPage.objects.live().count() == 4
    assert not set(made.co_ordinator.codes) & set(made.second.codes)
    assert Establishment.objects.filter(coop_statuses__isnull=False).count() == 251


def test_a_second_founding_is_refused_and_changes_nothing():
    found()
    before = [model.objects.count() for model in (Person, User, Body, Term, Letter)]
    with pytest.raises(
        actions.AlreadyFounded, match="already holds Network of Invented Schools, founded on 14 April 2026"
    ):
        found()
    assert [model.objects.count() for model in (Person, User, Body, Term, Letter)] == before


def test_a_founding_is_all_or_nothing(monkeypatch):
    def fails(**_: object) -> list[str]:
        raise RuntimeError("the last step fails")

    monkeypatch.setattr(actions, "make_recovery_codes", fails)
    with pytest.raises(RuntimeError):
        found()
    for model in (Network, Region, Body, Term, Person, User, Establishment):
        assert not model.objects.exists(), model


@pytest.fixture
def run(monkeypatch, capsys):
    """``coopnet new`` with a file or with lines typed; gives what it answered."""
    monkeypatch.setattr("coopnet.founding.commands.database.ensure", lambda: None)

    def runs(file=None, typed: str = "") -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        arguments = type("Arguments", (), {"file": file})()
        assert commands.run(arguments) == 0
        return str(capsys.readouterr().out)

    return runs


def test_the_command_founds_from_a_file_and_shows_the_codes_once(run, tmp_path):
    path = tmp_path / "answers.toml"
    path.write_text(commands.EXAMPLE)
    said = run(path)
    assert "Network of Invented Schools is founded." in said
    assert "Hazel Merrydew, co ordinator, signs in as hazel@network.example.org" in said or "Hazel Merrydew" in said
    assert said.count("    ") >= 16
    with pytest.raises(Refused, match="already holds"):
        run(path)


def test_the_command_asks_eight_questions(run):
    network = "Network of Keys|Keys|Society of Keys||not an address"
    people = "Hazel Merrydew|hazel@network.example.org|Basil Quillfeather|basil@network.example.org|"
    asked_again = "office@network.example.org"
    typed = "\n".join(f"{network}|||Wild West||{people}|{asked_again}".split("|"))
    run(None, typed + "\n")
    assert Network.objects.get().contact_email == "office@network.example.org"
    assert Region.objects.get(key="west").name == "Wild West"
    assert Term.objects.filter(office="returning-officer").count() == 1


@pytest.mark.parametrize(
    "name, text, words",
    [
        ("a.toml", "[network", "cannot be understood"),
        ("a.json", "[" * 100_000, "cannot be understood"),
        ("a.json", "[]", "must hold the tables"),
        ("a.json", json.dumps(GOOD | {"network": {"name": "Only a name"}}), "Enter network.short_name"),
        ("a.toml", "\x00", "cannot be understood"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(run, tmp_path, name, text, words):
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(Refused, match=words) as caught:
        run(path)
    assert name in str(caught.value)
    assert not Network.objects.exists()


def test_a_file_that_is_not_there_or_no_text_is_named(run, tmp_path):
    with pytest.raises(Refused, match="cannot be read"):
        run(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b'name = "\xe9"')
    with pytest.raises(Refused, match="UTF-8"):
        run(tmp_path / "latin.toml")


def test_answers_that_end_too_early_make_nothing(run):
    with pytest.raises(Refused, match="ended before"):
        run(None, "A network\n")
    assert not Network.objects.exists()
