"""How to break the promises about membership."""

from coopnet.kit.basis import Basis
from coopnet.membership.acting.actions import appoint
from coopnet.membership.enums import Duty
from coopnet.membership.tests import ground as on
from tests.controls import Control, sql, without_triggers


def arrange() -> None:
    on.ground()
    member = on.joined().member
    on.joined()
    minute = Basis("minute", "", "Minute 7", on.DAY)
    person = on.somebody(member)
    appoint(member=member, person=person, duty=Duty.VOTES, starts=on.DAY, basis=minute, by=on.BY, at=on.AT)


def cover_twice() -> None:
    without_triggers("membership_coverage")
    sql(
        "INSERT INTO membership_coverage (member_id, establishment_id, starts, words) "
        "SELECT member_id, establishment_id, '2026-07-01', '' FROM membership_coverage"
    )


def act_too_long() -> None:
    sql("UPDATE membership_mandate SET starts = '2020-01-01'")


def jump() -> None:
    without_triggers("membership_statechange")
    sql("UPDATE membership_statechange SET state = 'lapsed'")


def vote_twice() -> None:
    without_triggers("membership_mandate")
    sql(
        "INSERT INTO membership_mandate (member_id, person_id, duty, starts, basis_kind, basis_key, basis_words, "
        "basis_day) SELECT member_id, person_id, duty, '2026-07-01', 'x', '', 'x', basis_day FROM membership_mandate"
    )


CONTROLS = {
    "membership.covered-once": Control(cover_twice, arrange),
    "membership.within": Control(act_too_long, arrange),
    "membership.moves": Control(jump, arrange),
    "membership.one-voter": Control(vote_twice, arrange),
    "membership.ask-again": Control(
        lambda: sql("UPDATE membership_member SET ask_again_on = '2027-01-01' WHERE number = 1"), arrange
    ),
    "membership.numbers": Control(lambda: sql("UPDATE membership_member SET number = 9 WHERE number = 1"), arrange),
}
