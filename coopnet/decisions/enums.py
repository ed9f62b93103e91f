"""What a decision does to an earlier one, and where it stands on a day."""

from enum import StrEnum


class Effect(StrEnum):
    """What it does."""

    ADOPTS = "adopts"
    REPLACES = "replaces"
    RESCINDS = "rescinds"


class Standing(StrEnum):
    """Where a decision stands on a day."""

    TO_COME = "to-come"
    IN_FORCE = "in-force"
    REPLACED = "replaced"
    RESCINDED = "rescinded"
    RAN_OUT = "ran-out"


EFFECT_WORDS = {
    Effect.ADOPTS: "Stands by itself",
    Effect.REPLACES: "Takes the place of an earlier one",
    Effect.RESCINDS: "Takes an earlier one back",
}

STANDING_WORDS = {
    Standing.TO_COME: "to come",
    Standing.IN_FORCE: "in force",
    Standing.REPLACED: "replaced",
    Standing.RESCINDED: "taken back",
    Standing.RAN_OUT: "ran out",
}
