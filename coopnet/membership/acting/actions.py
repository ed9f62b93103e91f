"""Naming who acts for a member, asking the chair who votes, and ending a duty."""

from datetime import date, datetime, timedelta

from django.db import transaction

from coopnet.audit.actions import record
from coopnet.kit.actors import Actor
from coopnet.kit.basis import Basis
from coopnet.kit.clock import london_day
from coopnet.membership import queries
from coopnet.membership.acting import letters
from coopnet.membership.enums import DUTY_WORDS, Duty, Question
from coopnet.membership.models import Mandate, Member, VoterQuestion
from coopnet.membership.refusals import NotPossible, held_fast, subject_of
from coopnet.notices.models import Letter
from coopnet.people.models import Person
from coopnet.people.queries import in_force

ANSWER_WITHIN = timedelta(days=60)
VOTING = frozenset({Duty.VOTES, Duty.SUBSTITUTE})
# A vote is given by the governing body alone; a person who merely wrote to us cannot give it.
GIVES_A_VOTE = frozenset({"chair", "minute", "decision"})


@transaction.atomic
def appoint(
    *, member: Member, person: Person, duty: Duty, starts: date, basis: Basis, by: Actor, at: datetime
) -> Mandate:
    """The person has the duty from ``starts``; whoever had it before has it until that day.

    Raises NotPossible for a person who has no role there, for a vote without the governors' word, on a day on which
    the member does not belong, and where a later change is set already.
    """
    held = held_fast(member)
    if queries.period_on(held, starts) is None:
        raise NotPossible(f"{held} does not belong on {starts.isoformat()}.")
    if duty in VOTING and basis.kind not in GIVES_A_VOTE:
        raise NotPossible("Who votes is for the governors to say. Ask the chair, or name the minute.")
    if person.pk not in queries.belong_there(held, [person.pk], starts):
        raise NotPossible(f"{person.name} has no role at {held} on that day. Enter the role first.")
    same = held.mandates.filter(duty=duty.value)
    later = same.filter(starts__gte=starts).first()
    if later is not None:
        raise NotPossible(f"Somebody has this duty from {later.starts.isoformat()}. Choose a later day.")
    same.filter(in_force(starts)).update(ends=starts)
    mandate = Mandate.objects.create(
        member=held,
        person=person,
        duty=duty.value,
        starts=starts,
        basis_kind=basis.kind,
        basis_key=basis.key,
        basis_words=basis.words,
        basis_day=basis.day,
    )
    record(
        "membership.duty",
        subject=subject_of(held),
        words=f"{held}: somebody {DUTY_WORDS[duty]} from {starts.isoformat()}.",
        by=by,
        at=at,
        details={"person": str(person.key), "basis": basis.words},
    )
    return mandate


@transaction.atomic
def end_duty(*, mandate: Mandate, on: date, by: Actor, at: datetime) -> None:
    """The person has the duty no more from ``on``; nobody has it then until another is named."""
    held = held_fast(mandate.member)
    row = Mandate.objects.select_for_update().get(pk=mandate.pk)
    if on <= row.starts or (row.ends is not None and on >= row.ends):
        raise NotPossible("Choose a day after it began and before it ends.")
    row.ends = on
    row.save(update_fields=["ends"])
    record(
        "membership.duty-ended",
        subject=subject_of(held),
        words=f"{held}: nobody {row.duty_words} from {on.isoformat()}.",
        by=by,
        at=at,
        details={"person": str(row.person.key)},
    )


@transaction.atomic
def ask_chair(
    *, member: Member, person: Person, duty: Duty, chair_name: str, chair_email: str, by: Actor, at: datetime
) -> VoterQuestion:
    """Ask the chair of governors whether this person votes. A question that still waits gives way to the new one.

    Raises NotPossible where the chair would confirm himself or herself, and for a person without a role there.
    """
    held = held_fast(member)
    today = london_day(at)
    if duty not in VOTING:
        raise NotPossible("A chair is asked about the voter or the substitute.")
    if chair_email.strip().casefold() == person.email.strip().casefold():
        raise NotPossible("Nobody confirms himself or herself. Give the address of the chair, or name the minute.")
    if person.pk not in queries.belong_there(held, [person.pk], today):
        raise NotPossible(f"{person.name} has no role at {held}. Enter the role first.")
    held.questions.filter(duty=duty.value, state=Question.ASKED.value).update(state=Question.WITHDRAWN.value)
    question = VoterQuestion.objects.create(
        member=held,
        person=person,
        duty=duty.value,
        chair_name=chair_name,
        chair_email=chair_email.strip().lower(),
        asked_at=at,
        until=today + ANSWER_WITHIN,
    )
    letters.ask(question, by=by, at=at)
    record(
        "membership.chair-asked",
        subject=subject_of(held),
        words=f"Asked the chair of {held} who {DUTY_WORDS[duty]}.",
        by=by,
        at=at,
        details={"person": str(person.key)},
    )
    return question


@transaction.atomic
def answer(*, question: VoterQuestion, yes: bool, minute: str = "", by: Actor, at: datetime) -> Mandate | None:
    """The chair's answer. A yes makes the person the voter from that day; a no changes nothing but the question."""
    held = held_fast(question.member)
    row = VoterQuestion.objects.select_for_update().select_related("person", "member__organisation").get(pk=question.pk)
    today = london_day(at)
    if row.state != Question.ASKED.value or row.until < today:
        raise NotPossible("This question was answered or taken back.")
    row.state = Question.YES.value if yes else Question.NO.value
    row.answered_at, row.words = at, minute
    row.save(update_fields=["state", "answered_at", "words"])
    record(
        "membership.chair-answered",
        subject=subject_of(held),
        words=f"The chair of {held} said {'yes' if yes else 'no'} to who {DUTY_WORDS[Duty(row.duty)]}.",
        by=by,
        at=at,
        details={"person": str(row.person.key), "minute": minute},
    )
    if not yes:
        return None
    said = f"Confirmed by {row.chair_name}, chair of governors" + (f": {minute}" if minute else "")
    basis = Basis("chair", str(row.key), said[:300], today)
    same_day = held.mandates.filter(duty=row.duty, starts=today).first()
    # Confirmed twice on one day: the second word counts, and the first never held for a whole day.
    if same_day is not None:
        same_day.delete()
    mandate = appoint(member=held, person=row.person, duty=Duty(row.duty), starts=today, basis=basis, by=by, at=at)
    letters.told(row, mandate, by=by, at=at)
    return mandate


@transaction.atomic
def still_right(*, member: Member, by: Actor, at: datetime) -> None:
    """The member has looked at who acts for it: still right."""
    held = held_fast(member)
    held.people_confirmed_on = london_day(at)
    held.save(update_fields=["people_confirmed_on"])
    record(
        "membership.people-confirmed",
        subject=subject_of(held),
        words=f"{held} has looked at its people: still right.",
        by=by,
        at=at,
    )


@transaction.atomic
def ask_still_right(*, mandate: Mandate, year: int, by: Actor, at: datetime) -> bool:
    """Ask whoever speaks for a member whether its people are still right; whether a letter was written now.

    One letter a year and member, however often it is asked for.
    """
    key = letters.yearly_key(mandate.member, year)
    if Letter.objects.filter(key=key).exists():
        return False
    letters.still_right(mandate, key, by=by, at=at)
    record(
        "membership.people-asked",
        subject=subject_of(mandate.member),
        words=f"Asked {mandate.member} whether its people are still right.",
        by=by,
        at=at,
    )
    return True
