"""September: a letter of welcome to members, and the first issue of the newsletter, read by two people. Made up."""

from coopnet.kit.actors import System
from coopnet.mailings import actions, groups, queries, tasks
from coopnet.mailings.enums import Sort, State, Whom
from coopnet.mailings.models import Mailing
from coopnet.mailings.newsletter import actions as newsletter
from coopnet.mailings.rules import Group
from coopnet.notices.actions import decline_news
from coopnet.notices.models import Letter
from coopnet.story import cast
from coopnet.story.acts.spring import account
from coopnet.story.engine import Scene

FORM = System("form of the newsletter")
READERS = ("wren.bookham", "robin.leafwell", "finch.paperley")


def members_are_welcomed(scene: Scene) -> None:
    """Hazel Merrydew writes to all members; whoever is no member any more gets nothing, and the page says so."""
    by = account(scene.people[cast.CO_ORDINATOR.key])
    draft = actions.write(
        draft=None, sort=Sort.NOTICE, subject="A new school year with {school}",
        text="Dear {name},\n\nwelcome back. The dates of the forums of {region} stand on the site, and so does what "
        "was decided in summer.\n\nIs somebody else now the right person for {school}? The page of your school "
        "takes a minute.",
        policy=False, public=False, group=Group(whom=Whom.ALL), by=by, at=scene.at(9),
    )  # fmt: skip
    rows = groups.readers(Sort.NOTICE, draft.whom, scene.day)
    names = {one.school for one in rows}
    scene.check(
        "Members are in the group, and those that ended yesterday are not",
        ["Makebelieve Primary School" in names, "Imagined Hill Primary School" in names],
        [True, False],
    )
    actions.keep_group(name="Everybody who acts for a member", group=draft.whom, by=by, at=scene.at(9, 5))
    mailing = actions.hand_in(draft=draft, by=by, at=scene.at(9, 10))
    tasks.send(scene.at(9, 11))
    mailing.refresh_from_db()
    letters = Letter.objects.filter(key__startswith=f"mailing:{mailing.key}:")
    wanted = sum(not one.left_out for one in rows)
    scene.check("Each reader has one letter", [mailing.state, letters.count()], [State.DONE.value, wanted])
    scene.check("Each names its own school", all("{" not in letter.text + letter.subject for letter in letters))


def the_newsletter_leaves(scene: Scene) -> None:
    """Three asked for it, one never confirmed and one ended it; the first issue has two readers of its words."""
    hazel, rowan = account(scene.people[cast.CO_ORDINATOR.key]), account(scene.people[cast.AMBASSADORS[0].key])
    addresses = [f"{key}@people.example.org" for key in READERS]
    for address in addresses:
        newsletter.ask(address=address, by=FORM, at=scene.at(7))
    for address in addresses[:2]:
        newsletter.confirm(address=address, by=FORM, at=scene.at(7, 5))
    decline_news(address=addresses[1], by=FORM, at=scene.at(7, 10))
    draft = actions.write(
        draft=None, sort=Sort.NEWSLETTER, subject="After the storm",
        text="Schools in the North closed for a day and helped each other. The page of the storm tells who did what."
        "\n\nThe national board has said what it thinks about trust mergers. Read it on the site.",
        policy=True, public=True, group=Group(), by=hazel, at=scene.at(8),
    )  # fmt: skip
    mailing = actions.hand_in(draft=draft, by=hazel, at=scene.at(8, 5))
    tasks.send(scene.at(8, 6))
    scene.check("It waits for a second person", Mailing.objects.get(pk=mailing.pk).state, State.WAITS.value)
    try:
        actions.agree(mailing=mailing, by=hazel, at=scene.at(8, 10))
        alone = True
    except actions.NotPossible:
        alone = False
    scene.check("Its writer is not the second person", alone, False)
    actions.agree(mailing=mailing, by=rowan, at=scene.at(8, 20))
    tasks.send(scene.at(8, 21))
    scene.check("One reader gets it", queries.report(mailing).to, 1)
    scene.check("It stands in the archive as the first issue", [one.number for one in queries.archive()], [1])
