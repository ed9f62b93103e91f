"""What volunteers say of themselves, note, and leave to whoever follows."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from coopnet.audit.actions import record
from coopnet.bodies.models import Term
from coopnet.kit.actors import Actor
from coopnet.kit.clock import london_day
from coopnet.people.models import Person
from coopnet.regions.models import Region
from coopnet.volunteers import letters, queries
from coopnet.volunteers.enums import Head, ShownTo
from coopnet.volunteers.models import Handover, Hours, Profile


class NotPossible(ValueError):
    """It cannot be done as things stand; the text says why."""


@transaction.atomic
def offer(
    *, person: Person, helps_with: str, region: Region | None, reach: str, hours: int | None, until: date | None,
    shown_to: ShownTo, by: Actor, at: datetime,
) -> Profile:  # fmt: skip
    """Keep what somebody offers in the place of what they offered before. Raises NotPossible without a role."""
    if not queries.is_volunteer(person, london_day(at)):
        raise NotPossible("This is for people with a role in the network. Write to us, and we find you one.")
    kept, _ = Profile.objects.update_or_create(
        person=person,
        defaults={
            "helps_with": helps_with, "region": region, "reach": reach, "hours": hours, "until": until,
            "shown_to": shown_to.value, "changed_at": at,
        },
    )  # fmt: skip
    record("volunteers.offered", subject=f"person:{person.key}", words="Said what they can help with", by=by, at=at)
    return kept


@transaction.atomic
def withdraw(*, profile: Profile, by: Actor, at: datetime) -> None:
    """Take away what somebody offers."""
    subject = f"person:{profile.person.key}"
    record("volunteers.withdrew", subject=subject, words="Took away what they can help with", by=by, at=at)
    profile.delete()


@transaction.atomic
def give_hours(
    *, key: UUID, person: Person, on: date, minutes: int, head: Head | None, words: str, by: Actor, at: datetime
) -> Hours:
    """Note time given. The same key again is the same note. Raises NotPossible for a day to come or over 24 hours."""
    earlier = Hours.objects.filter(key=key).first()
    if earlier is not None:
        return earlier
    if on > london_day(at):
        raise NotPossible("That day has not come yet.")
    if not queries.is_volunteer(person, london_day(at)):
        raise NotPossible("This is for people with a role in the network. Write to us, and we find you one.")
    Person.objects.select_for_update().get(pk=person.pk)
    if not queries.fits(person, on, minutes):
        raise NotPossible("With what you noted before, that is more than 24 hours in one day.")
    made = Hours.objects.create(
        key=key, person=person, on=on, minutes=minutes, head=head.value if head else "", words=words, made_at=at
    )
    # The record is read by many: it holds neither how many hours nor what for.
    record("volunteers.noted", subject=f"hours:{made.key}", words="Noted hours given", by=by, at=at)
    return made


@transaction.atomic
def drop_hours(*, hours: Hours, by: Actor, at: datetime) -> None:
    """Take a note of hours away."""
    record("volunteers.dropped", subject=f"hours:{hours.key}", words="Took away a note of hours", by=by, at=at)
    hours.delete()


@transaction.atomic
def write(*, term: Term, notes: str, promises: str, by: Actor, at: datetime) -> Handover:
    """Keep what the holder writes for whoever follows. Raises NotPossible once it was taken over."""
    held, made = Handover.objects.select_for_update().get_or_create(
        term=term, defaults={"person": term.person, "notes": notes, "promises": promises, "written_at": at}
    )
    if held.received_at is not None or held.forgotten_at is not None:
        raise NotPossible("This was taken over already. Speak with whoever follows you.")
    if not made:
        held.notes, held.promises, held.written_at = notes, promises, at
        held.save(update_fields=["notes", "promises", "written_at"])
    record("volunteers.wrote", subject=f"term:{term.pk}", words="Wrote for whoever follows", by=by, at=at)
    return held


@transaction.atomic
def receive(*, term: Term, person: Person, by: Actor, at: datetime) -> Handover:
    """Whoever follows has read it and takes over. Raises NotPossible before their first day, or for others."""
    following = [held for held in queries.successors(term) if held.person == person.pk]
    if not following or following[0].starts > london_day(at):
        raise NotPossible("Take it over on your first day in the role, or later.")
    held, _ = Handover.objects.select_for_update().get_or_create(
        term=term, defaults={"person": term.person, "written_at": at}
    )
    if held.received_at is None:
        held.received_by, held.received_at = person, at
        held.save(update_fields=["received_by", "received_at"])
        record("volunteers.took-over", subject=f"term:{term.pk}", words="Took over what was left", by=by, at=at)
    return held


@transaction.atomic
def tell_successor(*, term: Term, person: Person, by: Actor, at: datetime) -> bool:
    """Write to whoever follows, once."""
    if not letters.ready(term, person, by=by, at=at):
        return False
    record("volunteers.told", subject=f"term:{term.pk}", words="Told whoever follows", by=by, at=at)
    return True


@transaction.atomic
def forget(*, handover: Handover, by: Actor, at: datetime) -> None:
    """Delete what was written, a year after the role ended."""
    held = Handover.objects.select_for_update().get(pk=handover.pk)
    held.notes = held.promises = ""
    held.forgotten_at = at
    held.save(update_fields=["notes", "promises", "forgotten_at"])
    record("volunteers.forgot", subject=f"term:{held.term_id}", words="Deleted what a leaver wrote", by=by, at=at)
