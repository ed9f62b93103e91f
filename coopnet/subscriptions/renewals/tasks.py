"""What the clock does about late subscriptions, once a day."""

from collections import Counter
from datetime import datetime

from coopnet.kit.actors import System
from coopnet.kit.clock import london_day
from coopnet.rulebook.queries import NoRule
from coopnet.subscriptions.invoices import actions as invoices
from coopnet.subscriptions.renewals import actions, queries, rules

CLOCK = System("clock")
AT_ONCE = 400


def tend(at: datetime) -> str:
    """Move, remind and end, each late invoice in a transaction of its own; some hundred a run, the rest next time.

    Those for whom nothing is to do do not count: they would else keep the later ones from their turn for ever.
    """
    today = london_day(at)
    try:
        late, holds = queries.owing(today), queries.policy(today)
    except NoRule:
        return "the rules name no reminders"
    done: Counter[str] = Counter(moved=invoices.let_in_paid(by=CLOCK, at=at))
    due = [owed for owed in late if rules.is_due(owed.late, holds, today)]
    for owed in due[:AT_ONCE]:
        done.update(actions.tend(invoice=owed.row.invoice, by=CLOCK, at=at).split())
    return ", ".join(f"{done[what]} {what}" for what in ("moved", "reminded", "ended"))
