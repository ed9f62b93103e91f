"""The watch of ``tests/acts_told.py`` sees a change that nobody told of, and no other."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.test import Client

from coopnet.audit.actions import record
from coopnet.kit.actors import System
from coopnet.kit.models import Network
from tests.acts_told import NOT_ACTS, NotTold, ours, watched

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)


def _rename() -> None:
    Network.objects.filter(pk=1).update(name="Other")


def test_a_change_without_its_act_is_seen(network: object) -> None:
    with pytest.raises(NotTold, match="kit_network"), watched("a view"):
        _rename()


def test_a_change_with_its_act_passes(network: object) -> None:
    with watched("a view"), transaction.atomic():
        _rename()
        record("network.renamed", subject="network:1", words="Renamed", by=System("test"), at=AT)


def test_a_change_that_was_taken_back_passes(network: object) -> None:
    def tried() -> None:
        with transaction.atomic():
            _rename()
            raise ZeroDivisionError

    with watched("a view"), pytest.raises(ZeroDivisionError):
        tried()


def test_the_watch_stands_before_every_request(network: object, client: Client) -> None:
    """The test client that every test uses is the one that is watched."""
    assert "watched" in Client.request.__code__.co_names
    assert client.request.__func__ is Client.request  # type: ignore[attr-defined]  # a bound method has it


def test_what_is_left_out_exists() -> None:
    assert set(NOT_ACTS) <= ours()
