"""One letter's way from the outbox to the mail server. No transaction is open while the server is spoken to."""

import smtplib
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Case, Q, Value, When

from coopnet.kit.models import Network
from coopnet.notices import marks, rules, senders
from coopnet.notices.enums import Kind, Outcome, State, Why
from coopnet.notices.letters import mail_of
from coopnet.notices.models import Attempt, Letter, RefusalsList, Secret

WAITING = State.WAITING.value


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a letter was not taken. ``line_down``: the fault lies with the connection, which must be opened anew."""

    reason: str
    lasting: bool
    line_down: bool = False
    why: Why = Why.OTHER


def _may_go() -> Q:
    """News waits until the list of those who want none is in; nothing else does."""
    return Q() if RefusalsList.objects.exists() else ~Q(kind=Kind.NEWS.value)


def due(at: datetime) -> list[int]:
    """Keys of the letters to post now, codes first, then by age."""
    codes_first = Case(When(kind=Kind.CODE.value, then=Value(0)), default=Value(1))
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=at)
    rows = Letter.objects.filter(free, _may_go(), state=WAITING, next_try_at__lte=at)
    return list(rows.order_by(codes_first, "next_try_at", "pk").values_list("pk", flat=True)[:500])


def catch() -> int:
    """In a rehearsal: letters that wait are laid into the tray and never leave. Codes do: people sign in by them.

    Returns how many; none where the network does not rehearse.
    """
    if not Network.objects.filter(pk=1, rehearsing_since__isnull=False).exists():
        return 0
    return (
        Letter.objects.filter(state=WAITING, claim__isnull=True)
        .exclude(kind=Kind.CODE.value)
        .update(state=State.CAUGHT.value, reason="Caught in the rehearsal.", next_try_at=None)
    )


def take(pk: int, at: datetime) -> Letter | None:
    """Take the lease of one letter; None when another worker was first, it no longer waits, or nobody wants it.

    News is asked about again here: an address may have declined it since the letter was written.
    """
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=at)
    claim = uuid4()
    taken = Letter.objects.filter(free, pk=pk, state=WAITING, next_try_at__lte=at).update(
        claim=claim, claimed_until=at + rules.LEASE
    )
    letter = Letter.objects.get(pk=pk, claim=claim) if taken else None
    if letter is not None and letter.kind == Kind.NEWS.value and (refused := marks.no_news(letter.to)):
        Letter.objects.filter(pk=pk, claim=claim).update(
            state=State.DECLINED.value,
            reason=rules.NO_NEWS_WORDS[refused],
            next_try_at=None,
            claim=None,
            claimed_until=None,
        )
        return None
    return letter


@transaction.atomic
def settle(letter: Letter, refusal: Refusal | None, at: datetime) -> State:
    """Write down how a try ended, if the lease is still ours; the text of a code goes when it is of no more use."""
    tries = letter.tries + 1
    state, next_try = State.SENT, None
    if refusal is not None:
        wait = None if refusal.lasting else rules.next_wait(Kind(letter.kind), tries)
        if wait is not None and letter.expires_at is not None and at + wait >= letter.expires_at:
            wait = None
        state, next_try = (State.FAILED, None) if wait is None else (State.WAITING, at + wait)
    mine = Letter.objects.filter(pk=letter.pk, claim=letter.claim, state=WAITING)
    if not mine.select_for_update().exists():
        return State(Letter.objects.only("state").get(pk=letter.pk).state)
    trouble, why = None, Why.OTHER
    if state is State.FAILED and refusal is not None:
        why = refusal.why if refusal.lasting else Why.LATE
        trouble = marks.trouble(
            kind=letter.kind, to=letter.to, about=letter.about or letter.to_name, why=why, reason=refusal.reason, at=at
        )
    mine.update(
        trouble=trouble,
        state=state.value,
        tries=tries,
        next_try_at=next_try,
        claim=None,
        claimed_until=None,
        sent_at=at if state is State.SENT else None,
        reason=refusal.reason[:500] if refusal else "",
    )
    if trouble is not None:
        marks.gone(letter.to, why, at)
    outcome = Outcome.TAKEN if refusal is None else Outcome.REFUSED if refusal.lasting else Outcome.PUT_OFF
    Attempt.objects.create(
        letter=letter, at=at, to=letter.to, outcome=outcome.value, reason=refusal.reason[:500] if refusal else ""
    )
    if state is not State.WAITING:
        Secret.objects.filter(pk=letter.pk).delete()
    return state


def hand_over(letter: Letter, connection: BaseEmailBackend, *, base_url: str) -> Refusal | None:
    """Give one letter to the mail server over an open connection. None when it was taken."""
    text = letter.text
    if letter.kind == Kind.CODE.value:
        secret = Secret.objects.filter(pk=letter.pk).first()
        if secret is None:
            return Refusal("The code was no longer needed.", lasting=True)
        text = secret.text
    mail = mail_of(letter, text, sender=senders.sender(letter.kind), base_url=base_url)
    mail.from_email = senders.envelope(letter)  # the head keeps the sender that people see
    try:
        connection.send_messages([mail])
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        return _answered(code, said)
    except smtplib.SMTPServerDisconnected:
        return Refusal("The mail server hung up.", lasting=False, line_down=True)
    except smtplib.SMTPSenderRefused as error:
        return Refusal(_answered(error.smtp_code, error.smtp_error).reason, lasting=False, line_down=True)
    except smtplib.SMTPResponseException as error:
        return _answered(error.smtp_code, error.smtp_error)
    except (OSError, smtplib.SMTPException) as error:
        return Refusal(
            f"The mail server did not answer in time ({type(error).__name__}).", lasting=False, line_down=True
        )
    except (UnicodeError, ValueError) as error:
        return Refusal(f"The letter cannot be written as a mail ({type(error).__name__}).", lasting=True)
    return None


def _answered(code: int, said: bytes | str) -> Refusal:
    answer = rules.Answer(code, said.decode("utf-8", "replace") if isinstance(said, bytes) else said)
    return Refusal(answer.reason, lasting=answer.lasting, line_down=code == 421, why=answer.why)


def sweep_codes(at: datetime) -> int:
    """Give up letters that are of no use any more, and remove texts of codes that nobody needs."""
    late = Letter.objects.filter(
        Q(claimed_until__isnull=True) | Q(claimed_until__lt=at), state=WAITING, expires_at__lte=at
    )
    given_up = late.exclude(kind=Kind.CODE.value).update(
        state=State.LEFT.value, reason="It was too late.", next_try_at=None, claim=None, claimed_until=None
    )
    given_up += late.update(
        state=State.FAILED.value,
        reason="It was too late: the code had expired.",
        next_try_at=None,
        claim=None,
        claimed_until=None,
    )
    Secret.objects.exclude(letter__state=WAITING).delete()
    return given_up
