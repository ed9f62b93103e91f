"""How a group stands in an address: by its UID; older trusts have none, so by company number, else by our own."""

from django.db.models import Q

from coopnet.register.light import GroupRow
from coopnet.register.models import Group


def trust_key(group: Group | GroupRow) -> str:
    """Like ``4208``, ``c07989226`` or ``g31``."""
    if group.uid:
        return group.uid
    return f"c{group.companies_house_number}" if group.companies_house_number else f"g{group.pk}"


def by_key(key: str) -> Q:
    """The condition that finds it again. A company may have several groups."""
    if key[:1] == "c" and key[1:]:
        return Q(companies_house_number__iexact=key[1:])
    if key[:1] == "g" and key[1:].isascii() and key[1:].isdecimal() and len(key) < 12:
        return Q(pk=int(key[1:]))
    return Q(uid=key)
