"""Letters to many: who gets one and why, two people, each reader once whatever stops it, and the newsletter."""

from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from coopnet.accounts.models import User
from coopnet.audit.models import Entry
from coopnet.bodies.enums import Office
from coopnet.kit.basis import Basis
from coopnet.mailings import actions, groups, queries, rules, tasks
from coopnet.mailings.actions import NotPossible
from coopnet.mailings.enums import Left, Sort, Standing, State, Voter, Whom
from coopnet.mailings.models import Draft, Mailing, Reader, Recipient
from coopnet.mailings.newsletter import actions as newsletter
from coopnet.mailings.newsletter import links
from coopnet.mailings.rules import Group
from coopnet.membership.acting.actions import appoint
from coopnet.membership.actions import move
from coopnet.membership.enums import Duty
from coopnet.membership.enums import State as Stands
from coopnet.membership.models import Period
from coopnet.membership.tests import ground as on
from coopnet.notices.actions import decline_news, queue
from coopnet.notices.models import Letter
from coopnet.people.actions import affiliate
from coopnet.people.enums import Role
from coopnet.people.models import Organisation
from tests.pressing import press_at_once
from tests.roles import give

BASIS = Basis("officer", "", "Entered", on.LONG_AGO)
MINUTE = Basis("minute", "7", "Minute of the governors", on.LONG_AGO)
ALL = Group()


def writer() -> User:
    return User.objects.filter(name__icontains="ordinator").first() or give(Office.CO_ORDINATOR).user


def second() -> User:
    return User.objects.filter(name__startswith="Treasurer").first() or give(Office.TREASURER).user


def member(name: str, *, duty: Duty | None = Duty.LEAD, state: Stands = Stands.CURRENT, region: str = "") -> Period:
    period = on.joined(on.school(name), state=state, starts=on.LONG_AGO)
    if region:
        Organisation.objects.filter(pk=period.member.organisation_id).update(region_key=region)
    if duty is not None:
        person = on.somebody(period.member, f"{name} Person")
        appoint(member=period.member, person=person, duty=duty, starts=on.LONG_AGO, basis=MINUTE, by=on.BY, at=on.AT)
    return period


def draft(
    sort: Sort = Sort.NOTICE, *, text: str = "Dear {name} of {school}", group: Group = ALL, policy: bool = False
) -> Draft:
    return actions.write(
        draft=None, sort=sort, subject="About the forum", text=text, policy=policy, public=True, group=group,
        by=writer(), at=on.AT,
    )  # fmt: skip


def sent(one: Draft | None = None) -> Mailing:
    mailing = actions.hand_in(draft=one or draft(), by=writer(), at=on.AT)
    tasks.send(on.AT)
    mailing.refresh_from_db()
    return mailing


@pytest.fixture
def ground(db: None) -> None:
    on.ground()


def names(group: Group, *, news: bool = False) -> list[tuple[str, str]]:
    return [(one.name, one.left_out) for one in groups.readers(Sort.NEWS if news else Sort.NOTICE, group, on.DAY)]


@pytest.mark.usefixtures("ground")
def test_a_group_holds_whom_it_says_and_tells_who_is_left_out() -> None:
    member("Ash", region="north")
    member("Beech", duty=Duty.VOTES, region="west")
    member("Cedar", duty=None)
    member("Dogwood", state=Stands.AWAITING)
    assert [name for name, left in names(ALL) if not left] == ["Ash Person"]
    assert [left for _, left in names(ALL) if left] == [Left.NOBODY.value] * 2
    assert [n for n, left in names(Group(whom=Whom.ALL)) if not left] == ["Ash Person", "Beech Person"]
    assert names(Group(whom=Whom.VOTES, voter=Voter.WITH)) == [("Beech Person", "")]
    assert names(Group(regions=("west",), whom=Whom.ALL)) == [("Beech Person", "")]
    assert names(Group(standing=(Standing.WAITING,))) == [("Dogwood Person", "")]
    assert names(Group(kind="trust")) == []
    assert names(Group(phases=("Secondary",))) == []
    decline_news(address="ASH.person@example.org", by=on.BY, at=on.AT)
    assert names(Group(regions=("north",)), news=True) == [("Ash Person", Left.NO_NEWS.value)]
    assert names(Group(regions=("north",))) == [("Ash Person", "")]  # a notice is owed all the same


@pytest.mark.usefixtures("ground")
def test_those_that_ended_within_a_year_are_reached_through_whoever_acted_last() -> None:
    period = member("Ash")
    move(period=period, to=Stands.RESIGNED, day=date(2026, 3, 1), by=on.BY, at=on.AT)
    assert names(ALL) == []
    assert names(Group(standing=(Standing.ENDED,))) == [("Ash Person", "")]
    later = groups.readers(Sort.NOTICE, Group(standing=(Standing.ENDED,)), date(2027, 3, 1))
    assert later == []


@pytest.mark.usefixtures("ground")
def test_one_person_of_two_schools_gets_it_once() -> None:
    first, other = member("Ash"), member("Beech", duty=None)
    person = first.member.mandates.get().person
    affiliate(
        person=person, organisation=other.member.organisation, role=Role.HEAD, starts=on.LONG_AGO, by=on.BY, at=on.AT
    )  # fmt: skip
    appoint(
        member=other.member, person=person, duty=Duty.LEAD, starts=on.LONG_AGO, basis=BASIS, by=on.BY, at=on.AT
    )  # fmt: skip
    assert sorted(left for _, left in names(ALL)) == ["", Left.SAME.value]


@pytest.mark.usefixtures("ground")
def test_a_small_letter_leaves_at_once_each_reader_gets_their_own() -> None:
    member("Ash")
    member("Beech")
    mailing = sent()
    letters = Letter.objects.filter(key__startswith=f"mailing:{mailing.key}:").order_by("to")
    assert ["Ash Person of Ash" in letter.text for letter in letters] == [True, False]
    assert (mailing.state, letters.count(), {letter.kind for letter in letters}) == (State.DONE.value, 2, {"notice"})
    assert tasks.send(on.AT) == ""
    assert queries.report(mailing).waiting == 2
    assert not Draft.objects.exists()


@pytest.mark.usefixtures("ground")
def test_to_many_or_on_policy_it_waits_for_another_person(monkeypatch: pytest.MonkeyPatch) -> None:
    member("Ash")
    member("Beech")
    mailing = sent(draft(policy=True))
    assert (mailing.state, Letter.objects.count()) == (State.WAITS.value, 0)
    with pytest.raises(NotPossible, match="Somebody else agrees"):
        actions.agree(mailing=mailing, by=writer(), at=on.AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mailing.objects.filter(pk=mailing.pk).update(agreed_by=writer())
    actions.agree(mailing=mailing, by=second(), at=on.AT)
    with pytest.raises(NotPossible, match="is leaving"):
        actions.take_back(mailing=mailing, by=writer(), at=on.AT)
    monkeypatch.setattr(rules, "SECOND_ABOVE", 1)
    big = sent()
    assert big.state == State.WAITS.value
    actions.take_back(mailing=big, by=writer(), at=on.AT)
    with pytest.raises(NotPossible, match="taken back"):
        actions.agree(mailing=big, by=second(), at=on.AT)
    assert actions.copy(mailing=big, by=writer(), at=on.AT).text == big.text


@pytest.mark.usefixtures("ground")
def test_it_is_stopped_goes_on_and_reaches_each_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "CHUNK", 2)
    for name in ("Ash", "Beech", "Cedar", "Dogwood", "Elder"):
        member(name)
    mailing = actions.hand_in(draft=draft(), by=writer(), at=on.AT)
    assert actions.send_some(mailing=mailing, by=on.BY, at=on.AT) == 2
    actions.stop(mailing=mailing, by=writer(), at=on.AT)
    assert actions.send_some(mailing=mailing, by=on.BY, at=on.AT) == 0
    assert Letter.objects.count() == 2
    actions.go_on(mailing=mailing, by=writer(), at=on.AT)
    with pytest.raises(NotPossible, match="is leaving"):
        actions.go_on(mailing=mailing, by=writer(), at=on.AT)
    tasks.send(on.AT)
    assert Letter.objects.count() == Letter.objects.values("to").distinct().count() == 5


@pytest.mark.usefixtures("ground")
def test_broken_off_in_the_middle_of_a_chunk_nothing_of_it_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    member("Ash")
    member("Beech")
    mailing = actions.hand_in(draft=draft(), by=writer(), at=on.AT)
    calls: list[int] = []

    def breaks(**given: Any) -> Letter:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return queue(**given)

    with monkeypatch.context() as patched:
        patched.setattr("coopnet.mailings.actions.notices.queue", breaks)
        with pytest.raises(KeyboardInterrupt):
            actions.send_some(mailing=mailing, by=on.BY, at=on.AT)
    assert Letter.objects.count() == Recipient.objects.filter(queued_at__isnull=False).count() == 0
    tasks.send(on.AT)
    assert Letter.objects.count() == 2


def test_two_workers_at_once_write_to_each_once(own_database: str) -> None:
    on.ground()
    for name in ("Ash", "Beech", "Cedar"):
        member(name)
    actions.hand_in(draft=draft(), by=writer(), at=on.AT)
    gate, failed = Barrier(2), []

    def run() -> None:
        try:
            gate.wait(10)
            tasks.send(on.AT)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failed == []
    assert Letter.objects.count() == 3
    assert Mailing.objects.get().state == State.DONE.value


@pytest.mark.usefixtures("ground")
@pytest.mark.parametrize(
    ("text", "says"),
    [("Dear {scool}", "Line 1: {scool}"), ("a\nb {", "Line 2: a brace"), ("{name", "brace"), ("{}", "{} is no word")],
)
def test_words_that_nobody_fills_in_are_refused(text: str, says: str) -> None:
    with pytest.raises(NotPossible, match=says.replace("{", r"\{").replace("}", r"\}")):
        draft(text=text)
    assert not Draft.objects.exists()


@given(st.text(max_size=80), st.text(max_size=20), st.text(max_size=20))
def test_what_is_filled_in_is_never_read_again(text: str, name: str, school: str) -> None:
    whole = rules.fill(f"{{name}}|{text}|{{school}}", name=name or "N", school=school, region="")
    assert whole.startswith(f"{name or 'N'}|")
    assert whole.endswith(f"|{school}")


@pytest.mark.usefixtures("ground")
def test_the_database_keeps_what_was_handed_in() -> None:
    member("Ash")
    mailing = sent()
    for change in ("UPDATE mailings_mailing SET text = 'x'", "UPDATE mailings_recipient SET address = 'x@example.org'"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
    mailing.refresh_from_db()
    assert mailing.text == "Dear {name} of {school}"


@pytest.mark.usefixtures("ground")
def test_nobody_in_the_group_and_nothing_is_handed_in() -> None:
    with pytest.raises(NotPossible, match="Nobody would get"):
        actions.hand_in(draft=draft(), by=writer(), at=on.AT)
    assert Draft.objects.count() == 1


FORM = {
    "sort": "notice", "subject": "The forum", "text": "Dear {name}", "standing": "members", "kind": "", "voter": "",
    "whom": "lead",
}  # fmt: skip


@pytest.mark.usefixtures("ground")
def test_an_officer_writes_looks_tries_and_sends(client: Client) -> None:
    member("Ash")
    member("Beech", duty=None)
    client.force_login(writer())
    assert (
        "no word that we fill in" in client.post("/mailings/write/", FORM | {"text": "{x}", "submission": uuid4()}).text
    )
    there = client.post("/mailings/write/", FORM | {"submission": uuid4()}).headers["Location"]
    page = client.get(there).text
    assert "1 letter would leave" in page
    assert "nobody is named there" in page
    assert "Dear Ash Person" in page
    assert "Ash" in client.get(f"{there}who/").content.decode()
    client.post(f"{there}try/", {"submission": uuid4()})
    assert Letter.objects.get().to == writer().email
    client.post(f"{there}keep/", {"keep-name": "All leads", "keep-submission": uuid4()})
    assert "Write to All leads" in client.get("/mailings/").text
    form = {"submission": uuid4()}
    for _ in range(2):
        done = client.post(f"{there}hand-in/", form).headers["Location"]
    assert Mailing.objects.count() == 1
    tasks.send(on.AT)
    assert "has left" in client.get(done).text
    assert "Beech" in client.get(f"{done}paper/").text
    assert client.post(f"{done}copy/", {"submission": uuid4()}).headers["Location"].startswith("/mailings/drafts/")
    gone = Draft.objects.get()
    client.post(f"/mailings/drafts/{gone.key}/throw/", {"submission": uuid4()})
    assert not Draft.objects.exists()


@pytest.mark.usefixtures("ground")
def test_an_ambassador_writes_to_the_region_alone(client: Client) -> None:
    member("Ash", region="north")
    member("Beech", region="west")
    other = actions.hand_in(draft=draft(policy=True), by=writer(), at=on.AT)
    client.force_login(give(Office.AMBASSADOR, "north").user)
    there = client.post("/mailings/write/", FORM | {"submission": uuid4()}).headers["Location"]
    assert Draft.objects.get().whom.regions == ("north",)
    assert "1 letter would leave" in client.get(there).text
    refused = client.post("/mailings/write/", FORM | {"regions": "west", "submission": uuid4()})
    assert "Choose from the list" in refused.text
    assert (
        "Choose one from the list"
        in client.post("/mailings/write/", FORM | {"sort": "newsletter", "submission": uuid4()}).text
    )
    everybody = draft()
    assert client.get(f"/mailings/drafts/{everybody.key}/").status_code == 404
    assert client.get(f"/mailings/{other.key}/").status_code == 200  # as the second person
    assert client.post(f"/mailings/{other.key}/take-back/", {"submission": uuid4()}).status_code == 404
    client.post(f"/mailings/{other.key}/agree/", {"submission": uuid4()})
    other.refresh_from_db()
    assert other.state == State.SENDING.value


@pytest.mark.usefixtures("ground")
def test_the_newsletter_is_confirmed_by_a_press_and_read_in_the_archive(client: Client) -> None:
    form = {"email": "Una.Unknown@example.org", "submission": uuid4()}
    for _ in range(2):
        assert client.post("/newsletter/", form).headers["Location"] == "/newsletter/asked/"
    again = client.post("/newsletter/", {"email": "una.unknown@example.org", "submission": uuid4()})
    assert again.headers["Location"] == "/newsletter/asked/"
    assert Letter.objects.count() == 1  # one letter an hour, whoever asks how often
    there = "/" + Letter.objects.get().text.split()[0].split("/", 3)[3]
    assert links.reader_of(there.split("/")[3]) == "una.unknown@example.org"
    assert "Yes, send it to me" in client.get(there).text
    assert Reader.objects.get().confirmed_at is None  # opening a link changes nothing
    client.post(there, {"submission": uuid4()})
    assert Reader.objects.get().confirmed_at is not None
    assert client.get("/newsletter/yes/made-up/").status_code == 404
    one = actions.write(
        draft=None, sort=Sort.NEWSLETTER, subject="Autumn at {school}", text="What we did.", policy=False, public=True,
        group=ALL, by=writer(), at=on.AT,
    )  # fmt: skip
    mailing = sent(one)
    assert mailing.number == 1
    letter = Letter.objects.get(key__startswith=f"mailing:{mailing.key}:")
    assert (letter.kind, letter.to) == ("news", "una.unknown@example.org")
    for page in ("/newsletter/", "/newsletter/1/"):  # nobody reads braces, in the archive either
        assert "Autumn at your school" in client.get(page).text
        assert "{school}" not in client.get(page).text
    assert "What we did." in client.get("/newsletter/1/").text
    assert client.get("/newsletter/2/").status_code == 404


def test_pressed_by_many_threads_at_once_it_is_once_done(own_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The small twin of the proof ``pressed``, with its control: without the note of the id there are many effects."""
    on.ground()
    form = {"email": "una.unknown@example.org", "submission": str(uuid4())}
    assert press_at_once("/newsletter/", form, 12, threads=6) == {(302, "/newsletter/asked/"): 12}
    assert Entry.objects.filter(what="mailings.newsletter-asked").count() == 1
    other = Client().post("/newsletter/", form | {"email": "otto.other@example.org"})
    assert (other.status_code, "What was sent first stands" in other.text) == (409, True)
    assert Reader.objects.count() == 1
    monkeypatch.setattr("coopnet.mailings.views.public.once", lambda key, do, at: do())
    press_at_once("/newsletter/", form, 3, threads=1)
    assert Entry.objects.filter(what="mailings.newsletter-asked").count() == 4


@pytest.mark.usefixtures("ground")
def test_whoever_left_or_never_confirmed_gets_none_and_is_forgotten() -> None:
    for address in ("a@example.org", "b@example.org", "c@example.org"):
        newsletter.ask(address=address, by=on.BY, at=on.AT)
    for address in ("a@example.org", "b@example.org"):
        newsletter.confirm(address=address, by=on.BY, at=on.AT)
    decline_news(address="a@example.org", by=on.BY, at=on.AT)
    found = {one.address: one.left_out for one in groups.readers(Sort.NEWSLETTER, ALL, on.DAY)}
    assert found == {"a@example.org": Left.NO_NEWS.value, "b@example.org": ""}
    assert tasks.forget(on.AT + timedelta(days=6)) == "1 forgotten"
    assert tasks.forget(on.AT + timedelta(days=8)) == "1 forgotten"
    assert [reader.address for reader in Reader.objects.all()] == ["b@example.org"]
    newsletter.ask(address="a@example.org", by=on.BY, at=on.AT)
    newsletter.confirm(address="a@example.org", by=on.BY, at=on.AT)
    assert len([one for one in groups.readers(Sort.NEWSLETTER, ALL, on.DAY) if not one.left_out]) == 2
