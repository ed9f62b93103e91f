"""People decide which schools and groups are co-operative. The register suggests; nothing is marked by itself."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from coopnet.audit.actions import record
from coopnet.kit.actors import Actor
from coopnet.kit.clock import london_day
from coopnet.register import finder
from coopnet.register.enums import CoopForm, Decision, Source
from coopnet.register.models import CoopStatus, CoopSuggestion, Establishment, Group, GroupMembership

FACTS_END = "Closed under this number."


class NotPossible(Exception):
    """The record cannot be changed like that; the message says why, for people."""


def _subject(establishment: Establishment | None, group: Group | None) -> tuple[str, str]:
    """How the record of acts names it, and its name for people."""
    if establishment is not None:
        return f"school:{establishment.urn}", establishment.name
    if group is not None:
        return f"group:{group.pk}", group.name
    raise ValueError("Name a school or a group.")


@transaction.atomic
def begin_coop(
    *,
    establishment: Establishment | None = None,
    group: Group | None = None,
    form: CoopForm,
    starts: date | None,
    evidence: str,
    evidence_day: date,
    by: Actor,
    at: datetime,
) -> CoopStatus:
    """From that day (None: since before our records) it is co-operative, on this evidence. Raises NotPossible."""
    subject, name = _subject(establishment, group)
    if not evidence.strip():
        raise NotPossible("Say what shows that it is co-operative.")
    if evidence_day > london_day(at):
        raise NotPossible("The day of what shows it cannot lie ahead.")
    running = CoopStatus.objects.filter(establishment=establishment, group=group, ends=None)
    try:
        with transaction.atomic():
            status = CoopStatus.objects.create(
                establishment=establishment,
                group=group,
                form=CoopForm(form).value,
                starts=starts,
                evidence=evidence.strip(),
                evidence_day=evidence_day,
                confirmed_on=london_day(at),
                source=Source.HAND.value,
            )
    except IntegrityError as error:
        if not running.exists():
            raise
        raise NotPossible(f"{name} is recorded as co-operative already.") from error
    _tell_finder(status)
    since = f" from {starts.isoformat()}" if starts else ""
    record(
        "coop.begun",
        subject=subject,
        words=f"Recorded {name} as co-operative{since}: {status.evidence}",
        by=by,
        at=at,
    )
    return status


@transaction.atomic
def end_coop(*, status: CoopStatus, on: date, reason: str, by: Actor, at: datetime) -> CoopStatus:
    """``on`` is the first day on which it is no longer co-operative. Raises NotPossible."""
    status = CoopStatus.objects.select_for_update().get(pk=status.pk)
    subject, name = _subject(status.establishment, status.group)
    if status.ends is not None:
        raise NotPossible(f"For {name} this ended on {status.ends:%-d %B %Y} already.")
    if status.starts is not None and on <= status.starts:
        raise NotPossible("The last day must come after the first.")
    status.ends, status.end_reason = on, reason[:200]
    status.save(update_fields=["ends", "end_reason"])
    _tell_finder(status)
    record("coop.ended", subject=subject, words=f"{name} is no longer co-operative: {reason}", by=by, at=at)
    return status


@transaction.atomic
def confirm_coop(*, status: CoopStatus, by: Actor, at: datetime) -> CoopStatus:
    """Somebody has looked, and it still is: pages show the day."""
    subject, name = _subject(status.establishment, status.group)
    if status.ends is not None:
        raise NotPossible(f"For {name} this ended on {status.ends:%-d %B %Y}. Record it anew if it is again.")
    status.confirmed_on = london_day(at)
    status.save(update_fields=["confirmed_on"])
    record("coop.confirmed", subject=subject, words=f"Confirmed that {name} is co-operative.", by=by, at=at)
    return status


@transaction.atomic
def take_back_coop(*, status: CoopStatus, by: Actor, at: datetime) -> None:
    """Undo what a person entered: an end is taken off again, a record made by hand is removed. The record of acts keeps
    both. Raises NotPossible for what a file or the shipped facts told."""
    status = CoopStatus.objects.select_for_update().get(pk=status.pk)
    subject, name = _subject(status.establishment, status.group)
    _tell_finder(status)
    if status.ends is not None and not (status.source == Source.FACTS and status.end_reason == FACTS_END):
        was = status.ends
        status.ends, status.end_reason = None, ""
        try:
            with transaction.atomic():
                status.save(update_fields=["ends", "end_reason"])
        except IntegrityError as error:
            raise NotPossible(f"{name} has a newer record. Take that one back first.") from error
        words = f"Took back that {name} was no longer co-operative from {was.isoformat()}."
    elif status.source == Source.HAND:
        status.delete()
        words = f"Took back the record that {name} is co-operative: {status.evidence}"
    else:
        raise NotPossible("This record comes from published files. End it, and say why, instead.")
    record("coop.taken-back", subject=subject, words=words, by=by, at=at)


def _tell_finder(status: CoopStatus) -> None:
    """After the commit the finder knows the school, or the schools of the group, anew."""
    schools = [] if status.establishment_id is None else [status.establishment_id]
    if status.group_id is not None:
        members = GroupMembership.objects.filter(group_id=status.group_id)
        schools += members.values_list("establishment_id", flat=True)
    transaction.on_commit(lambda: finder.refresh(schools))


@transaction.atomic
def take_suggestion(
    *, suggestion: CoopSuggestion, form: CoopForm, starts: date | None, by: Actor, at: datetime
) -> CoopStatus:
    """The name was right: record it, with the words of the suggestion as evidence. Raises NotPossible."""
    _decide(suggestion, Decision.TAKEN, by=by, at=at)
    return begin_coop(
        establishment=suggestion.establishment,
        group=suggestion.group,
        form=form,
        starts=starts,
        evidence=suggestion.words.rstrip("."),
        evidence_day=suggestion.as_of,
        by=by,
        at=at,
    )


@transaction.atomic
def decline_suggestion(*, suggestion: CoopSuggestion, reason: str, by: Actor, at: datetime) -> None:
    """The name misled: it is not asked again. Raises NotPossible."""
    subject, name = _subject(suggestion.establishment, suggestion.group)
    _decide(suggestion, Decision.DECLINED, by=by, at=at)
    record("coop.declined", subject=subject, words=f"{name} is not recorded as co-operative: {reason}", by=by, at=at)


def _decide(suggestion: CoopSuggestion, decision: Decision, *, by: Actor, at: datetime) -> None:
    """Once: a second decision is refused, whoever is quicker."""
    waiting = CoopSuggestion.objects.filter(pk=suggestion.pk, decision=Decision.WAITING.value)
    if waiting.update(decision=decision.value, decided_at=at, decided_by=by.actor_name[:150]) != 1:
        raise NotPossible("Somebody has decided this already. Look again.")
