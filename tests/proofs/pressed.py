"""M4: two hundred presses of one form at one moment have one effect and one answer; with other words it is 409."""

from typing import Any
from uuid import uuid4

from django.test import Client

from coopnet.audit.models import Entry
from coopnet.mailings.models import Reader
from coopnet.membership.tests import ground as on
from coopnet.notices.models import Letter
from tests.pressing import press_at_once


def test_two_hundred(own_database: str, record_property: Any) -> None:
    on.ground()
    acts = Entry.objects.count()
    form = {"email": "una.unknown@example.org", "submission": str(uuid4())}
    answers = press_at_once("/newsletter/", form, 200)
    assert answers == {(302, "/newsletter/asked/"): 200}
    assert (Reader.objects.count(), Letter.objects.count(), Entry.objects.count() - acts) == (1, 1, 1)
    other = Client().post("/newsletter/", form | {"email": "otto.other@example.org"})
    assert other.status_code == 409
    assert "What was sent first stands" in other.text
    assert Reader.objects.count() == 1
    record_property("size", "200 posts from 16 threads, 1 effect, 200 same answers; with other words 409")
