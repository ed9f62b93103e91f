"""To whom a profile is shown, and what hours were for."""

from enum import StrEnum


class ShownTo(StrEnum):
    """Whom a volunteer lets see the profile. Each includes those before it."""

    CO_ORDINATOR = "co-ordinator"
    OFFICERS = "officers"
    MEMBERS = "members"


SHOWN_WORDS = {
    ShownTo.CO_ORDINATOR: "Only the national co-ordinator",
    ShownTo.OFFICERS: "All who hold an office",
    ShownTo.MEMBERS: "Those who act for a member school, too",
}


class Head(StrEnum):
    """What hours were for."""

    SUPPORT = "support"
    SERVICE = "service"
    VOICE = "voice"


HEAD_WORDS = {Head.SUPPORT: "Support", Head.SERVICE: "Service", Head.VOICE: "Voice"}
