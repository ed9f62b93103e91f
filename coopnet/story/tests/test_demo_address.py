"""The demo's letters lead to the port on which the demo answers."""

import os

import pytest
from django.conf import settings

from coopnet.story.demo import answer_as


@pytest.mark.parametrize(
    ("given", "expected"), [("", "http://127.0.0.1:8333"), ("http://localhost:9000/", "http://localhost:9000")]
)
def test_letters_name_the_port_that_answers(monkeypatch: pytest.MonkeyPatch, given: str, expected: str) -> None:
    monkeypatch.setattr(os, "environ", {"COOPNET_BASE_URL": given} if given else {})
    monkeypatch.setattr(settings, "WAGTAILADMIN_BASE_URL", "http://127.0.0.1:8000")
    answer_as(8333)
    assert expected == settings.WAGTAILADMIN_BASE_URL
    assert os.environ["COOPNET_BASE_URL"].rstrip("/") == expected
