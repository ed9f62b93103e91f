"""How long what we hold is kept: the page says the numbers by which the machine deletes, and leaves none out."""

from datetime import timedelta

import pytest
from django.test import Client

from coopnet.casework import rules as casework
from coopnet.desk.my_data.tables import SHOWN
from coopnet.desk.my_data.views import span
from coopnet.kit.registry import Keeping, jobs, keepings


def test_every_job_that_deletes_says_how_long_things_are_kept() -> None:
    deleting = {job.name for job in jobs() if job.words.split()[0] in ("Delete", "Forget", "Remove")}
    assert len(deleting) >= 6
    assert deleting <= {one.job for one in keepings()}
    assert {one.job for one in keepings()} <= {job.name for job in jobs()}


@pytest.mark.django_db
def test_the_page_says_what_the_rules_say(client: Client, network: object, monkeypatch: pytest.MonkeyPatch) -> None:
    page = client.get("/privacy/how-long/").text
    assert "What a complaint about data says" in page
    assert timedelta(days=180) == casework.FORGET_CLOSED
    assert "half a year" in page
    assert all(one.kept in page or "’" in one.kept for one in SHOWN)
    assert "/privacy/how-long/" in client.get("/privacy/").text
    other = Keeping("What a complaint about data says", timedelta(days=77), "the answer", "forget-help")
    monkeypatch.setattr("coopnet.desk.my_data.views.keepings", lambda: [other])
    assert "77 days" in client.get("/privacy/how-long/").text


@pytest.mark.parametrize(
    ("days", "words"), [(365, "a year"), (730, "2 years"), (1095, "3 years"), (180, "half a year"), (14, "14 days")]
)
def test_stretches_of_time_are_said_as_people_say_them(days: int, words: str) -> None:
    assert span(timedelta(days=days)) == words
