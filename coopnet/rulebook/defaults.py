"""The rules a new network begins with, each with where it comes from. A network changes them by its own decisions."""

from typing import Any

from coopnet.rulebook.enums import Scope

_MODEL = "Model rules of Co-operatives UK"
_OWN = "Ours, until you decide otherwise"
_SITE = "What the network has told of itself"


def _days(count: int, unit: str) -> dict[str, Any]:
    return {"count": count, "unit": unit}


def _share(least: int, percent: int, combine: str = "max") -> dict[str, Any]:
    return {"min": least, "percent": percent, "combine": combine, "base": "members_entitled"}


_MORE_THAN_HALF = {"percent": 50, "reached": False}
_THREE_QUARTERS = {"percent": 75, "reached": True}

CLAUSES: tuple[tuple[str, str, Any, str, str], ...] = tuple(
    (scope.value, key, value, "", source)
    for scope, rows in {
        Scope.MEMBERSHIP: (
            ("classes-that-vote", "Full members", _SITE),
            ("votes", "one-each", _SITE),
            ("individuals-may-join", False, _SITE),
            ("substitutes", 1, _OWN),
            ("applications-decided-by", "The board of the region, or the National Advisory Board", _OWN),
            ("applications-decided-within", _days(20, "working-days"), _OWN),
            ("appeals-heard-by", "The National Advisory Board", _OWN),
            ("appeal-within", _days(28, "days"), _OWN),
            ("share-pence", 100, "Usual for a society"),
        ),
        Scope.MONEY: (
            ("year-begins", {"first": "04-01", "last": "04-01"}, _OWN),
            ("due-after-invoice", _days(30, "days"), _OWN),
            ("reminders-after", [14, 30, 60], _OWN),
            ("lapse-after", _days(3, "months"), _MODEL),
            ("no-lapse", {"first": "07-15", "last": "09-10"}, _OWN),
            ("lapse-needs-bank-records", True, _OWN),
            ("surplus-goes-to", "members-reserve", _SITE),
        ),
        Scope.GENERAL_MEETING: (
            ("electorate", "Every member that is current on the day of the roll, by one representative each", _SITE),
            ("notice", _days(14, "clear-days"), _MODEL),
            ("short-notice-agreed-by", 90, _MODEL),
            ("quorum", _share(15, 10), _OWN),
            ("no-quorum-after", 30, _MODEL),
            ("ordinary-majority", _MORE_THAN_HALF, _MODEL),
            ("special-majority", _THREE_QUARTERS, _MODEL),
            ("casting-vote", False, _MODEL),
            ("electronic-vote-open", _days(14, "clear-days"), _MODEL),
            ("electronic-special-majority", {**_THREE_QUARTERS, "turnout": 51}, _MODEL),
            ("meetings-a-year", 1, _SITE),
            ("called-by-members", _share(100, 10, "min"), _MODEL),
            ("nominations-close", _days(21, "days"), _OWN),
            ("seconders", 1, _OWN),
            ("term", _days(3, "years"), _MODEL),
            ("most-terms", 3, "Co-operatives UK code of governance"),
            ("least-age", 18, _MODEL),
            ("casual-vacancy", "The board co-opts until the next general meeting", _MODEL),
            ("co-options", 2, _MODEL),
            ("recall", "By an ordinary resolution of which notice was given", _MODEL),
            ("counting", "irv-stv", _MODEL),
            ("minutes-within", _days(30, "days"), _OWN),
            ("results-within", _days(2, "days"), _OWN),
            ("decisions-public", True, _OWN),
        ),
        Scope.REGIONAL_FORUM: (
            ("electorate", "Every current member of the region, by one representative each", _SITE),
            ("notice", _days(14, "clear-days"), _OWN),
            ("quorum", _share(5, 20), _OWN),
            ("ordinary-majority", _MORE_THAN_HALF, _MODEL),
            ("casting-vote", False, _MODEL),
            ("electronic-vote-open", _days(7, "days"), _OWN),
            ("meetings-a-year", 3, _OWN),
            ("called-by-members", _share(5, 10, "min"), _OWN),
            ("nominations-close", _days(14, "days"), _OWN),
            ("seconders", 1, _OWN),
            ("term", _days(2, "years"), _OWN),
            ("most-terms", 3, _OWN),
            ("casual-vacancy", "The forum elects at its next meeting", _OWN),
            ("recall", "One member in five may ask for a vote", _OWN),
            ("counting", "irv-stv", _OWN),
        ),
        Scope.NATIONAL_BOARD: (
            ("electorate", "Those who hold its seats", _SITE),
            (
                "seats",
                [
                    {"title": "Delegates", "number": 2, "each_region": True, "how": "elected by the regional forum"},
                    {"title": "Chair of the society", "number": 1, "how": "by that office"},
                    {"title": "National director", "number": 1, "how": "by that office", "votes": False},
                ],
                _SITE,
            ),
            ("notice", _days(7, "clear-days"), _OWN),
            ("quorum", _share(3, 50), _MODEL),
            ("ordinary-majority", _MORE_THAN_HALF, _MODEL),
            ("special-majority", _THREE_QUARTERS, _OWN),
            ("casting-vote", False, _MODEL),
            ("electronic-vote-open", _days(5, "working-days"), _OWN),
            ("meetings-a-year", 4, _OWN),
            ("term", _days(2, "years"), _OWN),
            ("most-terms", 3, _OWN),
            ("least-age", 18, _OWN),
            ("casual-vacancy", "The substitute sits until the forum elects", _OWN),
            ("co-options", 2, _OWN),
            ("recall", "The forum recalls its delegate by a vote of which notice was given", _OWN),
            ("missed-meetings", 3, _OWN),
        ),
        Scope.TRUST_FORUM: (
            ("electorate", "Active members of the trust, each in one group", _OWN),
            ("notice", _days(10, "school-days"), _OWN),
            ("quorum", _share(3, 33), _OWN),
            ("ordinary-majority", _MORE_THAN_HALF, _OWN),
            ("special-majority", _THREE_QUARTERS, _OWN),
            ("electronic-vote-open", _days(5, "school-days"), _OWN),
            ("meetings-a-year", 3, "What co-operative trusts do"),
            ("called-by-members", _share(20, 10, "min"), _OWN),
            ("nominations-close", _days(10, "school-days"), _OWN),
            ("seconders", 1, _OWN),
            ("term", _days(2, "years"), _OWN),
            ("most-terms", 3, _OWN),
            ("counting", "choose-one", _OWN),
        ),
    }.items()
    for key, value, source in rows
)
