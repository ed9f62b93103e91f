"""The words that the register's parts share. Values are kept in the database: never change one."""

from enum import StrEnum


class FileKind(StrEnum):
    """What an official file is, told by its header."""

    ESTABLISHMENTS = "establishments"
    LINKS = "links"
    TRUST_LINKS = "trust-links"
    GROUPS = "groups"
    OPEN_LIST = "open-list"


class ChangeKind(StrEnum):
    """One thing that an import found changed. The meanings stand in ``rules``."""

    OPENED = "opened"
    VANISHED = "vanished"
    REAPPEARED = "reappeared"
    CLOSED = "closed"
    REOPENED = "reopened"
    RENAMED = "renamed"
    RESPELLED = "respelled"
    AMENDED = "amended"
    LINK_ADDED = "link-added"
    LINK_REMOVED = "link-removed"
    JOINED_TRUST = "joined-trust"
    LEFT_TRUST = "left-trust"
    MOVED_TRUST = "moved-trust"
    TRUST_NEW = "trust-new"
    TRUST_GONE = "trust-gone"
    TRUST_RENAMED = "trust-renamed"
    GROUP_RENAMED = "group-renamed"
    APPEARED = "appeared"
    DISAPPEARED = "disappeared"


class Source(StrEnum):
    """Where a row comes from. ``facts`` is the table shipped with the package and never counts as seen before."""

    FACTS = "facts"
    EXTRACT = "extract"
    TRUST_LINKS = "trust-links"
    GROUPS = "groups"
    HAND = "hand"


class GroupKind(StrEnum):
    """Kinds of group in the register's own words, lower case. Others occur and are kept as they come."""

    MULTI_ACADEMY_TRUST = "multi-academy trust"
    SINGLE_ACADEMY_TRUST = "single-academy trust"
    SCHOOL_SPONSOR = "school sponsor"
    FOUNDATION_TRUST = "trust"
    FEDERATION = "federation"


class CoopForm(StrEnum):
    """In which legal form a school or group is co-operative."""

    FOUNDATION_TRUST = "foundation-trust"
    ACADEMY_TRUST = "academy-trust"
    SCHOOL = "school"
    EDUCATION_BODY = "education-body"
    OTHER = "other"


class Decision(StrEnum):
    """What a person decided about a suggestion of the register."""

    WAITING = "waiting"
    TAKEN = "taken"
    DECLINED = "declined"
