"""Choosing a contact, bringing two schools together, ticking a step, writing the letters, saying how it went."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from coopnet.accounts.models import User
from coopnet.audit.actions import record
from coopnet.kit.actors import Actor
from coopnet.kit.clock import london_day
from coopnet.membership.models import Member, Period
from coopnet.membership.refusals import NotPossible, held_fast, subject_of
from coopnet.notices.models import Letter
from coopnet.people.models import Person
from coopnet.welcome import defaults, letters, queries, rules
from coopnet.welcome.enums import Beside, Fact
from coopnet.welcome.models import Buddy, Plan, Step, Tick, Went
from coopnet.welcome.queries import New


@transaction.atomic
def make_steps(*, since: date, by: Actor, at: datetime) -> None:
    """The steps that a new network begins with."""
    for one in defaults.STEPS:
        Step.objects.create(
            slug=one.slug, words=one.words, fact=one.fact.value, by_day=one.by_day, address=one.address, starts=since
        )
    record("welcome.steps", subject="welcome", words="Added the steps of a new member’s first days.", by=by, at=at)


@transaction.atomic
def add_step(*, words: str, by_day: int, address: str, by: Actor, at: datetime) -> Step:
    """One more step for those who join from today on. Somebody ticks it: the records cannot show it."""
    try:
        with transaction.atomic():
            step = Step.objects.create(
                slug=slugify(words)[:40].strip("-") or "step", words=words, fact=Fact.HAND.value, by_day=by_day,
                address=address, starts=london_day(at),
            )  # fmt: skip
    except IntegrityError as error:
        raise NotPossible("There is such a step already.") from error
    record("welcome.step-added", subject=f"step:{step.slug}", words=f"Added the step “{words}”.", by=by, at=at)
    return step


@transaction.atomic
def end_step(*, step: Step, by: Actor, at: datetime) -> None:
    """Those who join from today on have this step no more; for those who are on their way it stays."""
    row = Step.objects.select_for_update().get(pk=step.pk)
    today = london_day(at)
    if row.ends is not None or row.starts >= today:
        raise NotPossible("It ended before, or it began today. A step lasts a day at least.")
    row.ends = today
    row.save(update_fields=["ends"])
    record("welcome.step-ended", subject=f"step:{row.slug}", words=f"Ended the step “{row.words}”.", by=by, at=at)


def _new(member: Member, on: date) -> New:
    """The member, locked, in its first ninety days. Raises NotPossible where these are over."""
    found = queries.of(held_fast(member), on)
    if found is None or not found.runs:
        raise NotPossible("The first ninety days of this member are over.")
    return found


@transaction.atomic
def choose_contact(*, member: Member, person: Person | None, by: Actor, at: datetime) -> None:
    """Name the contact of a new member, who hears of it. None: the ambassador of its region, as without a choice."""
    new = _new(member, london_day(at))
    if person is not None and person.pk not in {one.pk for one, _words in queries.in_post(new.on)}:
        raise NotPossible(f"{person.name} holds no post of the network today.")
    Plan.objects.update_or_create(period=new.period, defaults={"contact": person})
    if person is not None:
        letters.named(new.period, person, by=by, at=at)
    record(
        "welcome.contact",
        subject=subject_of(member),
        words=f"{member}: {'somebody was named' if person else 'the ambassador is'} the contact of its first days.",
        by=by,
        at=at,
        details={"person": str(person.key) if person else ""},
    )


@transaction.atomic
def be_quiet(*, member: Member, quiet: bool, by: Actor, at: datetime) -> None:
    """No more letters to this member about its first days, or letters again."""
    new = _new(member, london_day(at))
    Plan.objects.update_or_create(period=new.period, defaults={"quiet": quiet})
    wants = "wants no" if quiet else "wants"
    record(
        "welcome.quiet" if quiet else "welcome.letters",
        subject=subject_of(member),
        words=f"{member} {wants} letters about its first days.",
        by=by,
        at=at,
    )


@transaction.atomic
def tick(*, member: Member, step: Step, done: bool, by: Actor, at: datetime) -> None:
    """Say that a step is done, or that it is not after all. What the records show is theirs to say."""
    new = _new(member, london_day(at))
    view = next((one for one in new.steps if one.step.pk == step.pk), None)
    if view is None or not view.by_hand:
        raise NotPossible("This step is ticked by the records alone.")
    if view.done == done:
        return
    if done:
        Tick.objects.create(period=new.period, step=step, day=new.on)
    else:
        Tick.objects.filter(period=new.period, step=step).delete()
    record(
        "welcome.ticked" if done else "welcome.unticked",
        subject=subject_of(member),
        words=f"{member}: “{step.words}” is {'done' if done else 'not done after all'}.",
        by=by,
        at=at,
    )


@transaction.atomic
def suggest(*, member: Member, buddy: Member, by: Actor, at: datetime) -> Buddy:
    """Ask a new member whether it would like this one beside it. The other hears nothing before it has said yes."""
    new = _new(member, london_day(at))
    if new.lead is None or queries.lead_of(buddy, new.on) is None:
        raise NotPossible("Both need somebody who speaks for them. Name that person first.")
    if buddy.pk == member.pk:
        raise NotPossible("Nobody walks beside itself.")
    try:
        with transaction.atomic():
            row = Buddy.objects.create(
                period=new.period, member=buddy, state=Beside.ASKED_NEW.value, asked_at=at
            )  # fmt: skip
    except IntegrityError as error:
        raise NotPossible("A school is asked already, or this one was asked before.") from error
    letters.ask_new(row, new.lead, by=by, at=at)
    record(
        "welcome.buddy-suggested", subject=subject_of(member), words=f"{member}: suggested {buddy} to walk beside it.",
        by=by, at=at,
    )  # fmt: skip
    return row


@transaction.atomic
def answer(*, buddy: Buddy, member: Member, yes: bool, by: Actor, at: datetime) -> Buddy:
    """The answer of one of the two. After the new one's yes the other is asked; after both, each learns whom to write
    to. Raises NotPossible for whoever is not asked now."""
    row = Buddy.objects.select_for_update(of=("self",)).select_related("member", "period__member").get(pk=buddy.pk)
    today = london_day(at)
    is_new = member.pk == row.period.member_id
    asked = {Beside.ASKED_NEW.value: row.period.member_id, Beside.ASKED_BUDDY.value: row.member_id}.get(row.state)
    if asked != member.pk:
        raise NotPossible("This question was answered or taken back.")
    new, other = queries.lead_of(row.period.member, today), queries.lead_of(row.member, today)
    if not yes:
        row.state, row.ended_at = Beside.NOT_NOW.value, at
    elif new is None or other is None:
        raise NotPossible("Both need somebody who speaks for them. Write to us.")
    elif is_new:
        row.state, row.new_yes_at = Beside.ASKED_BUDDY.value, at
        letters.ask_buddy(row, other, by=by, at=at)
    else:
        row.state, row.buddy_yes_at = Beside.AGREED.value, at
        letters.agreed(row, new, other, by=by, at=at)
    row.save(update_fields=["state", "new_yes_at", "buddy_yes_at", "ended_at"])
    record(
        "welcome.buddy-answered",
        subject=subject_of(member),
        words=f"{member} said {'yes' if yes else 'no'} about a school to walk beside.",
        by=by,
        at=at,
        details={"buddy": row.pk},
    )
    return row


@transaction.atomic
def part(*, buddy: Buddy, by: Actor, at: datetime) -> None:
    """The two go their own ways, or the question is taken back."""
    row = Buddy.objects.select_for_update(of=("self",)).select_related("period__member").get(pk=buddy.pk)
    if Beside(row.state) not in rules.OPEN:
        raise NotPossible("It ended before.")
    row.state, row.ended_at = Beside.ENDED.value, at
    row.save(update_fields=["state", "ended_at"])
    record(
        "welcome.buddy-ended",
        subject=subject_of(row.period.member),
        words=f"{row.period.member}: the school beside it was let go.",
        by=by,
        at=at,
    )


@transaction.atomic
def write(*, period: Period, week: int, by: Actor, at: datetime) -> bool:
    """Write the letter of a week to whoever speaks for the member; whether one was written now.

    One letter a week and membership, however often it is asked for; none to whoever wants none.
    """
    if Letter.objects.filter(key=letters.key(period, week)).exists():
        return False
    new = _new(period.member, london_day(at))
    if new.quiet or new.lead is None or not new.lead.email:
        return False
    letters.weekly(new, new.lead, week, by=by, at=at)
    record(
        "welcome.letter", subject=subject_of(new.member), words=f"Wrote to {new.member} in week {week}.", by=by, at=at
    )
    return True


@transaction.atomic
def say(*, member: Member, text: str, by: User, at: datetime) -> Went:
    """How it went, once. The record of acts says that it was said, and nothing of what."""
    new = queries.of(held_fast(member), london_day(at))
    if new is None or not new.asks:
        raise NotPossible("You have told us already, or the time for it is over. Thank you.")
    went = Went.objects.create(period=new.period, said_by=by, text=text, said_at=at)
    record("welcome.said", subject=subject_of(member), words=f"{member} said how it went.", by=by, at=at)
    return went


@transaction.atomic
def forget(*, went: Went, by: Actor, at: datetime) -> None:
    """Delete what was said half a year ago."""
    subject = subject_of(went.period.member)
    went.delete()
    record("welcome.forgotten", subject=subject, words="Deleted how the first days went.", by=by, at=at)
