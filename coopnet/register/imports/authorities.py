"""Finding the authority of a row: by its code, else by its folded name; a new one is made."""

import re

from coopnet.register import rules
from coopnet.register.models import Authority

# What the register writes where a school has no authority.
NONE = frozenset({"", "does not apply", "not applicable", "not recorded"})
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


class Authorities:
    """All authorities, kept in memory for one import."""

    def __init__(self) -> None:
        self._by_code: dict[str, Authority] = {}
        self._by_name: dict[str, Authority] = {}
        self._found: dict[tuple[str, str], Authority | None] = {}
        for authority in Authority.objects.order_by("-pk"):
            self._by_code[authority.code] = authority
            self._by_name[authority.folded] = authority

    def find(self, code: str, name: str) -> Authority | None:
        """The authority that a row names, made if the list has none; None for a row that names none."""
        key = (code, name)
        if key not in self._found:
            self._found[key] = self._look(code, name)
        return self._found[key]

    def _look(self, code: str, name: str) -> Authority | None:
        folded = rules.fold_authority(name)
        if code in self._by_code:
            return self._by_code[code]
        if folded in NONE:
            return None
        held = self._by_name.get(folded)
        if held is not None and not code:
            return held
        if held is not None and not held.code.isdecimal():
            held.code = code  # until now it was known by its name alone
            held.save(update_fields=["code"])
        else:
            code = code or _NOT_SLUG.sub("-", folded).strip("-")[:40]
            held = Authority.objects.create(code=code, name=name, folded=folded)
        self._by_code[held.code] = held
        self._by_name.setdefault(folded, held)
        return held
