"""What others could do to a reader or an officer through letters to many, and what their list costs."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coopnet.bodies.enums import Office
from coopnet.mailings import actions, queries, rules
from coopnet.mailings.models import Reader, SavedGroup
from coopnet.mailings.newsletter import actions as newsletter
from coopnet.mailings.rules import Group
from coopnet.mailings.tests.test_mailings import ALL, FORM, draft, member, sent, writer
from coopnet.membership.tests import ground as on
from coopnet.notices.models import Letter
from tests.roles import give


@pytest.fixture
def ground(db: None) -> None:
    on.ground()


@pytest.mark.usefixtures("ground")
def test_nobody_floods_the_letter_box_of_a_reader() -> None:
    newsletter.ask(address="a@example.org", by=on.BY, at=on.AT)
    newsletter.confirm(address="a@example.org", by=on.BY, at=on.AT)
    for minute in range(50):
        newsletter.ask(address="a@example.org", by=on.BY, at=on.AT + timedelta(minutes=minute))
    assert Letter.objects.count() == 1
    newsletter.ask(address="a@example.org", by=on.BY, at=on.AT + timedelta(minutes=61))
    assert Letter.objects.count() == 2
    assert Reader.objects.get().confirmed_at == on.AT


@pytest.mark.usefixtures("ground")
def test_nobody_puts_a_group_in_the_place_of_one_that_is_not_theirs(client: Client) -> None:
    member("Ash", region="north")
    whole = actions.keep_group(name="Everybody", group=ALL, by=writer(), at=on.AT)
    client.force_login(give(Office.AMBASSADOR, "north").user)
    there = client.post("/mailings/write/", FORM | {"submission": uuid4()}).headers["Location"]
    refused = client.post(f"{there}keep/", {"keep-name": " Everybody", "keep-submission": uuid4()})
    assert "Choose another name" in refused.text
    whole.refresh_from_db()
    assert rules.read_group(whole.group) == ALL
    for _ in range(2):  # their own is replaced
        client.post(f"{there}keep/", {"keep-name": "Ours", "keep-submission": uuid4()})
    assert SavedGroup.objects.count() == 2


@pytest.mark.usefixtures("ground")
def test_the_list_asks_no_more_the_more_there_are_and_each_has_its_own_figures(client: Client) -> None:
    member("Ash", region="north")
    member("Beech", region="west")
    client.force_login(writer())

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get("/mailings/")
        return len(found)

    one, west = sent(), sent(draft(group=Group(regions=("west",))))
    actions.try_out(draft=draft(), by=writer(), at=on.AT)
    before = asked()
    for _ in range(9):
        sent()
    assert asked() == before
    found = queries.reports([one, west])
    assert [(found[m.pk].to, found[m.pk].waiting) for m in (one, west)] == [(2, 2), (1, 1)]
    assert found[one.pk] == queries.report(one)
