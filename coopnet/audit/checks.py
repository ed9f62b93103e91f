"""Promises about the record of acts that ``verify`` checks on the live database."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from django.db import connection
from django.db.models import Exists, OuterRef

from coopnet.audit import rules
from coopnet.audit.actions import ERASED
from coopnet.audit.models import Detail, Entry, Head
from coopnet.kit.registry import Breach, Invariant

MOST = 100
"""Breaches named at once; a record that was rewritten need not be listed to its end."""

GUARDS = (
    "audit_entry_no_update",
    "audit_entry_no_delete",
    "audit_entry_in_line",
    "audit_detail_no_update",
    "audit_detail_erasure_recorded",
    "audit_detail_once",
    "audit_head_forward",
    "audit_head_no_delete",
    "audit_head_once",
)
POSTGRES_GUARDS = ("audit_entry_no_truncate", "audit_detail_no_truncate", "audit_head_no_truncate")

_COLUMNS = ("number", "at", "what", "subject", "actor_key", "detail_digest", "digest")
_DETAILS = ("detail__salt", "detail__actor_name", "detail__words", "detail__values")


def breaches(known: Iterable[tuple[int, str]] = ()) -> Iterator[Breach]:
    """Walk the chain from its first entry to its end and name what does not fit.

    ``known`` are ends of the chain that somebody outside holds, as mailed each week: only they betray a record that was
    rewritten as a whole. Reads row by row, needs no memory, and may run while others record.
    """
    held = dict(known)
    head = Head.objects.filter(pk=1).first()
    if head is None:
        yield Breach("the end of the record", "is missing")
        return
    number, digest, head_seen = 0, rules.START, head.number == 0 and head.digest == rules.START
    rows = Entry.objects.order_by("number").values_list(*_COLUMNS, *_DETAILS)
    for row in rows.iterator(chunk_size=5000):
        found, at, what, subject, actor_key, detail, stated = row[:7]
        where = f"entry {found}"
        if found != number + 1:
            yield Breach(where, f"follows entry {number}: what stood between is gone")
        expected = rules.chain_digest(
            digest, number=found, at=at, what=what, subject=subject, actor_key=actor_key, detail=detail
        )
        if stated != expected:
            yield Breach(where, "was changed, or stands behind an entry that was")
        yield from _detail_breaches(found, detail, row[7:])
        if held.pop(found, stated) != stated:
            yield Breach(where, "is not the entry whose check code was sent out")
        head_seen = head_seen or (found == head.number and stated == head.digest)
        number, digest = found, stated
    if not head_seen:
        yield Breach(f"entry {head.number}", "is the end of the record, and is not there as it was written")
    elif number > head.number and Head.objects.get(pk=1).number < number:
        yield Breach(f"entry {number}", "stands behind the end of the record")
    for missing in sorted(held):
        yield Breach(f"entry {missing}", "its check code was sent out, but it is not there")


def _detail_breaches(number: int, digest: str, kept: tuple[str | None, ...]) -> Iterator[Breach]:
    salt, actor_name, words, values = kept
    if salt is None or actor_name is None or words is None or values is None:
        if not Entry.objects.filter(what=ERASED, subject=f"entry:{number}", number__gt=number).exists():
            yield Breach(f"entry {number}", "has lost its details, and no entry says that they were erased")
    elif rules.detail_digest(salt=salt, actor_name=actor_name, words=words, values=values) != digest:
        yield Breach(f"entry {number}", "its details were changed")


def unbroken(at: datetime) -> Iterable[Breach]:
    """The chain holds from the first entry to the last."""
    yield from islice(breaches(), MOST)
    lost = Detail.objects.exclude(Exists(Entry.objects.filter(pk=OuterRef("pk")))).order_by("pk")
    for pk in lost.values_list("pk", flat=True)[:MOST]:
        yield Breach(f"details {pk}", "belong to no entry")


def guarded(at: datetime) -> Iterable[Breach]:
    """Every trigger that makes the record append-only is there and switched on."""
    expected = set(GUARDS)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            expected |= set(POSTGRES_GUARDS)
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')")
        there = {row[0] for row in cursor.fetchall()}
    for name in sorted(expected - there):
        yield Breach(f"trigger {name}", "is missing or switched off: the record can be changed")


INVARIANTS = [
    Invariant("record.unbroken", "The record of acts is as it was written, from first to last.", "record", unbroken),
    Invariant("record.append-only", "The database refuses to change the record of acts.", "record", guarded),
]
