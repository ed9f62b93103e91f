"""A thousand enquiries of every kind: none lost, none doubled, spam named as such and recoverable."""

from typing import Any

import pytest

from coopnet.enquiries.tests.test_thousand import counted, recovered, send_all
from tests.roles import regions


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1000])
def test_a_thousand(network: object, record_property: Any, count: int) -> None:
    regions()
    sent = send_all(count, seed=1000)
    counted(sent)
    assert recovered() > count // 10
    record_property("size", f"{count} sendings")
