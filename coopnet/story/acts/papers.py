"""September: the rules of the Society in two versions, and an agreement, are put among the documents."""

import io
from datetime import date

from coopnet.accounts.models import User
from coopnet.kit.uploads import papers
from coopnet.library import actions, queries
from coopnet.library.enums import Kind, Readers
from coopnet.library.models import Paper
from coopnet.story import cast
from coopnet.story.acts.spring import account
from coopnet.story.engine import Scene

_MADE_UP = "Made up for this demonstration. A real network puts its own text here."


def _paper(*lines: str) -> papers.Paper:
    """A file of plain words."""
    return papers.clean(io.BytesIO("\n\n".join((*lines, _MADE_UP)).encode()), "words.txt")


def _add(scene: Scene, by: User, title: str, kind: Kind, *lines: str, starts: date, parties: str = "") -> Paper:
    return actions.add_paper(
        title=title, kind=kind, readers=Readers.PUBLIC, summary="", parties=parties, region=None,
        review_on=date(2027, 9, 1), sent=_paper(title, *lines), decided="", starts=starts, by=by, at=scene.at(10),
    )  # fmt: skip


def papers_are_shelved(scene: Scene) -> None:
    """Hazel Merrydew adds what holds, and a version that holds from October on."""
    hazel = account(scene.people[cast.CO_ORDINATOR.key])
    rules = _add(
        scene, hazel, "Rules of the Society", Kind.RULES, "Each member school has one vote.", starts=date(2018, 9, 1)
    )
    second = actions.add_version(
        paper=rules, sent=_paper("Rules of the Society", "Each member school has one vote, by post too."),
        changed="Votes by post", decided="Made up: a general meeting in June", by=hazel, at=scene.at(11),
    )  # fmt: skip
    actions.put_in_force(version=second, starts=date(2026, 10, 1), by=hazel, at=scene.at(11, 5))
    _add(
        scene, hazel, "Agreement with the education unions", Kind.AGREEMENT, "Good practice for those who employ.",
        starts=date(2013, 9, 1), parties="the Society and the unions that the TUC recognises",
    )  # fmt: skip
    scene.says("The rules and the agreement are there, each with its day.")
    known = Paper.objects.filter(pk=rules.pk)
    numbers = [row.version.number if row.version else None for day in (date(2018, 8, 31), scene.day, date(2026, 10, 1))
               for row in queries.shelved(known, day)]  # fmt: skip
    scene.check("On three days none, the first and the second version hold", numbers, [None, 1, 2])
    scene.check(
        "The agreement shows on its page", [row.paper.title for row in queries.public_of(Kind.AGREEMENT, scene.day)],
        ["Agreement with the education unions"],
    )  # fmt: skip
    try:
        actions.add_version(paper=rules, sent=_paper("Rules of the Society", "Each member school has one vote."),
                            changed="", decided="", by=hazel, at=scene.at(12))  # fmt: skip
        twice = True
    except actions.NotPossible:
        twice = False
    scene.check("The same file is no new version", twice, False)
