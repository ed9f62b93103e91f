"""Parts of the country that a list can be narrowed to: a region or an authority. Regions as they are on the day."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from html import escape
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import OuterRef, Subquery
from django.forms.utils import flatatt
from django.utils.safestring import SafeString, mark_safe

from coopnet.audit.memo import remembered
from coopnet.regions import queries
from coopnet.regions.models import Region, RegionAssignment
from coopnet.regions.queries import in_force
from coopnet.register.light import AuthorityRow
from coopnet.register.models import Authority


@dataclass(frozen=True, slots=True)
class Area:
    """A region (``regions`` holds its key) or an authority (and the region it lies in, if any). ``codes``: its
    authorities. It can be asked about as a thing in a region."""

    words: str
    codes: frozenset[str]
    regions: frozenset[str]

    def access_regions(self, at: datetime) -> frozenset[str]:
        """For ``kit.access``: a right over the region reaches here."""
        return self.regions


@dataclass(frozen=True, slots=True)
class Areas:
    """All regions and authorities and how they lie, read once: two queries."""

    regions: list[Region]
    authorities: Sequence[AuthorityRow]
    region_of: Mapping[str, str]  # authority code to region key

    def region(self, slug: str) -> Region | None:
        """The region at an address, or of a key, if there is one."""
        return next((region for region in self.regions if slug and slug in (region.slug, region.key)), None)

    def region_at(self, code: str) -> Region | None:
        """The region of an authority, if it has one."""
        key = self.region_of.get(code)
        return next((region for region in self.regions if region.key == key), None)

    def codes(self, region: Region) -> frozenset[str]:
        """The authorities of a region."""
        return frozenset(code for code, key in self.region_of.items() if key == region.key)

    def in_region(self, region: Region | None) -> Sequence[AuthorityRow]:
        """Authorities by name: those of the region, or all."""
        if region is None:
            return self.authorities
        codes = self.codes(region)
        return [authority for authority in self.authorities if authority.code in codes]

    def area(self, region: Region | None, authority_code: str) -> Area | None:
        """What is meant by the two choices together: the authority where one is chosen, else the region."""
        authority = next((one for one in self.authorities if one.code == authority_code), None)
        if authority is not None:
            key = self.region_of.get(authority.code)
            return Area(authority.name, frozenset({authority.code}), frozenset({key} if key else ()))
        if region is not None:
            return Area(f"{region.name} region", self.codes(region), frozenset({region.key}))
        return None


def areas(on: date) -> Areas:
    """The regions and authorities of a day."""
    return remembered(("areas", on), lambda: _areas(on))


def _areas(on: date) -> Areas:
    region = RegionAssignment.objects.filter(in_force(on), authority=OuterRef("pk")).values("region__key")[:1]
    told = list(Authority.objects.order_by("name", "pk").values_list("code", "name", Subquery(region)))
    return Areas(
        queries.all_regions(on),
        [AuthorityRow(code, name) for code, name, _ in told],
        {code: key for code, _, key in told if key},
    )


class QuickSelect(forms.Select):
    """A list to choose from, written out at once: Django asks a template for each of two hundred options, and goes
    through all of them whenever they are set."""

    choices: Any = ()

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The same markup as Django's."""
        chosen = "" if value is None else str(value)
        parts = []
        for grouped, some in groupby(self.choices, lambda choice: isinstance(choice[1], (list, tuple))):
            if grouped:
                parts += [
                    f'<optgroup label="{escape(str(k))}">{_options(group, chosen)}</optgroup>' for k, group in some
                ]
            else:
                parts.append(_options(some, chosen))
        shown = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        return mark_safe(f"<select{shown}>{''.join(parts)}</select>")  # noqa: S308 - all parts are escaped


def _options(pairs: Any, chosen: str) -> str:
    written = _written(tuple((str(key), str(words)) for key, words in pairs))
    mark = f'<option value="{escape(chosen)}"'
    return written.replace(f"{mark}>", f"{mark} selected>", 1)


@lru_cache(maxsize=64)
def _written(pairs: tuple[tuple[str, str], ...]) -> str:
    return "".join(f'<option value="{escape(key)}">{escape(words)}</option>' for key, words in pairs)


class QuickChoice(forms.ChoiceField):
    """A choice among hundreds that are known only now. Django would go through them for each copy of the form."""

    widget = QuickSelect
    offered: Sequence[tuple[str, Any]] = ()

    def __deepcopy__(self, memo: Any) -> "QuickChoice":
        """The choices stand for all copies."""
        copied: QuickChoice = forms.Field.__deepcopy__(self, memo)
        copied.offer(self.offered)
        return copied

    def offer(self, choices: Sequence[tuple[str, Any]]) -> None:
        """Set what can be chosen: pairs, or groups of pairs."""
        self.offered = choices
        self.widget.choices = choices

    @property
    def choices(self) -> Any:
        """What is offered, as forms in another language ask for it."""
        return self.offered

    @choices.setter
    def choices(self, value: Any) -> None:
        self.offer(value)

    def valid_value(self, value: Any) -> bool:
        """Whether it is offered."""
        text = str(value)
        return any(
            any(text == str(key) for key, _ in words) if isinstance(words, list | tuple) else text == str(one)
            for one, words in self.offered
        )


def with_choices(fields: Mapping[str, forms.Field], **choices: list[Any]) -> dict[str, forms.Field]:
    """A form's fields with choices that are known only now; to be set before the form is made, since it judges at
    once."""
    copied = deepcopy(dict(fields))
    for name, some in choices.items():
        field = copied[name]
        if isinstance(field, QuickChoice):
            field.offer(some)
        elif isinstance(field, forms.ChoiceField):
            field.choices = some
    return copied
