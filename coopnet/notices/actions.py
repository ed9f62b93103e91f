"""Putting letters into the outbox, and what becomes of them."""

from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from coopnet.audit.actions import record
from coopnet.kit.actors import Actor
from coopnet.notices import marks, rules
from coopnet.notices.enums import Kind, NoNews, Outcome, State, Why
from coopnet.notices.models import UNDELIVERED, Attempt, Letter, OptOut, RefusalsList, Secret, Trouble


class NotToSend(ValueError):
    """The letter cannot be sent again, or not in this way; the text says why."""


def _line(text: str, longest: int) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:longest]


def _state_of(kind: Kind, to: str) -> tuple[State, str]:
    if not marks.is_address(to):
        return State.FAILED, rules.WHY_WORDS[Why.WRONG]
    if kind is Kind.NEWS and (refused := marks.no_news(to)):
        return State.DECLINED, rules.NO_NEWS_WORDS[refused]
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
    printable: bool = False,
    by: Actor,
    at: datetime,
) -> Letter:
    """Put one letter into the outbox, in the transaction of the act that it tells of; a worker posts it after commit.

    One row a ``key``: asked again, the same letter comes back and nothing is sent twice. ``at`` is the network's
    moment (a code lives 15 minutes from it unless ``expires_at`` says otherwise). ``about`` names the school or trust
    for those who look after letters that did not arrive. ``printable`` says that an officer may read it, to post it on
    paper. The letter itself is the log: no entry in the record of acts.
    """
    earlier = Letter.objects.filter(key=key).first()
    if earlier is not None:
        return earlier
    sort = Kind(kind)
    address = _line(to, 254)
    state, reason = _state_of(sort, address)
    is_code = sort is Kind.CODE
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ") or "localhost"
    trouble = None
    if state is State.FAILED:
        trouble = marks.trouble(
            kind=kind, to=address, about=_line(about or to_name, 200), why=Why.WRONG, reason=reason, at=at
        )
    letter, made = Letter.objects.get_or_create(
        key=key,
        defaults={
            "trouble": trouble,
            "printable": printable and not is_code,
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
    part of the act that erases the matter itself, and has no entry of its own. What was not delivered needs not be now.
    """
    done = Letter.objects.filter(key__startswith=prefix).exclude(state=State.WAITING.value)
    troubles = set(done.exclude(trouble=None).values_list("trouble", flat=True))
    done.exclude(trouble=None).update(trouble=None, state=State.LEFT.value)
    for pk in sorted(troubles):
        marks.settle(pk)
    Attempt.objects.filter(letter__in=done).update(to="", reason="")
    return done.update(text="", to="", to_name="", about="", reason="")


@transaction.atomic
def came_back(*, message_id: str, reason: str, why: Why = Why.OTHER, by: Actor, at: datetime) -> Letter | None:
    """A letter that a server had taken came back: it becomes a To do against its address. Unknown Message-IDs change
    nothing and give None."""
    letter = Letter.objects.select_for_update().filter(message_id=message_id, state=State.SENT.value).first()
    if letter is None:
        return None
    letter.state, letter.reason = State.BOUNCED.value, _line(reason, 500)
    letter.trouble = marks.trouble(
        kind=letter.kind, to=letter.to, about=letter.about or letter.to_name, why=why, reason=letter.reason, at=at
    )
    letter.save(update_fields=["state", "reason", "trouble"])
    if letter.trouble is not None:
        marks.gone(letter.to, why, at)
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
    changed = Letter.objects.filter(pk=letter.pk, state__in=UNDELIVERED).update(
        state=State.WAITING.value, to=_line(to, 254), tries=0, next_try_at=at, reason="", sent_at=None, trouble=None
    )
    if changed != 1:
        raise NotToSend("This letter is on its way or has arrived.")
    marks.settle(letter.trouble_id)
    record("letters.sent-again", subject=f"letter:{letter.pk}", words=f"Sent again: {letter.subject}", by=by, at=at)
    letter.refresh_from_db()
    return letter


@transaction.atomic
def put_on_paper(*, letter: Letter, by: Actor, at: datetime) -> Letter:
    """Somebody prints a letter that was not delivered, and posts it. Raises NotToSend for one that nobody may read."""
    if not letter.printable:
        raise NotToSend("This letter is for one reader’s eyes. Send it again, or tell them to sign in.")
    changed = Letter.objects.filter(pk=letter.pk, state__in=UNDELIVERED).update(state=State.PAPER.value, trouble=None)
    if changed != 1:
        raise NotToSend("This letter is on its way or has arrived.")
    marks.settle(letter.trouble_id)
    Attempt.objects.create(letter=letter, at=at, to="", outcome=Outcome.PAPER.value)
    record("letters.printed", subject=f"letter:{letter.pk}", words=f"Printed to post: {letter.subject}", by=by, at=at)
    letter.refresh_from_db()
    return letter


def _held(trouble: Trouble) -> Trouble:
    found = Trouble.objects.select_for_update().filter(pk=trouble.pk).first()
    if found is None:
        raise NotToSend("Somebody has seen to this address already.")
    return found


@transaction.atomic
def send_all_again(*, trouble: Trouble, to: str, by: Actor, at: datetime) -> int:
    """Send all that was not delivered at an address once more, there or to another address; how many go.

    The same address again means that it works: news may go there too, unless its reader refused it. News for an address
    that wants none stays where it is and is left. Raises NotToSend.
    """
    held = _held(trouble)
    address = _line(to, 254)
    if not marks.is_address(address):
        raise NotToSend("Enter an e-mail address, like office@school.example.org.")
    if address.lower() == held.address:
        OptOut.objects.filter(address=held.address, why=NoNews.BOUNCED.value).delete()
    mine = Letter.objects.filter(trouble=held)
    if marks.no_news(address):
        mine.filter(kind=Kind.NEWS.value).update(state=State.LEFT.value, trouble=None)
    count = mine.update(
        state=State.WAITING.value, to=address, tries=0, next_try_at=at, reason="", sent_at=None, trouble=None
    )
    other = "" if address.lower() == held.address else ", to another address"
    held.delete()
    words = f"Sent {count} {'letter' if count == 1 else 'letters'} again{other}"
    record("letters.all-sent-again", subject=f"trouble:{trouble.pk}", words=words, by=by, at=at)
    return count


@transaction.atomic
def leave(*, trouble: Trouble, why: str, by: Actor, at: datetime) -> None:
    """These letters need not be delivered any more. Raises NotToSend where somebody has seen to it."""
    held = _held(trouble)
    count = Letter.objects.filter(trouble=held).update(state=State.LEFT.value, trouble=None)
    held.delete()
    words = f"Left {count} {'letter' if count == 1 else 'letters'} undelivered: {_line(why, 200)}"
    record("letters.left", subject=f"trouble:{trouble.pk}", words=words, by=by, at=at)


@transaction.atomic
def decline_news(
    *, address: str, why: NoNews = NoNews.DECLINED, source: str = "the link in a letter", by: Actor, at: datetime
) -> None:
    """This address wants no news from now on; news already waiting for it is not sent."""
    if marks.stop_news(address, why, source=source, at=at):
        record("news.declined", subject="news:address", words="An address declined news.", by=by, at=at)


@transaction.atomic
def welcome_news(*, address: str, by: Actor, at: datetime) -> None:
    """This address wants news again."""
    removed, _ = OptOut.objects.filter(address=address.strip().lower()).delete()
    if removed:
        record("news.welcomed", subject="news:address", words="An address wants news again.", by=by, at=at)


@transaction.atomic
def take_refusals(*, refusals: dict[str, NoNews], by: Actor, at: datetime) -> RefusalsList:
    """Take in a list of addresses that get no news. What a person said before stays. Again, it changes nothing but that
    there is one more list. An empty list means that there is none to bring in."""
    wanted = {address.strip().lower(): why for address, why in refusals.items()}
    known: dict[str, NoNews] = {}
    addresses = sorted(wanted)
    for begin in range(0, len(addresses), 500):
        rows = OptOut.objects.filter(address__in=addresses[begin : begin + 500]).values_list("address", "why")
        known |= {address: NoNews(why) for address, why in rows}
    new = [address for address in addresses if address not in known]
    OptOut.objects.bulk_create(
        [OptOut(address=one, at=at, why=wanted[one].value, source="a list") for one in new],
        batch_size=500,
        ignore_conflicts=True,
    )
    for address, before in known.items():
        if rules.STRENGTH.index(wanted[address]) > rules.STRENGTH.index(before):
            OptOut.objects.filter(address=address).update(why=wanted[address].value, source="a list")
    for why in NoNews:
        marks.halt_waiting([address for address in new if wanted[address] is why], why, at)
    bounced = sum(wanted[address] is NoNews.BOUNCED for address in new)
    made = RefusalsList.objects.create(
        at=at, none=not wanted, declined=len(new) - bounced, bounced=bounced, known=len(known)
    )
    words = f"Took in a list of {len(wanted)} that get no news" if wanted else "There is no list of refusals to take in"
    record("news.refusals-taken", subject="news:refusals", words=words, by=by, at=at)
    return made
