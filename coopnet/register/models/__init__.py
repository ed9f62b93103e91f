"""What the school list keeps. One file per noun."""

from coopnet.register.models.authorities import Authority
from coopnet.register.models.coop import CoopStatus, CoopSuggestion
from coopnet.register.models.establishments import Establishment
from coopnet.register.models.groups import Group, GroupMembership
from coopnet.register.models.history import Change, Import
from coopnet.register.models.links import Link
from coopnet.register.models.lists import Disappearance, ListedSchool

__all__ = [
    "Authority",
    "Change",
    "CoopStatus",
    "CoopSuggestion",
    "Disappearance",
    "Establishment",
    "Group",
    "GroupMembership",
    "Import",
    "Link",
    "ListedSchool",
]
