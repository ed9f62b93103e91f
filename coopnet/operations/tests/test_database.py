"""The database is made ready by whoever opens it, and never harmed."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from coopnet.kit.console import Refused
from coopnet.operations import database


def quiet(line: str) -> None:
    """Nobody watches."""


def test_a_migrated_database_is_current_and_nothing_is_done(db: None) -> None:
    assert database.state() == "current"
    said: list[str] = []
    database.ensure(echo=said.append)
    assert said == []


def test_every_step_on_disk_is_known_by_its_file_name(db: None) -> None:
    assert database.shipped() == database.recorded() & database.shipped()
    assert ("kit", "0001_initial") in database.shipped()


def test_a_database_of_a_newer_version_is_refused(db: None) -> None:
    MigrationRecorder.Migration.objects.create(app="kit", name="9999_from_the_future")
    assert database.state() == "ahead"
    with pytest.raises(Refused, match="newer"):
        database.ensure(echo=quiet)


def test_a_step_that_was_taken_out_of_a_library_is_no_newer_version(db: None) -> None:
    MigrationRecorder.Migration.objects.create(app="wagtailcore", name="0000_gone")
    assert database.state() == "current"


def test_a_step_that_is_missing_is_seen(db: None) -> None:
    MigrationRecorder.Migration.objects.filter(app="operations").delete()
    assert database.state() == "behind"
    if connection.vendor != "sqlite":
        with pytest.raises(Refused, match="coopnet upgrade"):
            database.ensure(echo=quiet)
