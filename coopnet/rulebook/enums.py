"""Words of the rules: kinds of clause, units of time, whose rules they are."""

from enum import StrEnum


class Kind(StrEnum):
    """What the value of a clause is; ``values`` reads each."""

    INTEGER = "integer"
    PERCENT = "percent"
    COMBINE = "combine"
    DURATION = "duration"
    MAJORITY = "majority"
    ENUM = "enum"
    SEATS = "seats"
    BOOLEAN = "boolean"
    TEXT = "text"
    INTEGERS = "integers"
    SEASON = "season"


class Unit(StrEnum):
    """How a duration is counted."""

    DAYS = "days"
    CLEAR_DAYS = "clear-days"
    WORKING_DAYS = "working-days"
    SCHOOL_DAYS = "school-days"
    MONTHS = "months"
    YEARS = "years"
    TERMS = "terms"


UNIT_WORDS = {
    Unit.DAYS: ("day", "days"),
    Unit.CLEAR_DAYS: ("clear day", "clear days"),
    Unit.WORKING_DAYS: ("working day", "working days"),
    Unit.SCHOOL_DAYS: ("school day", "school days"),
    Unit.MONTHS: ("month", "months"),
    Unit.YEARS: ("year", "years"),
    Unit.TERMS: ("term of office", "terms of office"),
}


class Scope(StrEnum):
    """Whose rules they are. A single body may have its own: ``regional-forum:west`` stands before the general one."""

    MEMBERSHIP = "membership"
    MONEY = "money"
    GENERAL_MEETING = "general-meeting"
    REGIONAL_FORUM = "regional-forum"
    NATIONAL_BOARD = "national-advisory-board"
    TRUST_FORUM = "trust-forum"


SCOPE_WORDS = {
    Scope.MEMBERSHIP: "Who belongs",
    Scope.MONEY: "Subscriptions and the reserve",
    Scope.GENERAL_MEETING: "The general meeting",
    Scope.REGIONAL_FORUM: "A regional forum",
    Scope.NATIONAL_BOARD: "The National Advisory Board",
    Scope.TRUST_FORUM: "A trust’s forum",
}
