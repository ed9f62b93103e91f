"""How to break the promises about letters to many."""

from coopnet.mailings import actions, tasks
from coopnet.mailings.enums import Sort
from coopnet.mailings.newsletter import actions as newsletter
from coopnet.mailings.tests import test_mailings as many
from coopnet.membership.tests import ground as on
from tests.controls import Control, sql, without_triggers


def left() -> None:
    on.ground()
    many.member("Ash")
    mailing = actions.hand_in(draft=many.draft(policy=True), by=many.writer(), at=on.AT)
    actions.agree(mailing=mailing, by=many.second(), at=on.AT)
    tasks.send(on.AT)


def issues() -> None:
    on.ground()
    newsletter.confirm(address="a@example.org", by=on.BY, at=on.AT)
    for _ in range(2):
        many.sent(many.draft(Sort.NEWSLETTER, text="Words"))


def alone() -> None:
    without_triggers("mailings_mailing")
    sql("UPDATE mailings_mailing SET agreed_by_id = NULL")


def unwritten() -> None:
    without_triggers("mailings_recipient")
    sql("UPDATE mailings_recipient SET queued_at = NULL")


def gap() -> None:
    sql("UPDATE mailings_mailing SET number = 7 WHERE number = 1")


CONTROLS = {
    "mailings.two": Control(alone, left),
    "mailings.once": Control(unwritten, left),
    "mailings.issues": Control(gap, issues),
}
