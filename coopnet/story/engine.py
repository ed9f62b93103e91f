"""Tells a story: acts in order of their day, each with checks that must hold afterwards.

An act is a plain function. It gets a ``Scene``, does what people do through the ordinary actions, and checks what must
be true then. An act that cannot be done is a check that failed, and the story ends there.
"""

import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random

from django.db import transaction

from coopnet.kit.clock import london
from coopnet.people.models import Person

Echo = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Check:
    """One promise after an act: whether it held, and what was found."""

    day: date
    act: str
    promise: str
    held: bool
    found: str


@dataclass(slots=True)
class Scene:
    """What an act may use: its day, a source of chance, the people by their part, what later acts need."""

    day: date
    chance: Random
    echo: Echo
    people: dict[str, Person] = field(default_factory=dict)
    kept: dict[str, object] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)
    act: str = ""

    def at(self, hour: int = 9, minute: int = 0) -> datetime:
        """A moment of this day, as London's clocks show it."""
        return london(self.day, hour, minute)

    def says(self, words: str) -> None:
        """One line of what happened."""
        self.echo(f"    {words}")

    def check(self, promise: str, found: object, wanted: object = True) -> None:
        """Note whether what was found is what must be true."""
        held = found == wanted
        said = "" if held else f"found {found!r}, wanted {wanted!r}"
        self.checks.append(Check(self.day, self.act, promise, held, said))
        self.echo(f"    {'ok ' if held else 'NOT'} {promise}" + (f": {said}" if said else ""))


@dataclass(frozen=True, slots=True)
class Act:
    """Something that happens on a day."""

    day: date
    words: str
    do: Callable[[Scene], None]


@dataclass(frozen=True, slots=True)
class Told:
    """A story that was told, as far as it went."""

    last_day: date
    acts: int
    checks: tuple[Check, ...]

    @property
    def failed(self) -> tuple[Check, ...]:
        """The checks that did not hold."""
        return tuple(check for check in self.checks if not check.held)


def tell(acts: Iterable[Act], *, until: date | None, seed: int, echo: Echo) -> Told:
    """Do the acts up to and including ``until``. Each is one transaction. Raises nothing that an act raises."""
    scene = Scene(day=date.min, chance=Random(seed), echo=echo)  # noqa: S311 - a story must be repeatable
    done = 0
    for act in sorted(acts, key=lambda act: act.day):
        if until is not None and act.day > until:
            break
        scene.day, scene.act = act.day, act.words
        echo(f"{act.day:%-d %B %Y}  {act.words}")
        try:
            with transaction.atomic():
                act.do(scene)
        except Exception as error:
            traceback.print_exc()
            scene.check("The act can be done", f"{type(error).__name__}: {error}")
            break
        done += 1
    return Told(scene.day, done, tuple(scene.checks))
