"""A network that an older version founded gets what a new one is founded with."""

from datetime import UTC, date, datetime

from coopnet.kit import registry
from coopnet.kit.models import Network
from coopnet.operations import database
from coopnet.rulebook.models import Edition

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)


def test_an_older_network_gets_its_first_rules_once(db: None) -> None:
    Network.objects.create(
        pk=1, name="A network", short_name="A", society_name="S", motto="m", contact_email="a@example.org", made_at=AT
    )
    said: list[str] = []
    database.complete(said.append)
    database.complete(said.append)
    assert said.count("Added the rules that a new network begins with") == 1
    edition = Edition.objects.get()
    assert edition.starts == date(2026, 9, 1)


def test_an_empty_database_is_left_alone(db: None) -> None:
    assert "rulebook.rules" in {upgrade.name for upgrade in registry.upgrades()}
    database.complete(lambda _words: None)
    assert not Edition.objects.exists()
