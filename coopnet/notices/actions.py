"""Putting letters into the outbox, and what becomes of them."""

from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q

from coopnet.audit.actions import record
from coopnet.kit.actors import Actor
from coopnet.notices import rules
from coopnet.notices.enums import Kind, Outcome, State
from coopnet.notices.models import Attempt, Letter, OptOut, Secret


class NotToSend(ValueError):
    """The letter cannot be sent again; the text says why."""


def _line(text: str, longest: int) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:longest]


def _state_of(kind: Kind, to: str) -> tuple[State, str]:
    try:
        validate_email(to)
    except ValidationError:
        return State.FAILED, "This is not an e-mail address."
    if kind is Kind.NEWS and OptOut.objects.filter(address=to.lower()).exists():
        return State.DECLINED, "This address wants no news."
    return State.WAITING, ""


@transaction.atomic
def queue(
    *,
    kind: str,
    key: str,
    to: str,
    to_name: str = "",
    subject: str,
    text: str,
    about: str = "",
    expires_at: datetime | None = None,
    by: Actor,
    at: datetime,
) -> Letter:
    """Put one letter into the outbox, in the transaction of the act that it tells of; a worker posts it after commit.

    One row a ``key``: asked again, the same letter comes back and nothing is sent twice. ``at`` is the network's
    moment (a code lives 15 minutes from it unless ``expires_at`` says otherwise). ``about`` names the school or trust
    for those who look after letters that did not arrive. The letter itself is the log: no entry in the record of acts.
    """
    earlier = Letter.objects.filter(key=key).first()
    if earlier is not None:
        return earlier
    sort = Kind(kind)
    address = _line(to, 254)
    state, reason = _state_of(sort, address)
    is_code = sort is Kind.CODE
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ") or "localhost"
    letter, made = Letter.objects.get_or_create(
        key=key,
        defaults={
            "kind": sort.value,
            "to": address,
            "to_name": _line(to_name, 160),
            "about": _line(about, 200),
            "subject": _line(subject, 200),
            "text": "" if is_code else text.replace("\x00", ""),
            "message_id": f"<{uuid4()}@{domain}>",
            "made_at": at,
            "expires_at": expires_at or (at + rules.CODE_LIVES if is_code else None),
            "state": state.value,
            "reason": reason,
            "next_try_at": at if state is State.WAITING else None,
        },
    )
    if made and is_code and state is State.WAITING:
        Secret.objects.create(letter=letter, text=text.replace("\x00", ""))
    return letter


@transaction.atomic
def forget_code(*, key: str, by: Actor, at: datetime) -> None:
    """The code of this letter was used or withdrawn: its text goes, and if it still waits it is not posted any more."""
    Secret.objects.filter(letter__key=key).delete()
    Letter.objects.filter(key=key, kind=Kind.CODE.value, state=State.WAITING.value).update(
        state=State.FAILED.value,
        reason="The code was no longer needed.",
        next_try_at=None,
        claim=None,
        claimed_until=None,
    )


@transaction.atomic
def erase(*, prefix: str, by: Actor, at: datetime) -> int:
    """Erase words and addresses of the letters whose key begins so, and of every try to post them; how many there were.

    That a letter was sent, and when, stays. Letters that still wait are left, since they are owed to somebody. It is a
    part of the act that erases the matter itself, and has no entry of its own.
    """
    done = Letter.objects.filter(key__startswith=prefix).exclude(state=State.WAITING.value)
    Attempt.objects.filter(letter__in=done).update(to="", reason="")
    return done.update(text="", to="", to_name="", about="", reason="")


@transaction.atomic
def came_back(*, message_id: str, reason: str, by: Actor, at: datetime) -> Letter | None:
    """A letter that a server had taken came back. Unknown Message-IDs change nothing and give None."""
    letter = Letter.objects.select_for_update().filter(message_id=message_id, state=State.SENT.value).first()
    if letter is None:
        return None
    letter.state, letter.reason = State.BOUNCED.value, _line(reason, 500)
    letter.save(update_fields=["state", "reason"])
    Attempt.objects.create(letter=letter, at=at, to=letter.to, outcome=Outcome.CAME_BACK.value, reason=letter.reason)
    record("letters.came-back", subject=f"letter:{letter.pk}", words=f"Came back: {letter.subject}", by=by, at=at)
    return letter


@transaction.atomic
def send_again(*, letter: Letter, to: str, by: Actor, at: datetime) -> Letter:
    """Put a letter that was not delivered back into the outbox, to the same or another address. Raises NotToSend.

    Its Message-ID stays: should the first copy have arrived after all, mail programs show one letter.
    """
    state, reason = _state_of(Kind(letter.kind), _line(to, 254))
    if letter.kind == Kind.CODE.value:
        raise NotToSend("A letter with a code cannot be sent again. Ask for a new code on the sign-in page.")
    if state is not State.WAITING:
        raise NotToSend(reason)
    changed = Letter.objects.filter(pk=letter.pk, state__in=[State.FAILED.value, State.BOUNCED.value]).update(
        state=State.WAITING.value, to=_line(to, 254), tries=0, next_try_at=at, reason="", sent_at=None
    )
    if changed != 1:
        raise NotToSend("This letter is on its way or has arrived.")
    record("letters.sent-again", subject=f"letter:{letter.pk}", words=f"Sent again: {letter.subject}", by=by, at=at)
    letter.refresh_from_db()
    return letter


@transaction.atomic
def decline_news(*, address: str, by: Actor, at: datetime) -> None:
    """This address wants no news from now on; news already waiting for it is not sent."""
    _, made = OptOut.objects.get_or_create(address=address.strip().lower(), defaults={"at": at})
    if not made:
        return
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=at)  # a worker that was killed claims it no longer
    Letter.objects.filter(free, to__iexact=address.strip(), kind=Kind.NEWS.value, state=State.WAITING.value).update(
        state=State.DECLINED.value,
        reason="This address wants no news.",
        next_try_at=None,
        claim=None,
        claimed_until=None,
    )
    record("news.declined", subject="news:address", words="An address declined news.", by=by, at=at)


@transaction.atomic
def welcome_news(*, address: str, by: Actor, at: datetime) -> None:
    """This address wants news again."""
    removed, _ = OptOut.objects.filter(address=address.strip().lower()).delete()
    if removed:
        record("news.welcomed", subject="news:address", words="An address wants news again.", by=by, at=at)
