"""How to break the promises about the first ninety days."""

from coopnet.membership.tests.ground import BY
from coopnet.welcome import actions
from coopnet.welcome.tests import ground
from tests.controls import Control, sql, without_triggers


def arrange() -> None:
    world = ground.world()
    member = world.new.member
    actions.suggest(member=member, buddy=world.old.member, by=BY, at=ground.at(3))
    actions.tick(member=member, step=ground.step("tell"), done=True, by=BY, at=ground.at(3))
    actions.choose_contact(member=member, person=world.co_ordinator.person, by=BY, at=ground.at(3))
    actions.say(member=member, text="Well.", by=world.new.user, at=ground.at(85))


def beside_itself() -> None:
    without_triggers("welcome_buddy")
    sql("UPDATE welcome_buddy SET member_id = (SELECT member_id FROM membership_period p WHERE p.id = period_id)")


def tick_what_the_records_show() -> None:
    sql("INSERT INTO welcome_tick (period_id, step_id, day) SELECT t.period_id, s.id, t.day FROM welcome_tick t, "
        "welcome_step s WHERE s.slug = 'pay'")  # fmt: skip


def from_an_old_list() -> None:
    sql("UPDATE membership_period SET certain = %s", False)


def kept_too_long() -> None:
    without_triggers("welcome_went")
    sql("UPDATE welcome_went SET said_at = '2001-01-01'")


CONTROLS = {
    "welcome.beside": Control(beside_itself, arrange),
    "welcome.ticks": Control(tick_what_the_records_show, arrange),
    "welcome.plans": Control(from_an_old_list, arrange),
    "welcome.forgotten": Control(kept_too_long, arrange),
}
