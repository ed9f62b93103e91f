"""Writing, handing in, agreeing, sending, stopping a letter to many. What was handed in is never changed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from coopnet.accounts.models import User
from coopnet.audit.actions import record
from coopnet.kit.actors import Actor
from coopnet.kit.clock import london_day
from coopnet.mailings import groups, rules
from coopnet.mailings.enums import Sort, State
from coopnet.mailings.groups import Chosen
from coopnet.mailings.models import Draft, Mailing, Recipient, SavedGroup
from coopnet.mailings.rules import Group
from coopnet.notices import actions as notices

# Letters that go into the outbox in one transaction: few enough that nothing waits for it, and a kill loses little.
CHUNK = 100


class NotPossible(ValueError):
    """It cannot be done as things stand; the text says why, for people."""


def _subject(one: Draft | Mailing) -> str:
    return f"mailing:{one.key}"


def _fit(subject: str, text: str) -> None:
    faults = rules.faults(subject) + rules.faults(text)
    if faults:
        raise NotPossible(" ".join(faults))
    if not subject.strip() or not text.strip():
        raise NotPossible("Write a subject and the letter.")


@transaction.atomic
def write(
    *, draft: Draft | None, sort: Sort, subject: str, text: str, policy: bool, public: bool, group: Group, by: User,
    at: datetime,
) -> Draft:  # fmt: skip
    """Begin a draft, or write it anew. Raises NotPossible for a word in braces that nobody fills in."""
    _fit(subject, text)
    fields: dict[str, Any] = {
        "sort": sort.value, "subject": subject.strip(), "text": text.strip(), "policy": policy, "public": public,
        "group": group.data, "changed_at": at,
    }  # fmt: skip
    if draft is None:
        made = Draft.objects.create(made_by=by, made_at=at, **fields)
    else:
        made = _held(draft)
        for name, value in fields.items():
            setattr(made, name, value)
        made.save()
    record("mailings.written", subject=_subject(made), words=f"Wrote “{made.subject}”.", by=by, at=at)
    return made


def _held(draft: Draft) -> Draft:
    found = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    if found is None:
        raise NotPossible("This draft is gone: somebody handed it in or threw it away.")
    return found


@transaction.atomic
def throw_away(*, draft: Draft, by: Actor, at: datetime) -> None:
    """The draft goes."""
    found = _held(draft)
    record("mailings.thrown", subject=_subject(found), words=f"Threw away “{found.subject}”.", by=by, at=at)
    found.delete()


@transaction.atomic
def try_out(*, draft: Draft, by: User, at: datetime) -> None:
    """Send the letter to oneself alone, as the first reader would get it."""
    first = next(
        (one for one in groups.readers(Sort(draft.sort), draft.whom, london_day(at)) if not one.left_out), None
    )
    example = first or Chosen("", by.name, "Your school", "", "")
    subject, text = _filled(draft, example.name, example.school, example.region)
    notices.queue(
        kind="notice", key=f"mailing:{draft.key}:try:{by.pk}:{at.timestamp():.0f}", to=by.email, to_name=by.name,
        subject=f"Try: {subject}", text=text, by=by, at=at,
    )  # fmt: skip
    record("mailings.tried", subject=_subject(draft), words=f"Sent “{draft.subject}” to oneself.", by=by, at=at)


@transaction.atomic
def hand_in(*, draft: Draft, by: User, at: datetime) -> Mailing:
    """From here on the words stand. It leaves at once, or waits for a second person where the rule asks for one.

    Raises NotPossible where nobody would get it.
    """
    found = _held(draft)
    _fit(found.subject, found.text)
    sort = Sort(found.sort)
    total = sum(not one.left_out for one in groups.readers(sort, found.whom, london_day(at)))
    if not total:
        raise NotPossible("Nobody would get this letter. Choose the group again.")
    made = Mailing.objects.create(
        key=found.key, sort=found.sort, subject=found.subject, text=found.text, policy=found.policy,
        public=found.public, group=found.group, made_by=by, made_at=at, state=State.WAITS.value, total=total,
    )  # fmt: skip
    found.delete()
    waits = rules.needs_second(total=total, policy=made.policy)
    words = f"Handed in “{made.subject}” to {total}" + ("; it waits for a second person." if waits else ".")
    record("mailings.handed-in", subject=_subject(made), words=words, by=by, at=at)
    if not waits:
        _begin(made, by, at)
    return made


def _locked(mailing: Mailing, *states: State) -> Mailing:
    found = Mailing.objects.select_for_update(of=("self",)).get(pk=mailing.pk)
    if State(found.state) not in states:
        raise NotPossible(f"“{found.subject}” {found.state_words}. Load the page again.")
    return found


@transaction.atomic
def agree(*, mailing: Mailing, by: User, at: datetime) -> Mailing:
    """A second person agrees, and it begins to leave. Raises NotPossible for whoever handed it in."""
    found = _locked(mailing, State.WAITS)
    if found.made_by_id == by.pk:
        raise NotPossible("You wrote this one. Somebody else agrees to it.")
    found.agreed_by, found.agreed_at = by, at
    record("mailings.agreed", subject=_subject(found), words=f"Agreed to “{found.subject}”.", by=by, at=at)
    _begin(found, by, at)
    return found


@transaction.atomic
def take_back(*, mailing: Mailing, by: Actor, at: datetime) -> Mailing:
    """It waited, and does not leave. Its words may be copied into another draft."""
    found = _locked(mailing, State.WAITS)
    found.state = State.TAKEN_BACK.value
    found.save(update_fields=["state"])
    record("mailings.taken-back", subject=_subject(found), words=f"Took back “{found.subject}”.", by=by, at=at)
    return found


def _begin(mailing: Mailing, by: Actor, at: datetime) -> None:
    """Set who gets it, as the group stands at this moment; the worker puts the letters into the outbox."""
    chosen = groups.readers(Sort(mailing.sort), mailing.whom, london_day(at))
    Recipient.objects.bulk_create(_rows(mailing, chosen), batch_size=500)
    mailing.state, mailing.begun_at = State.SENDING.value, at
    if mailing.sort == Sort.NEWSLETTER.value:
        last = Mailing.objects.aggregate(last=Max("number"))["last"] or 0
        mailing.number = last + 1
    mailing.save(update_fields=["state", "begun_at", "number", "agreed_by", "agreed_at"])
    total = sum(not one.left_out for one in chosen)
    record(
        "mailings.begun", subject=_subject(mailing), words=f"“{mailing.subject}” begins to leave, to {total}.", by=by,
        at=at, details={"left_out": len(chosen) - total},
    )  # fmt: skip


def _rows(mailing: Mailing, chosen: Iterable[Chosen]) -> Iterable[Recipient]:
    for one in chosen:
        yield Recipient(
            mailing=mailing, address=one.address[:254], name=one.name[:160], school=one.school[:200],
            region=one.region[:80], why=one.why[:300], left_out=one.left_out,
        )  # fmt: skip


@transaction.atomic
def send_some(*, mailing: Mailing, by: Actor, at: datetime) -> int:
    """Put the next letters into the outbox; how many. Killed at any point, none is lost or doubled."""
    found = Mailing.objects.select_for_update(of=("self",)).get(pk=mailing.pk)
    if found.state != State.SENDING.value:
        return 0
    rows = list(found.recipients.filter(left_out="", queued_at__isnull=True).order_by("pk")[:CHUNK])
    for row in rows:
        subject, text = _filled(found, row.name, row.school, row.region)
        notices.queue(
            kind=rules.outbox_kind(Sort(found.sort)), key=f"mailing:{found.key}:{row.pk}", to=row.address,
            to_name=row.name, subject=subject, text=text, about=row.school, printable=True, by=by, at=at,
        )  # fmt: skip
    Recipient.objects.filter(pk__in=[row.pk for row in rows]).update(queued_at=at)
    if len(rows) < CHUNK:
        found.state, found.done_at = State.DONE.value, at
        found.save(update_fields=["state", "done_at"])
        record("mailings.done", subject=_subject(found), words=f"“{found.subject}” has left.", by=by, at=at)
    return len(rows)


def _filled(one: Draft | Mailing, name: str, school: str, region: str) -> tuple[str, str]:
    given = {"name": name, "school": school, "region": region}
    return rules.fill(one.subject, **given), rules.fill(one.text, **given)


@transaction.atomic
def stop(*, mailing: Mailing, by: Actor, at: datetime) -> Mailing:
    """No more letters of it go into the outbox. Those that are there leave."""
    found = _locked(mailing, State.SENDING)
    found.state = State.STOPPED.value
    found.save(update_fields=["state"])
    record("mailings.stopped", subject=_subject(found), words=f"Stopped “{found.subject}”.", by=by, at=at)
    return found


@transaction.atomic
def go_on(*, mailing: Mailing, by: Actor, at: datetime) -> Mailing:
    """It goes on with those who have not got it yet."""
    found = _locked(mailing, State.STOPPED)
    found.state = State.SENDING.value
    found.save(update_fields=["state"])
    record("mailings.went-on", subject=_subject(found), words=f"“{found.subject}” goes on.", by=by, at=at)
    return found


@transaction.atomic
def copy(*, mailing: Mailing, by: User, at: datetime) -> Draft:
    """The same words in another draft."""
    made = Draft.objects.create(
        sort=mailing.sort, subject=mailing.subject, text=mailing.text, policy=mailing.policy, public=mailing.public,
        group=mailing.group, made_by=by, made_at=at, changed_at=at,
    )  # fmt: skip
    record("mailings.copied", subject=_subject(made), words=f"Copied “{mailing.subject}”.", by=by, at=at)
    return made


@transaction.atomic
def keep_group(*, name: str, group: Group, by: User, at: datetime) -> SavedGroup:
    """Keep a group under a name; the name takes the place of an earlier one."""
    if not name.strip():
        raise NotPossible("Give the group a name.")
    kept, _ = SavedGroup.objects.update_or_create(
        name=name.strip()[:80], defaults={"group": group.data, "made_by": by, "made_at": at}
    )
    record("mailings.group-kept", subject=f"group:{kept.pk}", words=f"Kept the group “{kept.name}”.", by=by, at=at)
    return kept


@transaction.atomic
def forget_group(*, kept: SavedGroup, by: Actor, at: datetime) -> None:
    """Take the name away."""
    record("mailings.group-gone", subject=f"group:{kept.pk}", words=f"Took away “{kept.name}”.", by=by, at=at)
    kept.delete()
