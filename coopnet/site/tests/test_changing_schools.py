"""Officers' pages about schools: entered by hand, co-operative or not, suggested, disappeared; and who sees reasons."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from coopnet.audit.models import Entry
from coopnet.bodies.enums import Office
from coopnet.register.models import (
    Authority,
    CoopStatus,
    CoopSuggestion,
    Disappearance,
    Establishment,
    Import,
)
from coopnet.site.tests.schools import browser, co_operative, text
from tests.roles import give, nobody

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 10, 5, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """Every test runs on one day."""
    with time_machine.travel(NOON):
        yield


def test_only_officers_of_the_place_see_reasons(client: Client, cove: Establishment):
    co_operative(cove, ends=date(2020, 1, 1), end_reason="A private reason")
    west, north, co_ordinator = (
        give(Office.AMBASSADOR, "west"),
        give(Office.AMBASSADOR, "north"),
        give(Office.CO_ORDINATOR),
    )
    address = "/changes/?area=908"
    assert "A private reason" in text(browser(west), address)
    assert "A private reason" in text(browser(co_ordinator), "/changes/?since=2010")
    for outsider in (client, browser(north), browser(nobody())):
        for asked in (address, "/changes/", "/changes/?since=2010", "/changes/left.csv?area=908", "/schools/900001/"):
            assert "A private reason" not in text(outsider, asked)
    assert "A private reason" in text(browser(west), "/changes/left.csv?area=908")


# By hand


def entry(**told: str) -> dict[str, str]:
    given = {
        "submission": str(uuid4()),
        "name": "Ysgol Newydd",
        "urn": "401999",
        "town": "Helston",
        "phase": "Primary",
        "kind": "Community school",
        "evidence": "Letter of the head teacher",
    }
    return given | told


def test_an_officer_enters_a_school_once(cornwall: Authority, client: Client, django_capture_on_commit_callbacks):
    officer = browser(give(Office.AMBASSADOR, "west"))
    told = entry(authority=str(cornwall.pk))
    with django_capture_on_commit_callbacks(execute=True):
        assert officer.post("/schools/enter/", told)["Location"] == "/schools/401999/"
    assert officer.post("/schools/enter/", told)["Location"] == "/schools/401999/"
    assert Establishment.objects.filter(urn=401999).count() == 1
    assert Entry.objects.filter(what="school.entered", subject="school:401999").count() == 1
    assert "Ysgol Newydd" in text(client, "/find/?q=ysgol")
    again = officer.post("/schools/enter/", entry(authority=str(cornwall.pk)))
    assert "holds number 401999 already" in again.content.decode()


def test_the_school_list_is_reached_from_the_to_do_page_though_nothing_waits(cornwall: Authority):
    assert 'href="/schools/to-look-at/"' in text(browser(give(Office.AMBASSADOR, "west")), "/to-do/")
    assert "/schools/to-look-at/" not in text(browser(give(Office.REGIONAL_EDITOR, "west")), "/to-do/")


def test_a_school_without_a_number_gets_one_of_our_own(cornwall: Authority):
    officer = browser(give(Office.CO_ORDINATOR))
    addresses = [
        officer.post("/schools/enter/", entry(authority=str(cornwall.pk), urn=""))["Location"] for _ in range(2)
    ]
    assert addresses == ["/schools/800000/", "/schools/800001/"]


def test_who_may_not_enter_or_change_a_school(client: Client, cove: Establishment, cornwall: Authority):
    told = entry(authority=str(cornwall.pk))
    assert client.get("/schools/enter/").status_code == 302
    assert browser(nobody()).post("/schools/enter/", told).status_code == 403
    north = browser(give(Office.AMBASSADOR, "north"))
    assert "Choose a local authority from the list" in north.post("/schools/enter/", told).content.decode()
    other = browser(nobody("Ned Nothing"))
    for address in ("/schools/900001/co-operative/", "/schools/900001/correct/"):
        assert client.get(address).status_code == 302
        assert other.get(address).status_code == 403
        assert north.get(address).status_code == 404
        assert north.post(address, told).status_code == 404
    assert Establishment.objects.count() == 1
    assert "co-operative/" not in text(north, "/schools/900001/")


def test_what_was_entered_by_hand_is_corrected_and_a_file_s_word_is_not(cove: Establishment, cornwall: Authority):
    officer = browser(give(Office.AMBASSADOR, "west"))
    told = entry(authority=str(cornwall.pk), name="Invented Cove School")
    assert officer.post("/schools/900001/correct/", told)["Location"] == "/schools/900001/"
    cove.refresh_from_db()
    assert cove.name == "Invented Cove School"
    Establishment.objects.filter(pk=cove.pk).update(source="extract")
    assert officer.post("/schools/900001/correct/", entry(authority=str(cornwall.pk))).status_code == 404


def test_a_record_begins_is_confirmed_ends_and_is_taken_back(cove: Establishment):
    officer = browser(give(Office.AMBASSADOR, "west"))
    address = "/schools/900001/co-operative/"

    def press(act: str, **told: str) -> None:
        assert officer.post(address, {"act": act, "submission": str(uuid4()), **told}).status_code == 302

    press("begin", form="school", starts="2020-09-01", evidence="Minute", evidence_day="2020-07-01")
    status = CoopStatus.objects.get()
    assert status.confirmed_on == date(2026, 10, 5)
    press("confirm")
    press("end", ends="2026-09-01", reason="Governors' decision")
    status.refresh_from_db()
    assert status.ends == date(2026, 9, 1)
    press("back", status=str(status.pk))
    assert CoopStatus.objects.get().ends is None
    press("back", status=str(status.pk))
    assert not CoopStatus.objects.exists()
    whats = list(Entry.objects.filter(what__startswith="coop.").order_by("number").values_list("what", flat=True))
    assert whats == ["coop.begun", "coop.confirmed", "coop.ended", "coop.taken-back", "coop.taken-back"]


def test_a_record_without_evidence_is_refused_beside_the_field(cove: Establishment):
    officer = browser(give(Office.AMBASSADOR, "west"))
    told = {"act": "begin", "submission": str(uuid4()), "form": "school", "evidence_day": "2020-07-01"}
    page = officer.post("/schools/900001/co-operative/", told).content.decode()
    assert "Say what shows it." in page
    assert not CoopStatus.objects.exists()


# What the register suggests


def test_the_register_suggests_and_an_officer_of_the_place_decides(cove: Establishment, client: Client):
    suggestion = CoopSuggestion.objects.create(establishment=cove, words="Its name says co-op", as_of=date(2026, 1, 1))
    west, north = browser(give(Office.AMBASSADOR, "west")), browser(give(Office.AMBASSADOR, "north"))
    address = f"/schools/to-look-at/suggestion/{suggestion.pk}/"
    assert client.get(address).status_code == 302
    assert browser(nobody()).get(address).status_code == 403
    assert north.get(address).status_code == 404
    assert cove.name not in text(north, "/schools/to-look-at/")
    assert cove.name in text(west, "/schools/to-look-at/")
    assert "Look at 1 school " in text(west, "/to-do/")
    text(west, address)
    assert (
        "Choose how it is co-operative."
        in west.post(address, {"act": "take", "submission": str(uuid4())}).content.decode()
    )
    told = {"act": "take", "submission": str(uuid4()), "form": "school"}
    assert west.post(address, told)["Location"] == west.post(address, told)["Location"] == "/schools/to-look-at/"
    status = CoopStatus.objects.get()
    assert status.evidence == "Its name says co-op"
    suggestion.refresh_from_db()
    assert suggestion.decision == "taken"


def test_a_suggestion_is_put_aside_with_a_reason(cove: Establishment):
    suggestion = CoopSuggestion.objects.create(establishment=cove, words="Sounds so", as_of=date(2026, 1, 1))
    west = browser(give(Office.AMBASSADOR, "west"))
    address = f"/schools/to-look-at/suggestion/{suggestion.pk}/"
    assert (
        "Say it in a sentence." in west.post(address, {"act": "decline", "submission": str(uuid4())}).content.decode()
    )
    west.post(address, {"act": "decline", "submission": str(uuid4()), "words": "A shop, not a school"})
    suggestion.refresh_from_db()
    assert suggestion.decision == "declined"
    assert not CoopStatus.objects.exists()


def test_a_school_that_disappeared_is_settled_once(cove: Establishment):
    listed = Import.objects.create(
        kind="open-list", name="list.csv", as_of=date(2026, 1, 1), rows=1, digest="0", at=NOON, by_key="x", by_name="x"
    )
    gone = Disappearance.objects.create(
        source=listed, urn=cove.urn, name=cove.name, authority_code="908", as_of=date(2026, 1, 1), likely=[900002]
    )
    west = browser(give(Office.AMBASSADOR, "west"))
    address = f"/schools/to-look-at/gone/{gone.pk}/"
    assert "Likely, by name and postcode" in text(west, address)
    told = {"submission": str(uuid4()), "words": "Became an academy"}
    assert west.post(address, told).status_code == west.post(address, told).status_code == 302
    gone.refresh_from_db()
    assert gone.outcome == "Became an academy"
    assert Entry.objects.filter(what="school.disappearance-settled").count() == 1
    assert browser(give(Office.AMBASSADOR, "north")).get(address).status_code == 404
