"""Who people are, which organisations there are, and who belongs to which, from when until when."""

from datetime import date, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from coopnet.people.enums import CONTACT_WORDS, ORGANISATION_WORDS, ROLE_WORDS, ContactKind, OrganisationKind, Role

SCHOOL = OrganisationKind.SCHOOL.value
TRUST = OrganisationKind.TRUST.value
AUTHORITY = OrganisationKind.AUTHORITY.value


class Person(models.Model):
    """A human being known to the network, with or without an account. ``email`` is the address for letters.

    Address, contact points and note are private: officers of the person's region see them, nobody else.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    folded = models.CharField(max_length=120, db_index=True, editable=False, help_text="The name as it is searched.")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    email = models.EmailField(max_length=254, blank=True)
    note = models.TextField(blank=True, help_text="For officers; the person may ask to see it.")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(
                name="people_person_has_a_name",
                condition=~Q(name="") & ~Q(folded=""),
                violation_error_message="A person has a name.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ContactPoint(models.Model):
    """One more way to reach a person. ``shared``: several people read or answer it, so nothing personal goes there."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=10, choices=[(k.value, w) for k, w in CONTACT_WORDS.items()])
    value = models.CharField(max_length=300)
    shared = models.BooleanField(default=False)
    source = models.CharField(max_length=120, blank=True, help_text="Where it came from.")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint(
                name="people_contact_once",
                fields=["person", "kind", "value"],
                violation_error_message="This contact is there already.",
            ),
            CheckConstraint(
                name="people_contact_kind",
                condition=Q(kind__in=[k.value for k in ContactKind]),
                violation_error_message="Choose how the person is reached.",
            ),
        ]

    def __str__(self) -> str:
        return self.value

    @property
    def kind_words(self) -> str:
        """The kind in words of the screen."""
        return CONTACT_WORDS[ContactKind(self.kind)]


class Organisation(models.Model):
    """A school, trust, authority or another body that people belong to. It may stand for one row of the school list."""

    kind = models.CharField(max_length=12, choices=[(k.value, w) for k, w in ORGANISATION_WORDS.items()])
    name = models.CharField(max_length=200)
    establishment = models.OneToOneField(
        "register.Establishment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    group = models.OneToOneField("register.Group", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    authority = models.OneToOneField(
        "register.Authority", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    region_key = models.CharField(
        max_length=20, blank=True, help_text="Only for an organisation that the school list does not place."
    )
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(
                name="people_organisation_stands_for_its_kind",
                condition=(
                    Q(establishment__isnull=True, group__isnull=True, authority__isnull=True)
                    | Q(kind=SCHOOL, establishment__isnull=False, group__isnull=True, authority__isnull=True)
                    | Q(kind=TRUST, establishment__isnull=True, group__isnull=False, authority__isnull=True)
                    | Q(kind=AUTHORITY, establishment__isnull=True, group__isnull=True, authority__isnull=False)
                ),
                violation_error_message="An organisation stands for one entry of the school list at most, of its kind.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_words(self) -> str:
        """The kind in words of the screen."""
        return ORGANISATION_WORDS[OrganisationKind(self.kind)]


class Affiliation(models.Model):
    """A person has a role in an organisation, in ``[starts, ends)``. ``verified_by``: which account confirmed it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="affiliations")
    role = models.CharField(max_length=24, choices=[(r.value, w) for r, w in ROLE_WORDS.items()])
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    verified_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(
                name="people_affiliation_ends_after_it_starts",
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")),
                violation_error_message="The last day must come after the first.",
            ),
            CheckConstraint(
                name="people_affiliation_verified_on_a_day",
                condition=Q(verified_by__isnull=True, verified_on__isnull=True)
                | Q(verified_by__isnull=False, verified_on__isnull=False),
                violation_error_message="A confirmation has a person and a day.",
            ),
            UniqueConstraint(
                name="people_affiliation_open_once",
                fields=["person", "organisation", "role"],
                condition=Q(ends__isnull=True),
                violation_error_message="This person already has that role there.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.role_words}, {self.organisation}"

    @property
    def role_words(self) -> str:
        """The role in words of the screen."""
        return ROLE_WORDS[Role(self.role)]

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds, as people say it."""
        return None if self.ends is None else self.ends - timedelta(days=1)
