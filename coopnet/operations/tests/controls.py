"""How to break the promises about the database as a whole."""

from datetime import UTC, datetime

from coopnet.accounts.models import User
from tests.controls import Control, engine, sql


def arrange() -> None:
    User.objects.create_user("a@example.org", name="Anna", made_at=datetime(2026, 9, 1, tzinfo=UTC))


CONTROLS = {
    "database.safe-writes": Control(
        lambda: engine(sqlite="PRAGMA synchronous=NORMAL", postgres="SET synchronous_commit = off"), alone=True
    ),
    "database.keys": Control(
        lambda: sql("INSERT INTO accounts_user_groups (user_id, group_id) VALUES (987654, 987654)"), arrange
    ),
    "database.counters": Control(
        lambda: engine(
            sqlite="UPDATE sqlite_sequence SET seq = 0 WHERE name = 'accounts_user'",
            postgres="SELECT setval(pg_get_serial_sequence('accounts_user', 'id'), 1, false)",
        ),
        arrange,
        alone=True,
    ),
    "database.rules": Control(lambda: sql("DROP INDEX operations_frozen_once")),
}
