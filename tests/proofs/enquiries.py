"""A thousand enquiries of every kind, and the post between them: none lost, none doubled, spam recoverable."""

from typing import Any

import pytest

from coopnet.enquiries.tests.mixed_post import Post
from coopnet.enquiries.tests.test_thousand import counted, post, recovered, send_all
from tests.roles import regions

__all__ = ["post"]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1000])
def test_a_thousand(network: object, post: Post, record_property: Any, count: int) -> None:
    regions()
    sent = send_all(count, post, seed=1000)
    counted(sent, post)
    assert recovered() > count // 10
    back = len(post.back)
    record_property(
        "size",
        f"{count} sendings, {len(post.box.mails)} mails of {len(post.kinds)} kinds, {post.box.read} read, {back} back",
    )
