"""How to break the promises about the database as a whole."""

from datetime import UTC, datetime

from coopnet.accounts.models import User
from coopnet.kit.actors import System
from coopnet.kit.models import Network
from coopnet.notices.actions import queue
from coopnet.notices.posting import catch
from tests.controls import Control, engine, sql


def arrange() -> None:
    User.objects.create_user("a@example.org", name="Anna", made_at=datetime(2026, 9, 1, tzinfo=UTC))


def rehearse() -> None:
    at = datetime(2026, 9, 1, tzinfo=UTC)
    Network.objects.get_or_create(
        pk=1,
        defaults={
            "name": "N", "short_name": "N", "society_name": "S", "motto": "", "made_at": at,
            "contact_email": "office@network.example.org",
        },
    )  # fmt: skip
    Network.objects.update(rehearsing_since=at, rehearsal_until=at.date())
    queue(kind="notice", key="k", to="a@example.org", subject="S", text="W", by=System("test"), at=at)
    catch()


CONTROLS = {
    "rehearsal.letters": Control(
        lambda: sql("UPDATE notices_letter SET state = 'sent', sent_at = made_at, next_try_at = NULL"), rehearse
    ),
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
