"""July and August: somebody leaves, somebody is found."""

from datetime import date, timedelta

from coopnet.bodies import actions as bodies
from coopnet.bodies.enums import Ending, Office
from coopnet.bodies.models import Term
from coopnet.bodies.queries import holders, posts
from coopnet.founding.rules import end_of_first_term
from coopnet.kit.access import may
from coopnet.kit.basis import Basis
from coopnet.kit.clock import london
from coopnet.notices.actions import queue
from coopnet.notices.models import Letter
from coopnet.regions.queries import all_regions
from coopnet.story import cast
from coopnet.story.acts.spring import account, enter
from coopnet.story.engine import Scene


def an_ambassador_steps_down(scene: Scene) -> None:
    """Access ends the same day; the vacancy is shown; the co-ordinator answers meanwhile."""
    by = account(scene.people[cast.CO_ORDINATOR.key])
    clover = scene.people["clover.whitlock"]
    scene.check(
        "Until then the ambassador may write the region's pages",
        bool(may(account(clover), "pages.edit", at=scene.at(8))),
    )
    term = Term.objects.get(person=clover, office=Office.AMBASSADOR.value)
    bodies.end_term(
        term=term, on=scene.day, reason="Moved to Scotland.", ending=Ending.RESIGNED, by=by, at=scene.at(16)
    )
    queue(
        kind="notice",
        key=f"term-ended:{term.pk}",
        to=cast.CO_ORDINATOR.email,
        to_name=cast.CO_ORDINATOR.name,
        subject="The Central region has no ambassador",
        text="Clover Whitlock has stepped down today. Letters from the Central region come to you until then.",
        by=by,
        at=scene.at(16),
    )
    scene.says("Clover Whitlock leaves; the Central region looks for an ambassador.")
    answer = may(account(clover), "pages.edit", at=scene.at(16, 1))
    scene.check("The next request is refused", answer.allowed, False)
    scene.check("with the day on which the role ended", "ended on 16 July 2026" in answer.reason)
    regions = [(region.key, region.name) for region in all_regions(scene.day)]
    vacant = [(p.office, p.region_key, p.vacant_since) for p in posts(regions, scene.day) if not p.holders]
    scene.check("One office is vacant, and says since when", vacant, [(Office.AMBASSADOR, "central", scene.day)])
    yesterday = holders(Office.AMBASSADOR, "central", scene.day - timedelta(days=1))
    scene.check(
        "Asked as at the day before, the list still names her", [h.name for h in yesterday], ["Clover Whitlock"]
    )
    scene.check("The co-ordinator is told, once", Letter.objects.filter(key=f"term-ended:{term.pk}").count(), 1)


def a_successor_is_entered(scene: Scene) -> None:
    """A term that begins later gives nothing before its day, and never overlaps the one before."""
    by = account(scene.people[cast.RETURNING_OFFICER.key])
    linden = enter(scene, cast.NEXT_WESTERN, by=by)
    forum = Basis(
        "minute", "western-forum-2026-07", "Elected by the summer forum of the region, minute 6", date(2026, 7, 9)
    )
    starts = date(2026, 9, 1)

    def begin(day: date) -> bool:
        try:
            bodies.begin_term(
                person=linden,
                office=Office.AMBASSADOR,
                region="west",
                starts=day,
                ends=end_of_first_term(day),
                basis=forum,
                by=by,
                at=scene.at(),
            )
        except bodies.NotPossible:
            return False
        return True

    scene.check("Nobody can begin while another holds the office", begin(scene.day), False)
    scene.check("On the day after the last of the other, somebody can", begin(starts))
    scene.says("Linden Fairweather will follow Aster Windermoor on 1 September.")
    scene.check(
        "The new one may nothing yet",
        may(account(linden), "pages.edit", at=london(starts, 0, 0) - timedelta(minutes=1)).allowed,
        False,
    )
    answer = may(account(linden), "pages.edit", at=scene.at(12))
    scene.check("and is told from when", "begins on 1 September 2026" in answer.reason)
