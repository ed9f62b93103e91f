"""The set-up page: what a domain says of itself, in ticks; what to paste; a letter to oneself."""

import base64
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from coopnet.audit.models import Entry
from coopnet.notices import tasks
from coopnet.notices.models import Letter, RefusalsList
from coopnet.notices.set_up import domain
from coopnet.notices.set_up.resolver import NoAnswer, Resolver, machine_servers
from coopnet.notices.tests.dns_sink import NameServer, Row, Zone
from tests.roles import Actor, holder, nobody

NOON = datetime(2026, 10, 5, 11, tzinfo=UTC)
OURS = "schools.invented-network.uk"
SERVER = "smtp.mail-firm.uk"
KEY = "v=DKIM1; k=rsa; p=" + base64.b64encode(bytes(294)).decode()
WEAK = "v=DKIM1; k=rsa; p=" + base64.b64encode(bytes(94)).decode()
GOOD: list[Row] = [
    (OURS, "TXT", "some-firm-verification=1"),
    (OURS, "TXT", "v=spf1 include:_spf.mail-firm.uk ~all"),
    ("_spf.mail-firm.uk", "TXT", "v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 -all"),
    (SERVER, "A", "192.0.2.25"),
    (f"s1._domainkey.{OURS}", "CNAME", "key.mail-firm.uk"),
    ("key.mail-firm.uk", "TXT", KEY),
    (f"_dmarc.{OURS}", "TXT", "v=DMARC1; p=quarantine; rua=mailto:office@schools.invented-network.uk"),
    (OURS, "MX", "mx.mail-firm.uk"),
]


class Table:
    """Answers from rows, without a line between."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows

    def _of(self, name: str, kind: str) -> list[str]:
        for owner, sort, value in self.rows:
            if owner == name and sort == "CNAME":
                return self._of(value, kind)
        return [value for owner, sort, value in self.rows if owner == name and sort == kind]

    def texts(self, name: str) -> list[str]:
        return self._of(name, "TXT")

    def mail_servers(self, name: str) -> list[str]:
        return self._of(name, "MX")

    def addresses(self, name: str) -> list[domain.Address]:
        return [ip_address(value) for value in self._of(name, "A") + self._of(name, "AAAA")]


def states(rows: list[Row], **more: str) -> list[str]:
    return [tick.state for tick in ticks(rows, **more)]


def ticks(rows: list[Row], **more: str) -> list[domain.Tick]:
    asked = {"returns": OURS, "selector": "", "server": SERVER, "reports_to": f"office@{OURS}", **more}
    return domain.check(OURS, names=Table(rows), **asked)


def but(name: str, kind: str, *values: str) -> list[Row]:
    """The good domain with other rows at one name."""
    return [row for row in GOOD if row[:2] != (name, kind)] + [(name, kind, value) for value in values]


def test_a_domain_in_order_has_four_ticks() -> None:
    assert states(GOOD) == ["yes"] * 4
    assert not [tick for tick in ticks(GOOD) if tick.paste]


def test_a_domain_that_says_nothing_is_told_what_to_paste() -> None:
    found = ticks([], selector="s9")
    assert [tick.state for tick in found] == ["no"] * 4
    assert [tick.paste for tick in found] == [
        (OURS, f"v=spf1 a:{SERVER} ~all"),
        (f"s9._domainkey.{OURS}", "as your mail firm shows it: v=DKIM1; k=rsa; p=…"),
        (f"_dmarc.{OURS}", f"v=DMARC1; p=none; rua=mailto:office@{OURS}"),
        None,
    ]


CHAIN = [("_spf.mail-firm.uk", "TXT", "v=spf1 " + " ".join(f"a:h{n}.mail-firm.uk" for n in range(11)) + " ~all")]
ROUND = [("_spf.mail-firm.uk", "TXT", f"v=spf1 include:{OURS} ~all")]


@pytest.mark.parametrize(
    ("records", "state", "word", "paste"),
    [
        (["v=spf1 ip4:192.0.2.25 -all"], "yes", "names", ""),
        (["v=spf1 mx -all"], "look", "do not find", f"v=spf1 mx a:{SERVER} -all"),
        ([f"v=spf1 a:{SERVER} ~all"], "yes", "names", ""),
        (["V=SPF1 redirect=_spf.mail-firm.uk"], "yes", "names", ""),
        (["v=spf1 -include:_spf.mail-firm.uk ~all"], "look", "do not find", ""),
        (["v=spf1 include:_spf.mail-firm.uk +all"], "no", "any machine", "v=spf1 include:_spf.mail-firm.uk ~all"),
        (["v=spf1 include:_spf.mail-firm.uk all"], "no", "any machine", ""),
        (["v=spf1 include:_spf.mail-firm.uk ?all"], "no", "does not say what", ""),
        (["v=spf1 include:_spf.mail-firm.uk"], "no", "does not say what", ""),
        (["v=spf1 include:nowhere.uk ~all"], "no", "nowhere.uk", ""),
        (["v=spf1 a ~all", "v=spf1 mx ~all"], "no", "two such", "v=spf1 a mx ~all"),
        (["v=spf10 a ~all"], "no", "does not say which", ""),
        (["v=spf1 ip4:nonsense ip4:192.0.2.0/24 ~all"], "yes", "names", ""),
        (["v=spf1 exists:%{i}.x.uk ip4:192.0.2.0/24 ~all"], "yes", "names", ""),
    ],
)
def test_which_machines_may_send(records: list[str], state: str, word: str, paste: str) -> None:
    tick = ticks(but(OURS, "TXT", *records))[0]
    assert (tick.state, word in tick.words) == (state, True), tick.words
    if paste:
        assert tick.paste == (OURS, paste)


@pytest.mark.parametrize("rows", [CHAIN, ROUND])
def test_a_record_that_leads_on_and_on_is_followed_as_far_as_receivers_do(rows: list[Row]) -> None:
    tick = ticks([row for row in GOOD if row[0] != "_spf.mail-firm.uk"] + rows)[0]
    assert (tick.state, "look-ups" in tick.words) == ("no", True)


@pytest.mark.parametrize(
    ("record", "state", "word"),
    [
        (KEY, "yes", "long enough"),
        ("k=rsa; p=" + base64.b64encode(bytes(162)).decode(), "look", "2048"),
        (WEAK, "no", "too short"),
        ("v=DKIM1; p=", "no", "withdrawn"),
        ("v=DKIM1; p=not base64!", "no", "damaged"),
        ("v=DKIM1; k=ed25519; p=" + base64.b64encode(bytes(32)).decode(), "look", "new kind"),
        (KEY + "; t=y", "look", "trial"),
        ("hello", "look", "usual places"),
    ],
)
def test_the_key_of_the_signature(record: str, state: str, word: str) -> None:
    tick = ticks(but("key.mail-firm.uk", "TXT", record))[1]
    assert (tick.state, word in tick.words) == (state, True), tick.words


def test_the_key_is_looked_for_where_somebody_says() -> None:
    assert states(GOOD, selector="s1")[1] == "yes"
    assert states(GOOD, selector="s7")[1] == "no"
    assert states([*GOOD, ("key.mail-firm.uk", "TXT", KEY)])[1] == "no"


@pytest.mark.parametrize(
    ("name", "records", "state", "word"),
    [
        (f"_dmarc.{OURS}", ["v=DMARC1; p=reject"], "yes", "aside"),
        (f"_dmarc.{OURS}", ["v=DMARC1; p=none; rua=mailto:x@y.uk"], "look", "only watches"),
        (f"_dmarc.{OURS}", ["v=DMARC1; p=maybe"], "no", "no policy"),
        (f"_dmarc.{OURS}", ["v=DMARC1; p=none", "v=DMARC1; p=reject"], "no", "two such"),
        ("_dmarc.invented-network.uk", ["v=DMARC1; p=reject"], "yes", "aside"),
        ("_dmarc.invented-network.uk", ["v=DMARC1; p=reject; sp=none"], "look", "only watches"),
        ("_dmarc.uk", ["v=DMARC1; p=reject"], "no", "does not say"),
    ],
)
def test_what_receivers_do_with_forgeries(name: str, records: list[str], state: str, word: str) -> None:
    rows = [row for row in GOOD if not row[0].startswith("_dmarc")] + [(name, "TXT", one) for one in records]
    tick = ticks(rows)[2]
    assert (tick.state, word in tick.words) == (state, True), tick.words


def test_letters_that_return_elsewhere_are_judged_there() -> None:
    assert states(GOOD, returns="bounce.other-firm.uk")[:3] == ["no", "yes", "look"]
    near = [*GOOD, (f"back.{OURS}", "TXT", "v=spf1 ip4:192.0.2.25 -all")]
    assert states(near, returns=f"back.{OURS}") == ["yes"] * 4
    strict = [*but(f"_dmarc.{OURS}", "TXT", "v=DMARC1; p=reject; aspf=s"), near[-1]]
    assert states(strict, returns=f"back.{OURS}")[2] == "look"


def test_names_for_examples_are_asked_of_nobody() -> None:
    assert all(map(domain.is_invented, ("coopnet.example.org", "example.org", "a.test", "localhost", "x.example")))
    assert not any(map(domain.is_invented, ("schools.uk", "notexample.org", "example.org.uk")))


# The resolver, against a name server on loopback


def asked(zone: Zone, ask: Callable[[Resolver], Any]) -> Any:
    with NameServer(zone) as server:
        return ask(Resolver([server], patience=0.3, budget=2))


def test_texts_hosts_and_addresses_come_from_the_line_as_they_stand() -> None:
    rows = [*GOOD, (SERVER, "AAAA", "2001:db8::25"), ("long.uk", "TXT", "x" * 900)]
    zone = Zone(rows)
    with NameServer(zone) as server:
        names = Resolver([server])
        assert names.texts(OURS.upper()) == ["some-firm-verification=1", "v=spf1 include:_spf.mail-firm.uk ~all"]
        assert names.mail_servers(OURS) == ["mx.mail-firm.uk"]
        assert names.addresses(SERVER) == [ip_address("192.0.2.25"), ip_address("2001:db8::25")]
        assert zone.by_tcp == 0
        assert names.texts("long.uk") == ["x" * 900]
        assert zone.by_tcp == 1, "what does not fit into a packet comes over a line"
        assert names.texts(f"s1._domainkey.{OURS}") == [KEY], "along the chain of names"
        assert names.texts("nothing.uk") == []
        before = len(zone.asked)
        assert names.texts(OURS)
        assert len(zone.asked) == before, "asked once"
        assert [tick.state for tick in domain.check(
            OURS, returns=OURS, selector="", server=SERVER, reports_to="x@y.uk", names=names
        )] == ["yes"] * 4  # fmt: skip


@pytest.mark.parametrize("fault", ["silent", "broken", "other-number", "refused", "loop"])
def test_a_name_server_that_misbehaves_says_nothing_about_the_domain(fault: str) -> None:
    with pytest.raises(NoAnswer):
        asked(Zone(GOOD, fault), lambda names: names.texts(OURS))


@pytest.mark.parametrize("name", ["", "a..b", "x" * 64 + ".uk", ".".join(["abcdefgh"] * 40), "\udcff.uk"])
def test_what_can_be_no_name_is_not_asked_about(name: str) -> None:
    zone = Zone(GOOD)
    with pytest.raises(NoAnswer):
        asked(zone, lambda names: names.texts(name))
    assert zone.asked == []


def test_the_second_name_server_is_asked_where_the_first_is_silent() -> None:
    with NameServer(Zone(GOOD, "silent")) as silent, NameServer(Zone(GOOD)) as server:
        assert Resolver([silent, server], patience=0.2).mail_servers(OURS) == ["mx.mail-firm.uk"]


def test_without_a_name_server_nobody_can_tell(tmp_path: Any) -> None:
    assert machine_servers(tmp_path / "none") == []
    (tmp_path / "conf").write_text("# a\nnameserver 192.0.2.53\nsearch x\nnameserver fe80::1%eth0\n")
    assert machine_servers(tmp_path / "conf") == [("192.0.2.53", 53), ("fe80::1", 53)]
    with pytest.raises(NoAnswer):
        Resolver([]).texts(OURS)
    found = domain.check(OURS, returns=OURS, selector="", server="", reports_to="x@y.uk", names=Resolver([]))
    assert {tick.state for tick in found} == {"look"}


@pytest.mark.parametrize("cut", range(0, 120, 3))
def test_a_broken_answer_is_refused_and_never_an_error_of_ours(cut: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Zone.answer
    monkeypatch.setattr(Zone, "answer", lambda self, query, *, room: (whole(self, query, room=room) or b"")[: 12 + cut])
    try:
        found = asked(Zone(GOOD), lambda names: names.texts(OURS))
    except NoAnswer:
        return
    assert found == ["some-firm-verification=1", "v=spf1 include:_spf.mail-firm.uk ~all"]


# The page


def browser(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.django_db
@time_machine.travel(NOON)
def test_the_page_asks_only_when_somebody_looks(network: object, settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL, settings.NEWS_FROM_EMAIL = f"Office <office@{OURS}>", f"news@news.{OURS}"
    settings.EMAIL_HOST = SERVER
    zone = Zone(GOOD)
    client = browser(holder("co-ordinator"))
    with NameServer(zone) as server:
        settings.NAME_SERVERS = [server]
        page = client.get("/letters/set-up/").content.decode()
        assert zone.asked == []
        assert f"news@news.{OURS}" in page
        assert "A complaint about news does not reach notices" in page
        page = client.get("/letters/set-up/?selector=").content.decode()
    assert f"<h3>{OURS}</h3>" in page
    assert f"<h3>news.{OURS}</h3>" in page
    assert page.count('<span class="tag bad">no</span>') >= 1, "the domain of news says nothing"
    assert f"v=spf1 a:{SERVER} ~all" in page
    assert "Give the word alone" in client.get("/letters/set-up/?selector=a%20b").content.decode()


@pytest.mark.django_db
@time_machine.travel(NOON)
def test_one_sender_for_both_is_pointed_out_and_its_domain_asked_once(network: object, settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = settings.NEWS_FROM_EMAIL = f"office@{OURS}"
    zone = Zone(GOOD)
    with NameServer(zone) as server:
        settings.NAME_SERVERS = [server]
        page = browser(holder("system-administrator")).get("/letters/set-up/?selector=s1").content.decode()
    assert page.count(f"<h3>{OURS}</h3>") == 1
    assert "Whoever calls news spam then harms notices too" in page
    assert len(zone.asked) - zone.by_tcp == len(set(zone.asked))


@pytest.mark.django_db
@time_machine.travel(NOON)
def test_a_letter_to_oneself_goes_to_nobody_else(network: object) -> None:
    lead = holder("co-ordinator")
    client = browser(lead)
    key = str(uuid4())
    for _ in range(2):
        sent = client.post("/letters/set-up/", {"kind": "notice", "submission": key, "to": "other@example.org"})
        assert sent.status_code == 302
    letter = Letter.objects.get()
    assert (letter.to, letter.kind, "spf=pass" in letter.text) == (lead.user.email, "notice", True)
    assert Entry.objects.filter(what="letters.tested").count() == 1
    assert tasks.post_waiting(NOON + timedelta(minutes=1)).startswith("1 sent")
    assert "the mail server took it" in client.get("/letters/set-up/").content.decode()
    assert browser(nobody()).post("/letters/set-up/", {"kind": "notice", "submission": key}).status_code == 403


@pytest.mark.django_db
@time_machine.travel(NOON)
def test_news_waits_for_the_list_even_to_oneself(network: object) -> None:
    client = browser(holder("co-ordinator"))
    press = {"kind": "news", "submission": str(uuid4())}
    assert "Say first who gets no news" in client.post("/letters/set-up/", press).content.decode()
    assert not Letter.objects.exists()
    RefusalsList.objects.create(at=NOON, none=True)
    assert client.post("/letters/set-up/", press).status_code == 302
    assert Letter.objects.get().kind == "news"
