"""April: the network begins."""

from datetime import timedelta

from coopnet.bodies.enums import BodyKind, Office
from coopnet.bodies.models import Body
from coopnet.bodies.queries import holders, national_board
from coopnet.founding.actions import AlreadyFounded, found
from coopnet.founding.answers import Answers, Officer
from coopnet.founding.rules import end_of_first_term
from coopnet.kit.access import may
from coopnet.kit.actors import System
from coopnet.kit.clock import london
from coopnet.kit.models import Network
from coopnet.regions.queries import all_regions
from coopnet.register.models import Change, CoopStatus, Establishment
from coopnet.register.rules import FIRST_INVENTED
from coopnet.story import cast, lists
from coopnet.story.acts import files
from coopnet.story.engine import Scene

NARRATOR = System("story")
ANSWERS = Answers(
    name="Co-operative Schools Network",
    short_name="Co-operative Schools",
    society_name="Schools Co-operative Society",
    motto="Schools that belong to their people",
    contact_email="office@network.example.org",
    co_ordinator=Officer(cast.CO_ORDINATOR.name, cast.CO_ORDINATOR.email, Office.CO_ORDINATOR.value),
    second=Officer(cast.RETURNING_OFFICER.name, cast.RETURNING_OFFICER.email, Office.RETURNING_OFFICER.value),
)


def the_network_is_founded(scene: Scene) -> None:
    """Eight answers; and what must stand after them."""
    made = found(answers=ANSWERS, demo=True, by=NARRATOR, at=scene.at(10))
    scene.people[cast.CO_ORDINATOR.key] = made.co_ordinator.person
    scene.people[cast.RETURNING_OFFICER.key] = made.second.person
    scene.says(f"{made.network.name} begins with {made.co_ordinator.person.name} and {made.second.person.name}.")
    scene.check("There is one network, and it is a demo", list(Network.objects.values_list("pk", "demo")), [(1, True)])
    scene.check("It has four regions", len(all_regions(scene.day)), 4)
    for kind in (BodyKind.REGIONAL_BOARD, BodyKind.REGIONAL_FORUM):
        scene.check(f"Each region has its {kind.value}", Body.objects.filter(kind=kind.value).count(), 4)
    seats = national_board(scene.day)
    scene.check("The national board has two seats for each region, all vacant", [s.holder for s in seats], [None] * 8)
    scene.check(
        "Both first officers hold their office by the founding act",
        [
            held.basis.kind
            for office in (Office.CO_ORDINATOR, Office.RETURNING_OFFICER)
            for held in holders(office, None, scene.day)
        ],
        ["founding-act"] * 2,
    )
    last = end_of_first_term(scene.day) - timedelta(days=1)
    scene.check(
        "The co-ordinator may begin roles today", bool(may(made.co_ordinator.user, "terms.change", at=scene.at(11)))
    )
    scene.check(
        "and until the last minute of the term, not a minute longer",
        [
            bool(may(made.co_ordinator.user, "terms.change", at=london(last, 23, 59))),
            bool(may(made.co_ordinator.user, "terms.change", at=london(last + timedelta(days=1), 0, 0))),
        ],
        [True, False],
    )
    co_operative = CoopStatus.objects.exclude(establishment=None).values("establishment").distinct().count()
    scene.check("251 real schools carry a co-operative record with its evidence", co_operative, 251)
    scene.check("A second founding is refused", _refused(scene))


def _refused(scene: Scene) -> bool:
    try:
        found(answers=ANSWERS, by=NARRATOR, at=scene.at(12))
    except AlreadyFounded:
        return True
    return False


def invented_schools_enter_the_list(scene: Scene) -> None:
    """The first files: they report nothing, for they are the first."""
    files.read(
        scene,
        ("edubasealldata", lists.extract(lists.SPRING)),
        ("academiesandtrusts", lists.trust_links(lists.SPRING_TRUSTS, lists.SPRING)),
    )
    invented = Establishment.objects.filter(urn__gte=FIRST_INVENTED)
    scene.says(f"{invented.count()} schools that never were, with numbers from {FIRST_INVENTED:,}.")
    scene.check("All invented schools are in the list", invented.count(), len(lists.SPRING))
    scene.check("The first file reports no change", Change.objects.filter(urn__gte=FIRST_INVENTED).count(), 0)
    scene.check(
        "No real school was touched",
        Establishment.objects.filter(urn__lt=FIRST_INVENTED).exclude(source="facts").count(),
        0,
    )
