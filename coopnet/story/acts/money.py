"""May: the books are opened with the year before, which is closed; money comes in, goes out and is released."""

import io
from datetime import date
from uuid import UUID, uuid5

from django.db.models import Sum

from coopnet.accounts.models import User
from coopnet.bodies.enums import BodyKind
from coopnet.bodies.models import Body
from coopnet.decisions import actions as decisions
from coopnet.kit.basis import Basis
from coopnet.kit.uploads import papers
from coopnet.ledger import actions, closing, expenses, posting, queries
from coopnet.ledger.enums import Head
from coopnet.ledger.models import Gift, Line, Year
from coopnet.ledger.rules import Part
from coopnet.story import cast
from coopnet.story.acts.spring import account
from coopnet.story.engine import Scene
from coopnet.subscriptions.models import Payment

_FROM = UUID("3f0c2a57-6d1e-4b59-9a35-0d5a7c1e2b44")
_FIRST, _STARTS = date(2024, 4, 1), date(2025, 4, 1)


def _key(name: str) -> UUID:
    return uuid5(_FROM, name)


def _paper(words: str) -> papers.Paper:
    return papers.clean(io.BytesIO(f"{words}\n\nMade up for this demonstration.".encode()), "paper.txt")


def _in(
    scene: Scene, by: User, day: date, account_code: str, pence: int, words: str, fund: str = "general"
) -> None:  # fmt: skip
    actions.record(
        key=_key(words), day=day, words=words, parts=[Part("bank", pence), Part(account_code, -pence, fund)],
        basis=Basis("paper", "", "Bank statement of that day", day), by=by, at=scene.at(10),
    )  # fmt: skip


def _out(
    scene: Scene, by: User, second: User, day: date, account_code: str, head: Head, pence: int, words: str,
    fund: str = "general",
) -> None:  # fmt: skip
    entry = actions.record(
        key=_key(words), day=day, words=words,
        parts=[Part(account_code, pence, fund, head), Part("bank", -pence)],
        basis=Basis("paper", "", "Bank statement of that day", day), by=by, at=scene.at(10),
    )  # fmt: skip
    actions.agree(entry=entry, by=second, at=scene.at(11))


def the_books_are_opened(scene: Scene) -> None:
    """Juniper Pennyworth opens the books, enters the two years before, and closes them: one short, one with a rest."""
    juniper, hazel = account(scene.people[cast.TREASURER.key]), account(scene.people[cast.CO_ORDINATOR.key])
    actions.open_books(
        day=_FIRST, month=4, first=1, cash=1_770_000, reserve=1_420_000, signed=_paper("Accounts to 31 March 2024"),
        basis=Basis("accounts", "opening", "Signed accounts to 31 March 2024", date(2024, 3, 31)),
        key=_key("opening"), by=juniper, at=scene.at(9),
    )  # fmt: skip
    agreement = Basis("agreement", "surplus", "Written agreement on what is left over", date(2018, 9, 1))
    _in(scene, juniper, date(2024, 5, 31), "subscriptions", 2_860_000, "Subscriptions of 2024")
    for month, code, head, pence, words in (
        (7, "people", Head.SUPPORT, 1_410_000, "Mentor days of 2024"),
        (10, "meetings", Head.SERVICE, 905_000, "The conference of 2024"),
        (12, "running", Head.VOICE, 625_000, "Letters and evidence of 2024"),
    ):
        _out(scene, juniper, hazel, date(2024, month, 20), code, head, pence, words)
    short = closing.close(
        year=Year.objects.get(starts=_FIRST), key=_key("short"), agreement=agreement,
        signed=_paper("What is left over goes to the members’ reserve."), by=juniper, at=scene.at(9, 30),
    )  # fmt: skip
    scene.check("The year to 31 March 2025 fell £800 short", short.result, -80_000)
    scene.check("and the members’ reserve is as it was",
                queries.statement(short, date(2025, 3, 31)).closing.pence, 1_420_000)  # fmt: skip
    _in(scene, juniper, date(2025, 5, 30), "subscriptions", 3_045_000, "Yearly subscriptions")
    _in(scene, juniper, date(2025, 11, 14), "events", 236_000, "Places at the conference")
    for month, code, head, pence, words in (
        (6, "people", Head.SUPPORT, 1_348_000, "Mentor days and the help line"),
        (9, "meetings", Head.SERVICE, 891_000, "The conference and shared buying"),
        (12, "running", Head.VOICE, 621_000, "Letters, evidence and the site"),
    ):
        _out(scene, juniper, hazel, date(2025, month, 20), code, head, pence, words)
    year = Year.objects.get(starts=_STARTS)
    closed = closing.close(
        year=year, key=_key("surplus"), agreement=agreement,
        signed=_paper("What is left over goes to the members’ reserve."), by=juniper, at=scene.at(12),
    )  # fmt: skip
    scene.says("The year to 31 March 2026 is closed.")
    scene.check("£4,210 was left over", closed.result, 421_000)
    said = queries.statement(closed, date(2026, 3, 31))
    scene.check("All of it is in the members’ reserve", said.closing.pence, 1_841_000)


def _books_for_small_schools(scene: Scene, juniper: User, hazel: User) -> None:
    """An invented giver gives for one purpose; what is left can be spent, and no penny more."""
    gift = Gift(
        giver="The Made-up Foundation", named=True, source="Letter of that day, made up", day=scene.day,
        spend_by=date(2027, 3, 31),
    )  # fmt: skip
    fund = actions.add_fund(
        slug="books-for-small-schools", name="Books for small schools",
        purpose="Books about working together, for schools with few pupils.", gift=gift, by=juniper, at=scene.at(10),
    )  # fmt: skip
    _in(scene, juniper, scene.day, "grants", 60_000, "A gift for books", fund.slug)
    _out(scene, juniper, hazel, scene.day, "running", Head.SUPPORT, 18_500, "Books for two schools", fund.slug)
    try:
        _out(scene, juniper, hazel, scene.day, "running", Head.SUPPORT, 41_501, "More books", fund.slug)
        went = True
    except posting.NotPossible:
        went = False
    scene.check("A fund never spends a penny more than it holds", went, False)


def money_is_released(scene: Scene) -> None:
    """The board decides on help for three small schools; the money leaves the reserve because it did."""
    juniper, hazel = account(scene.people[cast.TREASURER.key]), account(scene.people[cast.CO_ORDINATOR.key])
    board = Body.objects.get(kind=BodyKind.NATIONAL_BOARD.value)
    decided = decisions.record(
        body=board, day=scene.day, title="Help for three small schools",
        text="Release £1,250 from the members’ reserve for three small schools.", how="By letter, made up.",
        votes=decisions.Votes(6, 0), by=hazel, at=scene.at(9),
    )  # fmt: skip
    came = Payment.objects.filter(takes_back__isnull=True).aggregate(sum=Sum("pence"))["sum"]
    income = Line.objects.filter(account__code="subscriptions", entry__basis_kind="invoice", entry__posted=True)
    scene.check("What members paid is income in the books, to the penny", -income.aggregate(sum=Sum("pence"))["sum"],
                came)  # fmt: skip
    actions.release(
        key=_key("release"), day=scene.day, pence=125_000, to="general", words="Help for three small schools",
        decision=decided.basis, by=juniper, at=scene.at(10),
    )  # fmt: skip
    _out(scene, juniper, hazel, scene.day, "people", Head.SUPPORT, 125_000, "Three small schools")
    _books_for_small_schools(scene, juniper, hazel)
    try:
        actions.release(
            key=_key("no release"), day=scene.day, pence=100, to="general", words="Without a decision",
            decision=Basis("wish", "1", "A wish", scene.day), by=juniper, at=scene.at(11),
        )  # fmt: skip
        went = True
    except posting.NotPossible:
        went = False
    scene.check("Without a decision nothing leaves the reserve", went, False)
    actions.set_rate(
        starts=date(2026, 4, 1), pence=45, by=juniper, at=scene.at(12),
        basis=Basis("decision", decided.reference, "Made up: the board’s rate", scene.day),
    )  # fmt: skip
    rowan = scene.people[cast.AMBASSADORS[0].key]
    claim = expenses.claim(
        key=_key("drive"), person=rowan, day=scene.day, words="Drive to a school that wants to join",
        head=Head.SUPPORT, tenths=420, by=account(rowan), at=scene.at(13),
    )  # fmt: skip
    expenses.judge(expense=claim, agreed=True, by=hazel, at=scene.at(14))
    paid = expenses.pay(expense=claim, day=scene.day, key=_key("drive paid"), by=juniper, at=scene.at(15))
    scene.check("A drive of 42 miles brings £18.90", paid.pence, 1_890)
