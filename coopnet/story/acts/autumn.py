"""September: the list is refreshed, a term ends by itself and another begins, people look at what changed."""

from datetime import timedelta

from coopnet.bodies.enums import Office
from coopnet.bodies.queries import holders
from coopnet.kit.access import may
from coopnet.kit.clock import london
from coopnet.notices.actions import queue
from coopnet.notices.models import Letter
from coopnet.regions.queries import all_regions
from coopnet.register import succession
from coopnet.register.coop_actions import take_suggestion
from coopnet.register.enums import CoopForm
from coopnet.register.models import Change, CoopSuggestion, Establishment, Group
from coopnet.register.rules import FIRST_INVENTED
from coopnet.story import cast, lists
from coopnet.story.acts import files
from coopnet.story.acts.spring import account, co_operative, invented_coop
from coopnet.story.engine import Scene


def one_ambassador_follows_the_other(scene: Scene) -> None:
    """Nobody does anything: the dates do it."""
    aster, linden = (account(scene.people[key]) for key in ("aster.windermoor", "linden.fairweather"))
    before = london(scene.day, 0, 0) - timedelta(minutes=1)
    scene.check(
        "A minute before midnight the old ambassador may write pages and the new one not",
        [bool(may(aster, "pages.edit", at=before)), bool(may(linden, "pages.edit", at=before))],
        [True, False],
    )
    scene.check(
        "At midnight it is the other way round",
        [bool(may(aster, "pages.edit", at=scene.at(0))), bool(may(linden, "pages.edit", at=scene.at(0)))],
        [False, True],
    )
    for day, name in ((scene.day - timedelta(days=1), aster.name), (scene.day, linden.name)):
        found = [held.name for held in holders(Office.AMBASSADOR, "west", day)]
        scene.check(f"On {day:%-d %B} the Western ambassador is {name}", found, [name])


def the_list_is_refreshed(scene: Scene) -> None:
    """Two schools became academies, one closed, one left its co-operative trust. All of them invented."""
    contents = (
        ("edubasealldata", lists.extract(lists.AUTUMN)),
        ("academiesandtrusts", lists.trust_links(lists.AUTUMN_TRUSTS, lists.AUTUMN)),
        ("links_edubasealldata", lists.links()),
    )
    real = Establishment.objects.filter(urn__lt=FIRST_INVENTED)
    before = list(real.order_by("urn").values_list("urn", "name", "status_name", "vanished_on"))
    report = files.read(scene, *contents)
    counted = {
        name: report.changes.get(name, 0) for name in ("opened", "closed", "vanished", "moved_trust", "trusts_new")
    }
    scene.says("Two schools became academies, one closed, one moved to a trust that is not co-operative.")
    scene.check(
        "The report says what the files say",
        counted,
        {"opened": 2, "closed": 3, "vanished": 0, "moved_trust": 1, "trusts_new": 2},
    )
    scene.check("The same files again report nothing", sum(files.read(scene, *contents).changes.values()), 0)
    for old, new in lists.CONVERTED.items():
        found = [edge.new for edge in succession.successors([old]).get(old, [])]
        scene.check(f"The successor of {old} is known", found, [new])
    scene.check("The closed school has no successor", succession.successors([lists.CLOSED]), {})
    after = list(real.order_by("urn").values_list("urn", "name", "status_name", "vanished_on"))
    scene.check("No real school was touched", before == after)


def people_look_at_what_changed(scene: Scene) -> None:
    """The register says what is; people say what is co-operative."""
    by = account(scene.people[cast.CO_ORDINATOR.key])
    neverdale = Group.objects.get(uid="990004")
    scene.check("A new trust with the word in its name does not mark itself", invented_coop(scene.day), 15)
    take_suggestion(
        suggestion=CoopSuggestion.objects.get(group=neverdale),
        form=CoopForm.ACADEMY_TRUST,
        starts=lists.FIRST_DAY,
        by=by,
        at=scene.at(),
    )
    yesterday = lists.FIRST_DAY - timedelta(days=2)
    scene.says("Neverdale stays co-operative as an academy; Makebelieve and Pretend Quay do not.")
    scene.check("Neverdale High stays co-operative under its new number", 900901 in co_operative(scene.day))
    scene.check("Makebelieve Academy is in a trust that is not", 900902 in co_operative(scene.day), False)
    scene.check(
        "Pretend Quay was co-operative before it moved and is not now",
        [lists.LEFT in co_operative(day) for day in (yesterday, scene.day)],
        [True, False],
    )
    counted = [invented_coop(yesterday), invented_coop(scene.day)]
    scene.check("Asked as at August there are nineteen, today sixteen", counted, [19, 16])


def ambassadors_are_told(scene: Scene) -> None:
    """Each ambassador gets one letter with the changes in the region; the co-ordinator that of the vacant one."""
    by = account(scene.people[cast.CO_ORDINATOR.key])
    codes = {"north": "383", "central": "860", "west": "878", "laser": "886"}
    told = {}
    for region in all_regions(scene.day):
        held = holders(Office.AMBASSADOR, region.key, scene.day)
        to = next((p for p in cast.OFFICERS if held and p.name == held[0].name), cast.CO_ORDINATOR)
        told[region.key] = to.name
        changes = Change.objects.filter(authority_code=codes[region.key], as_of__gte=scene.day - timedelta(days=7))
        queue(
            kind="notice",
            key=f"changes:{region.key}:{scene.day.isoformat()}",
            to=to.email,
            to_name=to.name,
            subject=f"What changed in the school list, {region.name}",
            text=f"{changes.count()} entries about schools of your region changed this week. See /changes/",
            by=by,
            at=scene.at(9),
        )
    scene.says("Four letters wait to be posted.")
    scene.check("Four letters about the changes", Letter.objects.filter(key__startswith="changes:").count(), 4)
    scene.check("Where the office is vacant the co-ordinator answers", told["central"], cast.CO_ORDINATOR.name)
    scene.check("The new Western ambassador gets his", told["west"], "Linden Fairweather")
