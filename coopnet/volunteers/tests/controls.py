"""How to break the promises about volunteers."""

from uuid import uuid4

from coopnet.kit.models import Network
from coopnet.volunteers import actions
from coopnet.volunteers.tests.ground import AFTER, AT, BY, change
from tests.controls import Control, sql


def arrange() -> None:
    Network.objects.get_or_create(
        pk=1,
        defaults={
            "name": "N", "short_name": "N", "society_name": "S", "motto": "", "made_at": AT,
            "contact_email": "office@network.example.org",
        },
    )  # fmt: skip
    people = change()
    term = people.leaver.term
    assert term
    actions.give_hours(
        key=uuid4(), person=people.leaver.person, on=AT.date(), minutes=600, head=None, words="", by=BY, at=AT
    )
    actions.write(term=term, notes="Ring early.", promises="", by=people.leaver.user, at=AT)
    actions.receive(term=term, person=people.follower.person, by=people.follower.user, at=AFTER)


def _more_hours() -> None:
    sql(
        'INSERT INTO volunteers_hours (key, person_id, "on", minutes, head, words, made_at)'
        " SELECT %s, person_id, \"on\", 1000, '', '', made_at FROM volunteers_hours",
        str(uuid4()).replace("-", ""),
    )


def _old() -> None:
    sql(
        "UPDATE bodies_term SET starts = '2001-01-01', ends = '2002-01-01'"
        " WHERE id IN (SELECT term_id FROM volunteers_handover)"
    )


CONTROLS = {
    "volunteers.hours": Control(_more_hours, arrange),
    "volunteers.followed": Control(lambda: sql("UPDATE volunteers_handover SET received_by_id = person_id"), arrange),
    "volunteers.forgotten": Control(_old, arrange),
}
