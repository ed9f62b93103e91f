"""A sheet of members: every fault is named with its line, the rest comes in whole, and a load goes out whole."""

import html
import io
import re
from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.core import serializers
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from coopnet.bodies.enums import Office
from coopnet.membership import queries
from coopnet.membership.actions import begin, move
from coopnet.membership.enums import State
from coopnet.membership.importing.actions import load, undo
from coopnet.membership.importing.planning import plan
from coopnet.membership.importing.reading import Line, Unreadable, day_of, read
from coopnet.membership.models import (
    Coverage,
    Mandate,
    Member,
    MembershipClass,
    MembersLoad,
    Payer,
    Period,
    StateChange,
)
from coopnet.membership.refusals import NotPossible
from coopnet.membership.tests import ground as on
from coopnet.people.models import Affiliation, Organisation, Person
from coopnet.register.models import Establishment, Link
from tests.roles import give

HEAD = (
    "URN,School name,Post code,Membership type,Date joined,Date left,Why left,Paid up to,Fee,Paid by,Contact,Email,"
    "Shoe size"
)
TABLES = (Member, Period, StateChange, Coverage, Payer, Mandate, Person, Affiliation, Organisation)


@pytest.fixture(autouse=True)
def full(db: None) -> MembershipClass:
    return on.ground()


def csv_of(*rows: str, head: str = HEAD) -> bytes:
    return "\n".join((head, *rows)).encode()


def state() -> str:
    """Everything that a load could touch, as an export writes it."""
    return str(
        serializers.serialize("json", [row for model in TABLES for row in model._default_manager.order_by("pk")])
    )


def loaded(*rows: str) -> MembersLoad:
    return load(name="members.csv", lines=read(csv_of(*rows)).lines, by=on.BY, at=on.AT)[0]


def test_a_line_becomes_a_member_with_uncertain_history_and_all_that_it_said() -> None:
    school = on.school()
    loaded(f"{school.urn},{school.name},,Full member,1/9/2019,,,31/3/2026,£125.00,,Harriet Head,h@example.org,7")
    (one,) = queries.counted(on.DAY)
    assert (one.period.starts, one.period.certain) == (date(2019, 9, 1), False)
    assert one.period.said["Fee"] == "£125.00"
    assert one.period.said["Shoe size"] == "7"
    (lead,) = queries.mandates(one.member, on.DAY)
    assert (lead.person.name, lead.duty) == ("Harriet Head", "lead")
    assert queries.counted(date(2018, 1, 1)) == []


def test_whoever_left_and_came_back_is_one_member_with_two_periods() -> None:
    school = on.school()
    loaded(f"{school.urn},,,,2018-09-01,,,,,,,,", f"{school.urn},,,,2012-01-09,2015-08-31,Moved trust,,,,,,")
    member = Member.objects.get()
    assert [period.starts.year for period, _ in queries.history(member)] == [2018, 2012]
    assert queries.standing(member, date(2016, 1, 1)) is None
    change = StateChange.objects.get(state="resigned")
    assert change.private_words == "Moved trust"


def test_a_closed_school_is_followed_to_the_one_that_took_its_place() -> None:
    old, new = on.school("Old", status="Closed"), on.school("New")
    Link.objects.create(
        urn=old.urn, link_urn=new.urn, link_name=new.name, link_type="Successor", source="extract"
    )  # fmt: skip
    (row,) = plan(read(csv_of(f"{old.urn},,,,2019-09-01,,,,,,,,")).lines, on=on.DAY)
    assert row.thing == new
    assert "took its place" in row.notes[0]


def test_found_by_name_and_postcode_where_there_is_no_number() -> None:
    one, two = on.school("Twin"), on.school("Twin")
    for school, postcode in ((one, "ZZ99 1AA"), (two, "ZZ99 2BB")):
        Establishment.objects.filter(pk=school.pk).update(name="Twin", folded="twin", postcode=postcode)
    rows = plan(read(csv_of(",Twin,zz992bb,,2019,,,,,,,,", ",Twin,,,2019,,,,,,,,")).lines, on=on.DAY)
    assert rows[0].thing == two
    assert "Several schools" in rows[1].faults[0]


def test_a_trust_pays_and_a_trust_belongs_with_its_schools() -> None:
    trust = on.coop_trust("Payer Trust")
    school = on.school()
    inside = on.school("Inside", trust=trust)
    loaded(f"{school.urn},,,,2019,,,,,Payer Trust,,,")
    member = Member.objects.get()
    assert queries.payer(member, on.DAY).name == "Payer Trust"
    load(name="t.csv", lines=read(csv_of(f"{trust.uid},2019", head="UID,Joined")).lines, by=on.BY, at=on.AT)
    assert queries.covering(inside, on.DAY) == Member.objects.get(number=2)


FAULTY: list[tuple[str, str]] = [
    ("999999,,,,2019,,,,,,,,", "No school of the list has the URN"),
    ("twelve,,,,2019,,,,,,,,", "No school of the list has the URN"),
    (",,,,2019,,,,,,,,", "neither a URN nor a name"),
    (",Nowhere School,,,2019,,,,,,,,", "is called “Nowhere School”"),
    ("{a},Completely Different Name,,,2019,,,,,,,,", "but the line says"),
    ("{a},,,Gold,2019,,,,,,,,", "no kind of membership"),
    ("{a},,,,31/02/2019,,,,,,,,", "is no day"),
    ("{a},,,,soon,,,,,,,,", "is no day"),
    ("{a},,,,1/9/1066,,,,,,,,", "is no day|outside the years"),
    ("{a},,,,1/9/2019,1/9/2018,,,,,,,", "left before it joined"),
    ("{a},,,,1/9/2019,1/9/2019,,,,,,,", "left before it joined"),
    ("{a},,,,1/9/2030,,,,,,,,", "still to come"),
    ("{a},,,,1/9/2019,1/9/2030,,,,,,,", "still to come"),
    ("{a},,,,,1/9/2019,,,,,,,", "does not say when it had joined"),
    ("{a},,,,2019,,,32/13/2020,,,,,", "is no day"),
    ("{a},,,,2019,,,,,,Head,nonsense,", "no e-mail address"),
    ("{a},,,,2019,,,,,,Head,a@b,", "no e-mail address"),
    ("{a},,,,2019,,,,,Nobody Ltd,,,", "Who pays"),
    ("{a},,,,2019,,,,,123,,,", "Who pays"),
    ("{closed},,,,2019,,,,,,,,", "closed and none followed"),
    ("{split},,,,2019,,,,,,,,", "several followed it"),
    ("{member},,,,2019,,,,,,,,", "in the members’ records already"),
    ("{inside},,,,2019,,,,,,,,", "belongs already, through"),
    ("{b},,,,2019,,,,,,,,", "Line 2 says the same school"),
    ("{b},,,,2020,2021,,,,,,,", "Line 2 says the same school"),
    ("99999999999999,,,,2019,,,,,,,,", "No school of the list"),
    ("-5,,,,2019,,,,,,,,", "No school of the list"),
    ("=1+1,,,,2019,,,,,,,,", "No school of the list"),
    ("{a},,,Full member,20th of May,,,,,,,,", "is no day"),
    (",twin,,,2019,,,,,,,,", "Several schools"),
]


def faulty(**urns: Any) -> list[str]:
    return [line.format(**urns) for line, _ in FAULTY]


@pytest.fixture
def urns() -> dict[str, int]:
    """The schools that the faulty lines speak of."""
    trust = on.coop_trust()
    inside = on.school("Inside", trust=trust)
    begin(
        organisation=on.organisation(trust), membership_class=MembershipClass.objects.get(slug="full"),
        starts=on.LONG_AGO, schools=[inside], basis=on.BOARD, state=State.CURRENT, by=on.BY, at=on.AT,
    )  # fmt: skip
    member = on.school("Member")
    on.joined(member)
    split = on.school("Split", status="Closed")
    for name in ("One", "Two"):
        after = on.school(name)
        Link.objects.create(urn=split.urn, link_urn=after.urn, link_name=name, link_type="Successor", source="extract")
    for _ in range(2):
        Establishment.objects.filter(pk=on.school("Twin").pk).update(name="Twin", folded="twin")
    return {
        "a": on.school("A").urn, "b": on.school("B").urn, "closed": on.school("Shut", status="Closed").urn,
        "split": split.urn, "member": member.urn, "inside": inside.urn,
    }  # fmt: skip


def test_two_hundred_and_fifty_lines_with_thirty_faults(urns: dict[str, int]) -> None:
    good = [on.school(f"Good {number}").urn for number in range(219)]
    lines = [f"{urns['b']},,,Full member,1/9/2018,,,,,,Bea Head,bea@example.org,"]
    lines += [f"{urn},,,Full member,1/9/2019,,,,£100,,Head {urn},head{urn}@example.org," for urn in good]
    bad = faulty(**urns)
    where = sorted(Random(7).sample(range(1, 250), 30))
    for place, line in zip(where, bad, strict=True):
        lines.insert(place, line)
    assert len(lines) == 250
    before = state()
    sheet = read(csv_of(*lines))
    rows = plan(sheet.lines, on=on.DAY)
    found = {row.line.number: " ".join(row.faults) for row in rows if row.faults}
    assert sorted(found) == [place + 2 for place in where]
    for place, (_, says) in zip(where, FAULTY, strict=True):
        assert any(part in found[place + 2] for part in says.split("|")), (place, found[place + 2], says)
    assert state() == before, "looking changes nothing"
    made, _ = load(name="old list.csv", lines=sheet.lines, by=on.BY, at=on.AT)
    assert (made.lines, made.left_out) == (220, 30)
    assert len(queries.counted(on.DAY)) == 222
    undo(load=made, by=on.BY, at=on.AT)
    assert state() == before, "byte for byte"
    # What was undone may be loaded again, once.
    load(name="old list.csv", lines=sheet.lines, by=on.BY, at=on.AT)
    with pytest.raises(NotPossible, match="already"):
        load(name="old list.csv", lines=sheet.lines, by=on.BY, at=on.AT)


def test_a_line_that_breaks_at_the_last_moment_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = on.school(), on.school()
    before = state()

    def breaks(**given: Any) -> Any:
        if given["schools"][0] == two:
            raise NotPossible("The disk is full.")
        return begin(**given)

    monkeypatch.setattr("coopnet.membership.importing.actions.begin", breaks)
    with pytest.raises(NotPossible, match="disk"):
        loaded(f"{one.urn},,,,2018,,,,,,,,", f"{two.urn},,,,2019,,,,,,,,")
    assert state() == before
    assert not MembersLoad.objects.exists()


def _moves(made: MembersLoad) -> None:
    period = made.periods.get()
    move(period=period, to=State.DUE, day=on.DAY, by=on.BY, at=on.AT)


def _enters(_made: MembersLoad) -> None:
    on.joined()


def _employs(made: MembersLoad) -> None:
    on.somebody(made.periods.get().member)


@pytest.mark.parametrize("builds", [_moves, _enters, _employs])
def test_what_was_built_on_since_is_not_undone_and_nothing_is_half_done(builds: Any) -> None:
    made = loaded(f"{on.school().urn},,,,2018,,,,,,,,")
    builds(made)
    before = state()
    with pytest.raises(NotPossible, match="one by one"):
        undo(load=made, by=on.BY, at=on.AT)
    assert state() == before
    made.refresh_from_db()
    assert made.undone_at is None


def test_undone_is_undone_once() -> None:
    made = loaded(f"{on.school().urn},,,,2018,,,,,,,,")
    undo(load=made, by=on.BY, at=on.AT)
    with pytest.raises(NotPossible, match="undone already"):
        undo(load=made, by=on.BY, at=on.AT)


def _book() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Members of the network"])
    sheet.append([])
    sheet.append(["URN", "Name", "Joined", "Fee"])
    sheet.append([900500.0, "Hill Top", date(2019, 9, 1), 125])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "raw",
    [
        b"URN,Name,Joined\n900500,Hill Top,2019-09-01\n",
        b"URN;Name;Joined\r\n900500;Hill Top;2019-09-01\r\n",
        "URN\tName\tJoined\n900500\tHill Top\t2019-09-01\n".encode("utf-16"),
        "\ufeffunique reference number,SCHOOL_NAME,Member since\n\n900500,Hill Top,2019-09-01\n".encode(),
        b'Our list,,\nURN,Name,Joined\n900500,"Hill\nTop",2019-09-01\n',
        _book(),
    ],
)
def test_sheets_of_every_kind_are_read_alike(raw: bytes) -> None:
    (line,) = read(raw).lines
    assert {field: line.cells[field] for field in ("urn", "name", "joined")} == {
        "urn": "900500", "name": "Hill Top", "joined": "2019-09-01",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "headings"),
        (b"a,b\n1,2\n", "headings"),
        (b"URN,Name\n", "no line below"),
        (b"PK\x03\x04nonsense", "workbook cannot be opened"),
        (b"URN,Name\n\x00\x00", "no sheet"),
        (b"URN,Name\n" + b"1,a\n" * 3001, "more than 3,000"),
        (b"x" * (4 * 1024 * 1024 + 1), "larger than 4 MB"),
        (b'URN,Name\n1,"' + b"x" * 200_000 + b'"', "cannot be read"),
    ],
)
def test_what_is_no_sheet_is_refused_with_a_sentence(raw: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        read(raw)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019", date(2019, 1, 1)),
        ("1/9/19", date(2019, 9, 1)),
        ("September 2019", date(2019, 9, 1)),
        ("1 Sep 2019", date(2019, 9, 1)),
        ("01.09.2019", date(2019, 9, 1)),
    ],
)
def test_days_as_people_write_them(text: str, day: date) -> None:
    assert day_of(text) == day


def test_any_cut_of_a_sheet_is_read_or_refused() -> None:
    raw = csv_of(*(f"{900500 + n},Hill {n},,,2019,,,,,,Head {n},h{n}@example.org," for n in range(5)))
    outcomes: Iterator[list[Line] | str] = (_outcome(raw[:cut]) for cut in range(0, len(raw), 7))
    assert {type(outcome) for outcome in outcomes} == {list, str}


def _outcome(raw: bytes) -> list[Line] | str:
    try:
        return read(raw).lines
    except Unreadable as refusal:
        return str(refusal)


def _sent(raw: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("old list.csv", raw)


def _waiting(page: str) -> str:
    found = re.search(r'name="waiting" value="([^"]*)"', page)
    assert found is not None
    return html.unescape(found[1])


def test_an_officer_sends_looks_loads_and_undoes(client: Client) -> None:
    client.force_login(give(Office.CO_ORDINATOR).user)
    school = on.school()
    raw = csv_of(f"{school.urn},{school.name},,,2019,,,,=1+1,,,,", "999999,,,,2019,,,,,,,,")
    page = client.post("/members/load/look/", {"file": _sent(raw)}).text
    assert "Load the line without a fault" in page
    assert "No school of the list has the URN" in page
    assert not Member.objects.exists()
    form = {"waiting": _waiting(page), "submission": uuid4()}
    out = client.post("/members/load/left-out/", form).content.decode()
    assert "999999" in out
    for _ in range(2):
        assert client.post("/members/load/look/", form).headers["Location"] == "/members/load/"
    assert MembersLoad.objects.count() == 1
    assert "old list.csv" in client.get("/members/load/").text
    made = MembersLoad.objects.get()
    client.post(f"/members/load/{made.pk}/undo/", {"submission": uuid4()})
    assert not Member.objects.exists()


@pytest.mark.parametrize("waiting", ["", "{}", "[1,2]", '["a",[[1,{},{"a":{}}]]]', '["a",[["x",{},{}]]]', "[" * 5000])
def test_a_waiting_list_that_we_did_not_write_is_refused(client: Client, waiting: str) -> None:
    client.force_login(give(Office.CO_ORDINATOR).user)
    answer = client.post("/members/load/look/", {"waiting": waiting, "submission": uuid4()}, follow=True)
    assert "Choose the file again" in answer.text
    assert not MembersLoad.objects.exists()


def test_a_file_that_is_no_list_is_refused_on_the_page(client: Client) -> None:
    client.force_login(give(Office.CO_ORDINATOR).user)
    assert "No line of headings" in client.post("/members/load/look/", {"file": _sent(b"a,b")}).text
    assert "Choose the file" in client.post("/members/load/look/", {}).text
