"""Writing the record of acts, and erasing the details of an entry."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from coopnet.audit import memo, rules
from coopnet.audit.models import Detail, Entry, Head
from coopnet.audit.rules import JSON
from coopnet.kit.actors import Actor

ERASED = "record.erased"
OPENED = "record.opened"


class ChainMoved(RuntimeError):
    """The end of the chain moved between reading and writing: the lock on its row did not hold."""


class NothingToErase(ValueError):
    """The entry has no details, or never had."""


def _end() -> Head:
    """The end of the chain, locked until this transaction ends (SQLite writes one at a time anyway)."""
    return Head.objects.select_for_update().get(pk=1)


@transaction.atomic
def record(
    what: str,
    *,
    subject: str,
    words: str,
    by: Actor,
    at: datetime,
    details: Mapping[str, JSON] | None = None,
) -> Entry:
    """Append one act to the record, in the transaction of the act itself.

    ``what`` like ``terms.begun``, ``subject`` like ``term:12``: keys without personal words, kept for ever. ``words``
    and ``details`` can be erased later. Call it last in an action: from here to the commit nobody else can record.
    Secrets (codes, tokens, passwords) never belong here.
    """
    end = _end()
    detail = Detail(
        salt=secrets.token_hex(16),
        actor_name=rules.plain(by.actor_name)[:160],
        words=rules.plain(words),
        values=rules.values_text(details or {}),
    )
    entry = Entry(
        number=end.number + 1,
        at=at,
        what=rules.check_key("act", what, 80),
        subject=rules.check_key("subject", subject, 160),
        actor_key=rules.check_key("actor", by.actor_key.replace(" ", "-"), 120),
        detail_digest=rules.detail_digest(
            salt=detail.salt, actor_name=detail.actor_name, words=detail.words, values=detail.values
        ),
    )
    entry.digest = rules.chain_digest(
        end.digest,
        number=entry.number,
        at=at,
        what=entry.what,
        subject=entry.subject,
        actor_key=entry.actor_key,
        detail=entry.detail_digest,
    )
    entry.save(force_insert=True)
    detail.entry = entry
    detail.save(force_insert=True)
    moved = Head.objects.filter(pk=1, number=end.number, digest=end.digest).update(
        number=entry.number, digest=entry.digest
    )
    memo.forget()
    if moved != 1:
        raise ChainMoved(f"The record moved on while entry {entry.number} was written.")
    return entry


@transaction.atomic
def erase_details(*, number: int, reason: str, by: Actor, at: datetime) -> Entry:
    """Remove name, words and values of one entry for ever; the entry and the chain stay. Raises NothingToErase.

    The removal is itself an act: the database refuses to let details go before it stands in the record.
    """
    if not Detail.objects.filter(pk=number).exists():
        raise NothingToErase(f"Entry {number} has no details.")
    entry = record(ERASED, subject=f"entry:{number}", words=f"Erased details of entry {number}: {reason}", by=by, at=at)
    Detail.objects.filter(pk=number).delete()
    return entry


def open_details(*, number: int, reason: str, by: Actor, at: datetime) -> Entry:
    """Note that this person looks at the details of an entry, and why. The looking itself stands in the record."""
    return record(OPENED, subject=f"entry:{number}", words=f"Looked at entry {number}: {reason}", by=by, at=at)
