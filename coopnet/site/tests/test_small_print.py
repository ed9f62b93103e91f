import re

import pytest
from django.test import Client

from coopnet.kit.models import Network
from coopnet.site.small_print.views import CLOSED_TO_ROBOTS
from coopnet.site.tests import ground


@pytest.mark.parametrize("address", ["/help/", "/privacy/", "/accessibility/", "/reading/"])
def test_the_pages_of_the_footer_open_for_everybody(network: object, client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.content.count(b"<h1>") == 1


def test_reading_settings_stay_in_a_cookie_and_shape_the_page(network: object, client: Client) -> None:
    answer = client.post("/reading/", {"theme": "dark", "size": "130"})
    assert answer.status_code == 302
    assert client.cookies["reading"].value == "theme:dark&size:130"
    page = client.get("/help/").content.decode()
    assert 'data-theme="dark"' in page
    assert 'data-size="130"' in page


def test_usual_settings_leave_no_cookie(network: object, client: Client) -> None:
    client.post("/reading/", {"theme": "dark"})
    client.post("/reading/", {"theme": ""})
    assert not client.cookies["reading"].value


def test_a_forged_cookie_shapes_nothing(network: object, client: Client) -> None:
    client.cookies["reading"] = 'theme:dark"><script>&evil:1&size:<b>'
    page = client.get("/help/").content.decode()
    assert "<script>&" not in page
    assert "data-evil" not in page
    assert "data-size" not in page


def test_robots_are_told_to_leave_peoples_and_officers_pages(network: object, client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    lines = answer.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    for address in ("/account/", "/sign-in/", "/find/?", "/changes/?", "/people/", "/record/", "/letters/", "/to-do/"):
        assert f"Disallow: {address}" in lines
    closed = [line.removeprefix("Disallow: ") for line in lines[1:]]
    for open_to_all in ("/", "/regions/western/", "/schools/105106/", "/facts/", "/find/", "/changes/", "/help/"):
        assert not any(open_to_all.startswith(address) for address in closed)


def test_every_address_told_to_search_engines_answers_and_none_is_closed_to_them(
    network: Network, client: Client
) -> None:
    ground.make(network)
    page = client.get("/sitemap.xml").content.decode()
    found = re.findall(r"<loc>http://testserver([^<]+)</loc>", page)
    assert len(found) == len(set(found)) > 20
    assert {"/", "/regions/western/", "/support/models/", "/schools/900001/", "/trusts/1000/", "/news/"} <= set(found)
    for address in found:
        assert client.get(address).status_code == 200, address
        assert not address.startswith(tuple(one for one in CLOSED_TO_ROBOTS if "*" not in one)), address
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()
