"""Words of this subject: offices, bodies, how a term came to its end."""

from enum import StrEnum


class Office(StrEnum):
    """An office is held alone or by several, for the whole network or for one region (``rules.OFFICES``)."""

    CO_ORDINATOR = "co-ordinator"
    AMBASSADOR = "ambassador"
    REGIONAL_EDITOR = "regional-editor"
    RETURNING_OFFICER = "returning-officer"
    TREASURER = "treasurer"
    SYSTEM_ADMINISTRATOR = "system-administrator"


class BodyKind(StrEnum):
    """What a body is."""

    SOCIETY = "society"
    COMPANY = "company"
    NATIONAL_BOARD = "national-board"
    REGIONAL_BOARD = "regional-board"
    REGIONAL_FORUM = "regional-forum"
    COMMITTEE = "committee"


class BodyState(StrEnum):
    """Forming, at work, asleep, gone."""

    FORMING = "forming"
    ACTIVE = "active"
    DORMANT = "dormant"
    DISSOLVED = "dissolved"


class Ending(StrEnum):
    """Why a term ended before or on its last day. Without a word it simply ran out."""

    RAN_OUT = ""
    RESIGNED = "resigned"
    HANDED_OVER = "handed-over"
    REMOVED = "removed"
    CEASED = "ceased-to-qualify"
    CORRECTED = "corrected"


class Scope(StrEnum):
    """How far an office's right reaches."""

    NETWORK = "network"
    REGION = "region"


BODY_WORDS = {
    BodyKind.SOCIETY: "Society",
    BodyKind.COMPANY: "Company",
    BodyKind.NATIONAL_BOARD: "National advisory board",
    BodyKind.REGIONAL_BOARD: "Regional board",
    BodyKind.REGIONAL_FORUM: "Regional forum",
    BodyKind.COMMITTEE: "Committee",
}

ENDING_WORDS = {
    Ending.RAN_OUT: "came to its end",
    Ending.RESIGNED: "stepped down",
    Ending.HANDED_OVER: "handed over",
    Ending.REMOVED: "removed by decision",
    Ending.CEASED: "no longer qualified",
    Ending.CORRECTED: "entered by mistake",
}
