"""Kinds of documents, and who may read them."""

from enum import StrEnum


class Kind(StrEnum):
    """What a document is."""

    RULES = "rules"
    AGREEMENT = "agreement"
    TERMS = "terms"
    MINUTES = "minutes"
    POLICY = "policy"
    GUIDE = "guide"
    FORM = "form"
    OTHER = "other"


KIND_WORDS = {
    Kind.RULES: "Rules",
    Kind.AGREEMENT: "Agreement",
    Kind.TERMS: "Terms of reference",
    Kind.MINUTES: "Minutes",
    Kind.POLICY: "Policy",
    Kind.GUIDE: "Guide",
    Kind.FORM: "Form or model document",
    Kind.OTHER: "Other",
}


class Readers(StrEnum):
    """Who may read it."""

    PUBLIC = "public"
    OFFICERS = "officers"


READERS_WORDS = {Readers.PUBLIC: "Everybody", Readers.OFFICERS: "People with a role here"}
