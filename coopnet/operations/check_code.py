"""Mails the end of the record of acts to two officers each week: with it a record rewritten as a whole can be told."""

from datetime import datetime

from django.db import transaction

from coopnet.audit.actions import record
from coopnet.audit.models import Head
from coopnet.kit.actors import System
from coopnet.kit.clock import london_day
from coopnet.notices.actions import queue
from coopnet.notices.models import Letter
from coopnet.operations.guard import whom_to_tell

BY = System("record")
LETTER = """Dear {name},

please keep this letter. The record of acts ends with entry {number}, and its check code is

{code}

Should anybody ever rewrite the record, this line betrays it. Whoever runs the machine can compare:

coopnet verify --head {code}

Two officers get this letter each week, so that no one person holds the only copy.
"""


@transaction.atomic
def mail_weekly(at: datetime) -> str:
    """The job. Once a week for each officer, however often it is asked; says what it did."""
    year, week, _ = london_day(at).isocalendar()
    head = Head.objects.get(pk=1)
    if head.number == 0:
        return ""
    keys = {f"check-code:{year}-{week:02}:{person.pk}": person for person in whom_to_tell(at)}
    written = set(Letter.objects.filter(key__in=keys).values_list("key", flat=True))
    for key in sorted(keys.keys() - written):
        person = keys[key]
        queue(
            kind="notice",
            key=key,
            to=person.email,
            to_name=person.name,
            subject=f"Check code of the record, week {week} of {year}",
            text=LETTER.format(name=person.name, number=head.number, code=f"{head.number}:{head.digest}"),
            by=BY,
            at=at,
        )
    if keys.keys() <= written:
        return ""
    record(
        "record.check-code-sent",
        subject=f"entry:{head.number}",
        words=f"Sent the check code of entry {head.number} to {len(keys)} officers.",
        by=BY,
        at=at,
        details={"number": head.number, "code": head.digest},
    )
    return f"entry {head.number} to {len(keys)} officers"
