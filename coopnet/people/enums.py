"""Words of this subject: kinds of organisation, roles in one, ways to reach a person."""

from enum import StrEnum


class OrganisationKind(StrEnum):
    """What an organisation is. The first three may stand for an entry of the school list."""

    SCHOOL = "school"
    TRUST = "trust"
    AUTHORITY = "authority"
    UNION = "union"
    PARTNER = "partner"
    NETWORK = "network"


class Role(StrEnum):
    """What a person is in an organisation."""

    HEAD = "head"
    DEPUTY = "deputy-head"
    BUSINESS = "business-manager"
    CHAIR = "chair-of-governors"
    GOVERNOR = "governor"
    CLERK = "clerk"
    CHIEF = "chief-executive"
    TRUSTEE = "trustee"
    TEACHER = "teacher"
    STAFF = "staff"
    OFFICER = "officer"
    OTHER = "other"


class ContactKind(StrEnum):
    """A way to reach a person, beside the address for letters."""

    EMAIL = "email"
    PHONE = "phone"
    POST = "post"


ORGANISATION_WORDS = {
    OrganisationKind.SCHOOL: "School",
    OrganisationKind.TRUST: "Trust",
    OrganisationKind.AUTHORITY: "Local authority",
    OrganisationKind.UNION: "Union",
    OrganisationKind.PARTNER: "Partner",
    OrganisationKind.NETWORK: "The network itself",
}

ROLE_WORDS = {
    Role.HEAD: "Head teacher",
    Role.DEPUTY: "Deputy head",
    Role.BUSINESS: "School business manager",
    Role.CHAIR: "Chair of governors",
    Role.GOVERNOR: "Governor",
    Role.CLERK: "Clerk",
    Role.CHIEF: "Chief executive",
    Role.TRUSTEE: "Trustee",
    Role.TEACHER: "Teacher",
    Role.STAFF: "Member of staff",
    Role.OFFICER: "Officer",
    Role.OTHER: "Other",
}

CONTACT_WORDS = {
    ContactKind.EMAIL: "E-mail",
    ContactKind.PHONE: "Telephone",
    ContactKind.POST: "Post",
}
