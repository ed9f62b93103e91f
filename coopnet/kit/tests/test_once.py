from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory

from coopnet.kit.models import Submission
from coopnet.kit.once import OtherWords, answering, once

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)


def test_a_form_pressed_twice_is_once_done(db: None) -> None:
    key, done = uuid4(), []

    def do() -> str:
        done.append(1)
        return f"/made/{len(done)}/"

    assert once(key, do, at=AT) == "/made/1/"
    assert once(key, do, at=AT) == "/made/1/"
    assert done == [1]


def test_a_press_that_fails_leaves_no_trace(db: None) -> None:
    def do() -> str:
        raise ValueError("torn")

    with pytest.raises(ValueError, match="torn"):
        once(uuid4(), do, at=AT)
    assert not Submission.objects.exists()


def _sent(words: dict[str, Any], path: str = "/here/") -> HttpRequest:
    return RequestFactory().post(path, words)


def test_the_same_form_with_other_words_is_told_apart(db: None) -> None:
    key, done = uuid4(), list[int]()

    def do() -> str:
        done.append(1)
        return "/made/"

    def press(words: dict[str, str], path: str = "/here/") -> str:
        with answering(_sent({**words, "submission": str(key), "csrfmiddlewaretoken": uuid4().hex}, path)):
            return once(key, do, at=AT)

    assert press({"name": "A", "note": "B"}) == "/made/"
    assert press({"note": "B", "name": "A"}) == "/made/"  # the order of fields and the token say nothing
    for other, path in (({"name": "A", "note": "C"}, "/here/"), ({"name": "AB", "note": ""}, "/here/"),
                        ({"name": "A", "note": "B"}, "/there/")):  # fmt: skip
        with pytest.raises(OtherWords, match="What was sent first stands"):
            press(other, path)
    assert done == [1]


def test_files_are_words_too(db: None) -> None:
    key = uuid4()

    def press(name: str) -> str:
        with answering(_sent({"file": SimpleUploadedFile(name, b"x")})):
            return once(key, lambda: "/made/", at=AT)

    assert press("a.txt") == press("a.txt")
    with pytest.raises(OtherWords):
        press("b.txt")
