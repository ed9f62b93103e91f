"""What changes people, organisations and affiliations. Every act is recorded; names stand in the erasable details."""

from datetime import date, datetime

from django.db import transaction

from coopnet.accounts.models import User
from coopnet.audit.actions import record
from coopnet.kit.actors import Actor
from coopnet.kit.clock import london_day
from coopnet.kit.periods import Period
from coopnet.people.enums import ContactKind, OrganisationKind, Role
from coopnet.people.models import Affiliation, ContactPoint, Organisation, Person
from coopnet.people.rules import clash, fold, may_end
from coopnet.register.models import Authority, Establishment, Group


class NotPossible(Exception):
    """The change cannot be made; the message says why, for people."""


def _subject_of(person: Person) -> str:
    """How the record of acts names a person."""
    return f"person:{person.key}"


@transaction.atomic
def add_person(
    *, name: str, email: str = "", note: str = "", user: User | None = None, by: Actor, at: datetime
) -> Person:
    """Make a person known. With ``user``, that account is theirs."""
    if not fold(name):
        raise NotPossible("Enter the person’s name.")
    person = Person.objects.create(
        name=name, folded=fold(name), email=email.strip().lower(), note=note, user=user, made_at=at
    )
    record("people.added", subject=_subject_of(person), words="Added a person.", by=by, at=at, details={"name": name})
    return person


@transaction.atomic
def change_person(*, person: Person, name: str, email: str, note: str, by: Actor, at: datetime) -> Person:
    """Set name, address and note. Nothing changed, nothing recorded. The account, if any, keeps its own address."""
    if not fold(name):
        raise NotPossible("Enter the person’s name.")
    new = {"name": name, "email": email.strip().lower(), "note": note}
    changed = sorted(field for field, value in new.items() if getattr(person, field) != value)
    if not changed:
        return person
    for field in changed:
        setattr(person, field, new[field])
    person.folded = fold(name)
    person.save(update_fields=[*changed, "folded"])
    record(
        "people.changed",
        subject=_subject_of(person),
        words=f"Changed {', '.join(changed)} of a person.",
        by=by,
        at=at,
        details={"fields": list(changed)},
    )
    return person


@transaction.atomic
def link_account(*, person: Person, user: User, by: Actor, at: datetime) -> None:
    """Say that an account is this person's. One account a person, one person an account."""
    if person.user_id not in (None, user.pk) or Person.objects.filter(user=user).exclude(pk=person.pk).exists():
        raise NotPossible("That account, or this person, is linked already.")
    person.user = user
    person.save(update_fields=["user"])
    record(
        "people.account-linked",
        subject=_subject_of(person),
        words="Linked an account to a person.",
        by=by,
        at=at,
        details={"account": user.actor_key},
    )


@transaction.atomic
def add_contact(
    *,
    person: Person,
    kind: ContactKind,
    value: str,
    shared: bool = False,
    source: str = "",
    by: Actor,
    at: datetime,
) -> ContactPoint:
    """Add a way to reach the person; the same one twice is once."""
    contact, made = ContactPoint.objects.get_or_create(
        person=person,
        kind=kind.value,
        value=value,
        defaults={"shared": shared, "source": source, "made_at": at},
    )
    if made:
        record(
            "people.contact-added",
            subject=_subject_of(person),
            words=f"Added a contact ({kind.value}) of a person.",
            by=by,
            at=at,
        )
    return contact


@transaction.atomic
def remove_contact(*, contact: ContactPoint, by: Actor, at: datetime) -> None:
    """Take a contact away for good; no copy is kept."""
    person, kind = contact.person, contact.kind
    contact.delete()
    record(
        "people.contact-removed",
        subject=_subject_of(person),
        words=f"Removed a contact ({kind}) of a person.",
        by=by,
        at=at,
    )


@transaction.atomic
def organisation_for(
    *,
    establishment: Establishment | None = None,
    group: Group | None = None,
    authority: Authority | None = None,
    by: Actor,
    at: datetime,
) -> Organisation:
    """The organisation that stands for one entry of the school list; made when first asked for."""
    thing = establishment or group or authority
    if thing is None:
        raise ValueError("Name a school, a trust or an authority.")
    kind, field = (
        (OrganisationKind.SCHOOL, "establishment")
        if establishment
        else (OrganisationKind.TRUST, "group")
        if group
        else (OrganisationKind.AUTHORITY, "authority")
    )
    organisation, made = Organisation.objects.get_or_create(
        **{field: thing}, defaults={"kind": kind.value, "name": thing.name, "made_at": at}
    )
    if made:
        _organisation_added(organisation, by=by, at=at)
    return organisation


@transaction.atomic
def add_organisation(
    *, kind: OrganisationKind, name: str, region_key: str = "", by: Actor, at: datetime
) -> Organisation:
    """Make an organisation known that the school list does not hold."""
    organisation = Organisation.objects.create(kind=kind.value, name=name, region_key=region_key, made_at=at)
    _organisation_added(organisation, by=by, at=at)
    return organisation


def _organisation_added(organisation: Organisation, *, by: Actor, at: datetime) -> None:
    record(
        "organisations.added",
        subject=f"organisation:{organisation.pk}",
        words=f"Added {organisation.name} to the organisations.",
        by=by,
        at=at,
    )


@transaction.atomic
def affiliate(
    *,
    person: Person,
    organisation: Organisation,
    role: Role,
    starts: date,
    ends: date | None = None,
    verified_by: User | None = None,
    by: Actor,
    at: datetime,
) -> Affiliation:
    """Say that the person has this role there. Raises NotPossible when it stands already on a day of that period."""
    if ends is not None and ends <= starts:
        raise NotPossible("The last day must come after the first.")
    others = Affiliation.objects.filter(person=person, organisation=organisation, role=role.value)
    # The periods of one role in one place never overlap; the lock makes two writers take turns on PostgreSQL.
    Person.objects.select_for_update().get(pk=person.pk)
    found = clash(Period(starts, ends), [Period(row.starts, row.ends) for row in others])
    if found:
        raise NotPossible(found.reason)
    affiliation = Affiliation.objects.create(
        person=person,
        organisation=organisation,
        role=role.value,
        starts=starts,
        ends=ends,
        verified_by=verified_by,
        verified_on=london_day(at) if verified_by else None,
    )
    record(
        "affiliations.begun",
        subject=_subject_of(person),
        words=f"Noted a role at {organisation.name} from {starts.isoformat()}.",
        by=by,
        at=at,
        details={"role": role.value},
    )
    return affiliation


@transaction.atomic
def end_affiliation(*, affiliation: Affiliation, on: date, by: Actor, at: datetime) -> None:
    """End it: ``on`` is the first day on which it no longer holds. What followed from it ends the same day."""
    reason = may_end(starts=affiliation.starts, ends=affiliation.ends, on=on)
    if reason:
        raise NotPossible(reason)
    affiliation.ends = on
    affiliation.save(update_fields=["ends"])
    record(
        "affiliations.ended",
        subject=_subject_of(affiliation.person),
        words=f"Ended a role at {affiliation.organisation.name} on {on.isoformat()}.",
        by=by,
        at=at,
        details={"role": affiliation.role},
    )


@transaction.atomic
def confirm_affiliation(*, affiliation: Affiliation, by: User, at: datetime) -> None:
    """Note which account has confirmed it, and on which day."""
    affiliation.verified_by = by
    affiliation.verified_on = london_day(at)
    affiliation.save(update_fields=["verified_by", "verified_on"])
    record(
        "affiliations.confirmed",
        subject=_subject_of(affiliation.person),
        words=f"Confirmed a role at {affiliation.organisation.name}.",
        by=by,
        at=at,
    )
