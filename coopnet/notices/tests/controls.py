"""How to break the promises about letters."""

from datetime import UTC, datetime, timedelta

from coopnet.kit.actors import System
from coopnet.notices import actions, posting
from tests.controls import Control, engine, sql

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)


def arrange() -> None:
    for kind in ("notice", "code"):
        actions.queue(
            kind=kind, key=kind, to="a@example.org", subject="x", text="x", by=System("test"), at=AT,
            expires_at=datetime(2026, 9, 2, tzinfo=UTC),
        )  # fmt: skip


def arrange_sent() -> None:
    arrange()
    for pk in posting.due(AT):
        letter = posting.take(pk, AT)
        assert letter is not None
        posting.settle(letter, None, AT)


def arrange_news() -> None:
    """One letter of news that was sent after the list of refusals was in, to somebody who refused news since."""
    actions.take_refusals(refusals={}, by=System("test"), at=AT)
    actions.queue(kind="news", key="news", to="b@example.org", subject="x", text="x", by=System("test"), at=AT)
    for pk in posting.due(AT):
        letter = posting.take(pk, AT)
        assert letter is not None
        posting.settle(letter, None, AT)
    actions.decline_news(address="b@example.org", by=System("test"), at=AT + timedelta(days=2))


def arrange_lost() -> None:
    """Two letters that were not delivered, at one address."""
    for key in ("one", "two"):
        actions.queue(kind="notice", key=key, to="nobody", subject="x", text="x", by=System("test"), at=AT)


def two_under_one_key() -> None:
    # The unique key stands in the table itself: SQLite lets it go only with the table.
    engine(sqlite="SELECT 1", postgres="SET CONSTRAINTS ALL IMMEDIATE")  # keys asked later would hold the table
    engine(
        sqlite="ALTER TABLE notices_letter RENAME TO notices_letter_kept",
        postgres="ALTER TABLE notices_letter DROP CONSTRAINT notices_letter_key_key",
    )
    engine(
        sqlite="CREATE TABLE notices_letter AS SELECT * FROM notices_letter_kept",
        postgres="SELECT 1",
    )
    sql("UPDATE notices_letter SET key = 'notice'")


CONTROLS = {
    "letters.one-per-key": Control(two_under_one_key, arrange),
    "letters.logged": Control(lambda: sql("DELETE FROM notices_attempt"), arrange_sent),
    "letters.move": Control(
        lambda: sql(
            "UPDATE notices_letter SET claim = '00000000000040008000000000000001', claimed_until = '2030-01-01'"
        ),
        arrange,
    ),
    # Those that are not delivered are held to it by the table itself; what stands there empty is not.
    "letters.to-do": Control(
        lambda: sql("UPDATE notices_letter SET state = 'left', trouble_id = NULL WHERE state = 'failed'"), arrange_lost
    ),
    "letters.wanted": Control(lambda: sql("UPDATE notices_optout SET at = '2026-08-01 09:00:00+00:00'"), arrange_news),
    "letters.refusals-first": Control(lambda: sql("DELETE FROM notices_refusalslist"), arrange_news),
    "letters.codes-go": Control(
        lambda: sql("UPDATE notices_letter SET state = 'failed', next_try_at = NULL WHERE kind = 'code'"), arrange
    ),
}
