from datetime import UTC, datetime
from uuid import uuid4

import pytest

from coopnet.kit.models import Submission
from coopnet.kit.once import once

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
