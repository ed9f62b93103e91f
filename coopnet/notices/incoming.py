"""What becomes of a mail that came in: it is given to the part of the house whose letter it answers."""

import hashlib
import imaplib
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction

from coopnet.kit.actors import System
from coopnet.notices import actions, mailbox, rules, senders
from coopnet.notices.enums import NoNews
from coopnet.notices.mail_in import Incoming, Sort, read
from coopnet.notices.models import Attempt, Letter

log = structlog.get_logger("coopnet.notices")

POST = System("mailbox")
# Gets the letter that is answered (None: none of ours is) and the mail; says whether it was its business.
Taker = Callable[[Letter | None, Incoming, datetime], bool]

_takers: list[Taker] = []


def add_taker(taker: Taker) -> None:
    """Declare a part of the house that takes mails. The first to say yes has it."""
    if taker not in _takers:
        _takers.append(taker)


def number_of(mail: Incoming, raw: bytes) -> str:
    """What makes a mail one: its Message-ID, or the sum of its bytes where it has none."""
    return mail.message_id or f"<{hashlib.sha256(raw).hexdigest()}@without.message-id>"


def key_of(number: str) -> UUID:
    """The same as a key."""
    return UUID(bytes=hashlib.sha256(number.encode()).digest()[:16])


def _letter(mail: Incoming) -> Letter | None:
    """The letter that a mail is about: by the address of return, which we signed, or by the number that it names."""
    for address in mail.sent_to:
        number = senders.letter_of(address)
        found = Letter.objects.filter(pk=number).first() if number is not None else None
        if found is not None:
            return found
    letters = {letter.message_id: letter for letter in Letter.objects.filter(message_id__in=mail.answers)}
    return next((letters[number] for number in mail.answers if number in letters), None)


def _about_an_earlier_try(mail: Incoming, letter: Letter) -> bool:
    """Whether the report names an address to which this letter went before, and not the one to which it went since."""
    if letter.to.lower() in mail.failed:
        return False
    earlier = Attempt.objects.filter(letter=letter).exclude(to__iexact=letter.to).values_list("to", flat=True)
    return any(to.lower() in mail.failed for to in earlier)


@transaction.atomic
def take(raw: bytes, at: datetime) -> str:
    """Deal with one mail and say what it was. The same mail again changes nothing."""
    found = read(raw)
    mail = replace(found, message_id=number_of(found, raw))
    letter = _letter(mail)
    if mail.sort is Sort.CAME_BACK:
        if letter is not None and not _about_an_earlier_try(mail, letter):
            why = rules.why(mail.code, mail.reason)
            reason = rules.sentence(why, mail.reason)
            actions.came_back(message_id=letter.message_id, reason=reason, why=why, by=POST, at=at)
        return mail.sort.value
    if mail.sort is Sort.COMPLAINT:
        if letter is not None and letter.to:
            actions.decline_news(
                address=letter.to, why=NoNews.COMPLAINED, source="a complaint by its mail firm", by=POST, at=at
            )
        return mail.sort.value
    if mail.sort is Sort.PUT_OFF:
        return mail.sort.value
    if mail.sender in senders.own():
        return "nobody's"  # our own letter come round, or somebody who pretends to be us
    if mail.sort is Sort.AUTOMATIC and letter is None:
        return "nobody's"  # a loop, a list, an absence: answering it would make the next
    for taker in _takers:
        if taker(letter, mail, at):
            return mail.sort.value
    return "nobody's"


def read_mailbox(at: datetime) -> str:
    """Deal with every mail that waits in the mailbox, and mark it there only when that is written down here."""
    if not settings.MAILBOX_URL:
        return ""
    done: Counter[str] = Counter()
    try:
        with mailbox.opened(settings.MAILBOX_URL) as box:
            for number, raw in box.waiting():
                done[take(raw, at)] += 1
                box.done(number)
    except (OSError, imaplib.IMAP4.error) as trouble:
        log.warning("mailbox not read", reason=str(trouble)[:200])
        done["trouble"] += 1
    return ", ".join(f"{count} {sort}" for sort, count in sorted(done.items()))
