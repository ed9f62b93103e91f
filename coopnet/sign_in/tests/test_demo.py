"""Be this person: in a demo on this machine, and nowhere else."""

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import include, path, resolve

from coopnet.accounts.models import User
from coopnet.kit.models import Network
from coopnet.sign_in import demo
from coopnet.sign_in.tests.conftest import signed_in

urlpatterns = [path("", include("coopnet.sign_in.demo_urls")), path("", include("coopnet.config.urls"))]
handler404 = "coopnet.site.errors.not_found"


@pytest.fixture
def demo_network(make, officers, settings, monkeypatch) -> User:
    settings.ROOT_URLCONF = __name__
    Network.objects.update(demo=True)
    user: User = make()
    officers.add(user.email)
    monkeypatch.setattr(demo, "_sources", [lambda on: [demo.Offered(user, "Ambassador, Western")]])
    return user


def test_a_visitor_becomes_an_officer_with_the_second_step_done(client, demo_network) -> None:
    client.defaults["HTTP_HOST"] = "localhost"
    page = client.get("/be/").content.decode()
    assert "Ambassador, Western" in page
    assert client.post("/be/", {"person": str(demo_network.key)})["Location"] == "/to-do/"
    assert signed_in(client)
    assert client.get("/account/").status_code == 200


def test_one_person_after_another(client, demo_network, make, monkeypatch) -> None:
    client.defaults["HTTP_HOST"] = "localhost"
    kim = make(email="kim@school.example.org", name="Kim Invented")
    monkeypatch.setattr(demo, "_sources", [])
    client.post("/be/", {"person": str(demo_network.key)})
    client.post("/be/", {"person": str(kim.key)})
    assert int(client.session["_auth_user_id"]) == kim.pk


def test_only_people_on_offer_can_be_chosen(client, demo_network, make) -> None:
    client.defaults["HTTP_HOST"] = "localhost"
    kim = make(email="kim@school.example.org")
    for person in (str(kim.key), "", "x"):
        assert client.post("/be/", {"person": person}).status_code == 404
    assert not signed_in(client)


@pytest.mark.parametrize(
    "extra",
    [
        {"REMOTE_ADDR": "192.0.2.1"},
        {"HTTP_HOST": "testserver"},
        {"HTTP_X_FORWARDED_FOR": "192.0.2.1"},
    ],
)
def test_from_elsewhere_there_is_no_such_page(demo_network, extra) -> None:
    client = Client(**{"HTTP_HOST": "localhost", **extra})
    assert client.get("/be/").status_code == 404
    assert client.post("/be/", {"person": str(demo_network.key)}).status_code == 404


def test_a_real_network_has_no_such_page_even_on_the_same_machine(demo_network) -> None:
    Network.objects.update(demo=False)
    assert Client(HTTP_HOST="localhost").get("/be/").status_code == 404


def test_outside_demo_mode_the_address_is_not_routed() -> None:
    assert django_settings.MODE != "demo"
    assert resolve("/be/", urlconf="coopnet.config.urls").func.__module__.startswith("wagtail")
