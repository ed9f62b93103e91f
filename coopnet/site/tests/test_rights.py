"""The page editor opens to terms in force and to nothing else; a regional editor stays in the region."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from unittest import mock

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page

from coopnet.accounts.models import User
from coopnet.audit.models import Entry
from coopnet.bodies.actions import begin_term, end_term
from coopnet.bodies.enums import Office
from coopnet.kit.models import Network
from coopnet.site import middleware, rights
from coopnet.site.editor_scripts import hashes
from coopnet.site.models import HomePage, RegionPage
from coopnet.site.tree import make_tree
from tests.roles import BEGAN_AT, BY, FOUNDING, Actor, give, nobody, regions

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 5, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """Every test runs on one day, at noon."""
    with time_machine.travel(NOON):
        yield


@pytest.fixture
def tree(network: Network) -> HomePage:
    regions()
    return make_tree(network=network, by=BY, at=BEGAN_AT)


def page_of(key: str) -> RegionPage:
    found: RegionPage = RegionPage.objects.get(region__key=key)
    return found


def browser(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def today() -> date:
    return timezone.localdate()


def stop(actor: Actor) -> None:
    assert actor.term is not None
    end_term(term=actor.term, on=today(), by=BY, at=timezone.now())


def edit(page: Page) -> str:
    return f"/cms/pages/{page.pk}/edit/"


def save(client: Client, page: RegionPage, **more: str) -> int:
    data = {
        "title": page.title,
        "slug": page.slug,
        "lead": "Changed by a test",
        "body": "null",
        "now": "null",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        **more,
    }
    return client.post(edit(page), data).status_code


def test_a_stranger_is_sent_to_our_own_sign_in_from_every_door_of_the_editor(tree: HomePage) -> None:
    for address in ("/cms/", "/cms/login/", "/cms/password_reset/", edit(page_of("west"))):
        answer = Client().get(address)
        assert answer.status_code == 302, address
        assert answer["Location"].startswith("/sign-in/"), address
    assert Client().post("/cms/login/", {"username": "x", "password": "y"})["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("office", [None, Office.TREASURER, Office.RETURNING_OFFICER, Office.SYSTEM_ADMINISTRATOR])
def test_whoever_has_no_pages_is_told_whom_to_ask(tree: HomePage, office: Office | None) -> None:
    client = browser(give(office) if office else nobody())
    answer = client.get("/cms/")
    assert answer.status_code == 403
    assert "ambassador of your region" in answer.content.decode()


@pytest.mark.parametrize("office", [Office.REGIONAL_EDITOR, Office.AMBASSADOR])
def test_a_regional_editor_writes_and_publishes_the_own_region_and_no_other(tree: HomePage, office: Office) -> None:
    client = browser(give(office, "west"))
    west, north = page_of("west"), page_of("north")
    assert client.get("/cms/").status_code == 200
    assert client.get(edit(west)).status_code == 200
    assert save(client, west, **{"action-publish": "1"}) == 302
    west.refresh_from_db()
    assert west.lead == "Changed by a test"
    for page in (north, tree, north.get_parent()):
        assert client.get(edit(page)).status_code == 302, page  # Wagtail's own refusal: back to its first page
        assert client.get(f"/cms/pages/{page.pk}/delete/").status_code == 302
        assert client.get(f"/cms/pages/{page.pk}/history/").status_code == 302
    assert save(client, north, **{"action-publish": "1"}) == 302
    north.refresh_from_db()
    assert north.lead != "Changed by a test"


def test_the_editor_s_widgets_start_and_no_other_inline_script_does(tree: HomePage) -> None:
    answer = browser(give(Office.REGIONAL_EDITOR, "west")).get(edit(page_of("west")))
    policy = answer["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    widgets = hashes(answer.content.decode())
    assert len(widgets) >= 2  # a day and a picture
    assert all(source in policy for source in widgets)
    assert answer.content.decode().count("<script>") <= len(widgets)


def test_the_explorer_of_a_regional_editor_begins_at_the_region(tree: HomePage) -> None:
    client = browser(give(Office.REGIONAL_EDITOR, "west"))
    north = page_of("north")
    assert north.title not in client.get("/cms/pages/", follow=True).content.decode()
    assert client.get(f"/cms/pages/{north.pk}/", follow=True).redirect_chain


def test_the_frame_of_the_site_cannot_be_deleted_hidden_moved_or_doubled(tree: HomePage) -> None:
    west = page_of("west")
    for actor in (give(Office.REGIONAL_EDITOR, "west"), give(Office.CO_ORDINATOR)):
        client = browser(actor)
        for act in ("delete", "unpublish", "copy"):
            client.post(f"/cms/pages/{west.pk}/{act}/", {"new_title": "x", "new_slug": "x", "new_parent_page": "1"})
        client.post(f"/cms/pages/{west.pk}/move/{tree.pk}/confirm/")
        client.post(f"/cms/bulk/wagtailcore/page/delete/?id={west.pk}&next=/cms/")
        west.refresh_from_db()
        assert west.live
        assert west.get_parent().slug == "regions"
        assert RegionPage.objects.count() == 4


def test_the_co_ordinator_writes_everywhere(tree: HomePage) -> None:
    client = browser(give(Office.CO_ORDINATOR))
    for page in (tree, page_of("west"), page_of("north")):
        assert client.get(edit(page)).status_code == 200
    assert client.get(f"/cms/pages/{tree.pk}/add_subpage/").status_code in (200, 302)


@pytest.mark.parametrize("address", ["/cms/users/", "/cms/groups/", "/cms/settings/", "/cms/redirects/", "/cms/sites/"])
def test_nobody_manages_accounts_groups_or_sites_in_the_editor(tree: HomePage, address: str) -> None:
    client = browser(give(Office.CO_ORDINATOR))
    assert client.get(address).status_code in (302, 403, 404)


def test_pictures_and_files_come_with_the_right_to_write(tree: HomePage) -> None:
    editor, other = browser(give(Office.REGIONAL_EDITOR, "west")), browser(give(Office.TREASURER))
    for address in ("/cms/images/", "/cms/images/add/", "/cms/documents/", "/cms/images/chooser/"):
        assert editor.get(address).status_code == 200, address
        assert other.get(address).status_code == 403, address
    assert editor.get("/cms/collections/").status_code == 302


def test_a_term_that_ended_is_refused_at_the_next_request_on_every_open_session(tree: HomePage) -> None:
    actor = give(Office.REGIONAL_EDITOR, "west")
    sessions = [browser(actor) for _ in range(3)]
    west = page_of("west")
    assert [s.get(edit(west)).status_code for s in sessions] == [200, 200, 200]
    stop(actor)
    for session in sessions:
        assert session.get("/cms/").status_code == 403
        assert session.get(edit(west)).status_code == 403
        assert save(session, west, **{"action-publish": "1"}) == 403
        assert session.get("/cms/images/add/").status_code == 403
        assert session.get("/roles/").status_code == 403
    west.refresh_from_db()
    assert west.lead != "Changed by a test"


def test_without_the_guard_a_term_that_ended_would_still_write(tree: HomePage) -> None:
    """The control: with rights worked out at sign-in and kept, the session above goes on."""
    actor = give(Office.REGIONAL_EDITOR, "west")
    session = browser(actor)
    west = page_of("west")
    began = BEGAN_AT + timedelta(days=1)
    stop(actor)
    fresh = rights.grant
    with (
        mock.patch.object(rights, "grant", lambda user, at: fresh(user, began)),
        mock.patch.object(middleware, "require"),
    ):
        assert save(session, west, **{"action-publish": "1"}) == 302
    west.refresh_from_db()
    assert west.lead == "Changed by a test"


def test_an_account_that_was_switched_off_is_out_at_once(tree: HomePage) -> None:
    actor = give(Office.REGIONAL_EDITOR, "west")
    session = browser(actor)
    assert session.get("/cms/").status_code == 200
    User.objects.filter(pk=actor.user.pk).update(is_active=False)
    assert session.get("/cms/")["Location"].startswith("/sign-in/")


def test_a_new_term_in_another_region_moves_the_rights(tree: HomePage) -> None:
    actor = give(Office.REGIONAL_EDITOR, "west")
    session = browser(actor)
    stop(actor)
    begin_term(
        person=actor.person,
        office=Office.REGIONAL_EDITOR,
        region="north",
        starts=today(),
        basis=FOUNDING,
        by=BY,
        at=timezone.now(),
    )
    assert session.get(edit(page_of("north"))).status_code == 200
    assert session.get(edit(page_of("west"))).status_code == 302


def test_no_rights_are_written_down_anywhere(tree: HomePage) -> None:
    before = GroupPagePermission.objects.count()
    actor = give(Office.REGIONAL_EDITOR, "west")
    browser(actor).get("/cms/")
    assert GroupPagePermission.objects.count() == before
    assert not Group.objects.filter(user__isnull=False).exists()
    assert not User.objects.filter(user_permissions__isnull=False).exists()


def test_an_account_that_did_not_pass_the_door_has_no_rights(tree: HomePage) -> None:
    user = give(Office.CO_ORDINATOR).user
    assert not user.has_perm("wagtailadmin.access_admin")
    assert not page_of("west").permissions_for_user(user).can_edit()


def test_what_is_done_in_the_page_editor_stands_in_the_record(tree: HomePage) -> None:
    """The one who did it, and the page, in words."""
    editor = give(Office.REGIONAL_EDITOR, "west")
    page = page_of("west")
    save(browser(editor), page, **{"action-publish": "1"})
    told = [(entry.what, entry.subject) for entry in Entry.objects.order_by("number")][-2:]
    assert told == [("pages.edit", f"page:{page.pk}"), ("pages.publish", f"page:{page.pk}")]
    last = Entry.objects.order_by("number").last()
    assert last is not None
    assert last.actor_key == editor.user.actor_key
    assert last.detail.words == f"Published “{page.title}”"
