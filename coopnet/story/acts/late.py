"""May to September: invented schools that pay late, what they are told, who is rung, how two end and two come back."""

from datetime import date, timedelta

from coopnet.kit import money
from coopnet.kit.basis import Basis
from coopnet.kit.clock import london
from coopnet.ledger import actions as ledger
from coopnet.ledger.enums import EntryKind
from coopnet.ledger.models import Entry
from coopnet.membership import queries as membership
from coopnet.membership.acting.actions import appoint
from coopnet.membership.actions import begin, move
from coopnet.membership.again.actions import ask_again
from coopnet.membership.duties import duties
from coopnet.membership.enums import Duty, State
from coopnet.membership.models import Member, MembershipClass, Period
from coopnet.notices.models import Letter
from coopnet.people.actions import add_person, affiliate, organisation_for
from coopnet.people.enums import Role
from coopnet.register.models import Establishment
from coopnet.story import cast
from coopnet.story.acts.spring import account
from coopnet.story.engine import Scene
from coopnet.subscriptions.actions import NotPossible
from coopnet.subscriptions.invoices import actions as invoices
from coopnet.subscriptions.invoices.queries import row
from coopnet.subscriptions.models import Invoice, Reminder
from coopnet.subscriptions.renewals import actions, queries, tasks
from coopnet.subscriptions.statements import actions as bank
from coopnet.subscriptions.statements import queries as statements

AGAIN = Basis("officer", "", "Came back by the form to join", date(2026, 9, 21))


def _member(urn: int) -> Member:
    return Member.objects.get(organisation__establishment__urn=urn)


def _invoice(urn: int) -> Invoice:
    return Invoice.objects.filter(member=_member(urn)).latest("number")


def _stand(scene: Scene, *urns: int) -> list[str]:
    found = [membership.standing(_member(urn), scene.day) for urn in urns]
    return [state.value if state else "ended" for state in found]


def _reminded(scene: Scene) -> list[int]:
    rows = Reminder.objects.filter(day=scene.day)
    return sorted(rows.values_list("invoice__member__organisation__establishment__urn", flat=True))


def a_debit_comes_back(scene: Scene) -> None:
    """The bank takes one payment back: the invoice is open again, and Hazel Merrydew agrees in the books."""
    by = account(scene.people[cast.TREASURER.key])
    invoice = _invoice(cast.BY_DEBIT)
    invoices.take_back(payment=invoice.payments.get(), words="Direct Debit: no money", by=by, at=scene.at(9))
    entry = Entry.objects.get(posted=False, kind=EntryKind.REVERSAL.value)
    ledger.agree(entry=entry, by=account(scene.people[cast.CO_ORDINATOR.key]), at=scene.at(10))
    scene.check("All of it is to pay again", row(invoice, scene.day).owed, invoice.pence)


def the_clock_finds_them(scene: Scene) -> None:
    """The day after the due day they are members whose subscription is due. Nobody is told yet."""
    actions.bank_reaches(
        reach=date(2026, 5, 28), by=account(scene.people[cast.TREASURER.key]), at=scene.at(7)
    )  # fmt: skip
    tasks.tend(scene.at(8))
    scene.check("Four are due", _stand(scene, *cast.LATE_PAYERS), ["due"] * 4)
    scene.check("No letter leaves on the first day", _reminded(scene), [])


def first_reminders_leave(scene: Scene) -> None:
    """Two weeks later each hears once, and a second run of the clock writes nothing."""
    person = add_person(
        name="Sorrel Inglenook", email="sorrel.inglenook@people.example.org",
        by=account(scene.people[cast.CO_ORDINATOR.key]), at=scene.at(6),
    )  # fmt: skip
    member = _member(cast.IN_PART)
    by = account(scene.people[cast.CO_ORDINATOR.key])
    affiliate(
        person=person, organisation=member.organisation, role=Role.BUSINESS, starts=scene.day, by=by,
        at=scene.at(6),
    )  # fmt: skip
    appoint(
        member=member, person=person, duty=Duty.FINANCE, starts=scene.day,
        basis=Basis("officer", "", "Told by telephone", scene.day), by=by, at=scene.at(6),
    )  # fmt: skip
    for hour in (8, 9):
        tasks.tend(scene.at(hour))
    scene.check("Each of the four has its first reminder", _reminded(scene), sorted(cast.LATE_PAYERS))
    letter = Letter.objects.get(key__startswith="reminder:", to="sorrel.inglenook@people.example.org")
    scene.check("It says how far the bank records run", "Our bank records run to 28 May 2026" in letter.text)


def a_school_promises(scene: Scene) -> None:
    """Clover Whitlock rings Makebelieve, whose bursar promises the rest by 10 July."""
    by = account(scene.people[cast.AMBASSADORS[1].key])
    actions.promise(
        invoice=_invoice(cast.IN_PART), until=date(2026, 7, 10), words="The rest comes with the July run.", by=by,
        at=scene.at(16),
    )  # fmt: skip
    late = [owed.row.invoice.number for owed in queries.owing(scene.day) if not owed.waits]
    scene.check("Three are left to ring", len(late), 3)


def second_reminders_leave(scene: Scene) -> None:
    """Whoever promised hears nothing."""
    tasks.tend(scene.at(8))
    scene.check("Three second reminders, and none to the one that promised", _reminded(scene),
                sorted(set(cast.LATE_PAYERS) - {cast.IN_PART}))  # fmt: skip


def another_joins(scene: Scene) -> None:
    """Makebelieve Academy joins in July; its first invoice is for nine months, and nobody pays it."""
    by = account(scene.people[cast.CO_ORDINATOR.key])
    school = Establishment.objects.get(urn=cast.STILL_LATE)
    begin(
        organisation=organisation_for(establishment=school, by=by, at=scene.at(9)),
        membership_class=MembershipClass.objects.get(slug="full"), starts=scene.day, schools=[school],
        basis=Basis("minute", "central-2026-06", "The Central board, minute 4", date(2026, 6, 24)), by=by,
        at=scene.at(9),
    )  # fmt: skip
    (invoice,) = invoices.run(by=account(scene.people[cast.TREASURER.key]), at=scene.at(10))
    scene.check("It pays for nine months of the year", [invoice.member.organisation.name, invoice.pence],
                [school.name, 7_500 * 9 // 12])  # fmt: skip


def two_pay(scene: Scene) -> None:
    """The promise is kept, and the debit that failed is paid by transfer: the bank's file tells it, twice over."""
    by = account(scene.people[cast.TREASURER.key])
    rows = [
        f"03/07/2026,INVOICE {invoice.number} {urn},{money.pounds(row(invoice, scene.day).owed)}"
        for urn, invoice in ((urn, _invoice(urn)) for urn in (cast.IN_PART, cast.BY_DEBIT))
    ]
    data = "\n".join(["Date,Description,Amount", "01/07/2026,Room for the forum,-45.00", *rows]).encode()
    for hour in (8, 9):
        file = bank.load(data=data, name="july.csv", by=by, at=scene.at(hour))
    waiting = statements.to_match(scene.day)
    scene.check("The same file twice brings its lines once", [file.new, len(waiting)], [3, 2])
    scene.check("Both lines are beyond doubt", [one.certain is not None for one in waiting], [True, True])
    bank.match_certain(
        listed={one.line.pk: one.certain.number for one in waiting if one.certain}, by=by, at=scene.at(10)
    )
    scene.check("Both stand as before", _stand(scene, cast.IN_PART, cast.BY_DEBIT), ["current"] * 2)


def last_reminders_leave(scene: Scene) -> None:
    """Two months after the due day the last letter names the day from which membership may end."""
    tasks.tend(scene.at(8))
    scene.check("Two are late", _stand(scene, cast.COMES_BACK, cast.STAYS_AWAY), ["grace"] * 2)
    scene.check("Both may end from 11 September", {owed.ends_on for owed in queries.owing(scene.day)},
                {date(2026, 9, 11)})  # fmt: skip


def nothing_ends_in_the_holidays(scene: Scene) -> None:
    """Three months are over, and it is August."""
    tasks.tend(scene.at(8))
    scene.check("Both are members still, with all that members get", [
        one.state.value for one in membership.belonging(scene.day)
        if one.member.organisation.establishment and one.member.organisation.establishment.urn
        in (cast.COMES_BACK, cast.STAYS_AWAY)
    ], ["grace"] * 2)  # fmt: skip


def two_memberships_end(scene: Scene) -> None:
    """Unseen nothing ends. Juniper Pennyworth says how far the records run, looks, and that night two end."""
    by = account(scene.people[cast.TREASURER.key])
    tasks.tend(scene.at(6))
    scene.check("Before anybody looked they belong", _stand(scene, cast.COMES_BACK, cast.STAYS_AWAY), ["grace"] * 2)
    actions.bank_reaches(reach=scene.day - timedelta(days=1), by=by, at=scene.at(17))
    actions.look(invoices=[_invoice(cast.COMES_BACK), _invoice(cast.STAYS_AWAY)], by=by, at=scene.at(17, 10))
    tasks.tend(scene.at(18))
    scene.check("Both have ended", _stand(scene, cast.COMES_BACK, cast.STAYS_AWAY), ["ended"] * 2)
    scene.check("On the day before they belonged, with a vote",
                [membership.standing(_member(urn), scene.day - timedelta(days=1)) for urn in
                 (cast.COMES_BACK, cast.STAYS_AWAY)], [State.GRACE] * 2)  # fmt: skip
    scene.check(
        "The school that joined in July is not due for its end",
        [owed.one.member == _member(cast.STILL_LATE) and not owed.to_look for owed in queries.owing(scene.day)],
        [True],
    )


def days_to_ask_again_are_set(scene: Scene) -> None:
    """The co-ordinator notes from which day each of the two schools that left may be asked again."""
    by = account(scene.people[cast.CO_ORDINATOR.key])
    for urn, day, why in (
        (cast.COMES_BACK, date(2027, 1, 11), "After the budget of the next year."),
        (cast.STAYS_AWAY, date(2026, 9, 25), "The head asks for ten quiet days."),
    ):
        ask_again(of=_member(urn), on=day, words=why, by=by, at=scene.at(16))
    there = f"/members/{_member(cast.STAYS_AWAY).number}/"

    def to_do(day: date) -> bool:
        return there in [duty.address for duty in duties(by, london(day, 8)) if duty.due == date(2026, 9, 25)]

    scene.says("Two schools that left are not asked before the day that each of them named.")
    scene.check("The day before, nobody is told to ask", to_do(date(2026, 9, 24)), False)
    scene.check("On the day it stands among the things to do", to_do(date(2026, 9, 25)), True)


def two_come_back(scene: Scene) -> None:
    """Imagined Hill comes back and pays the old invoice; Inkwell Vale School, which left in 2023, comes back too."""
    co_ordinator, treasurer = (account(scene.people[part.key]) for part in (cast.CO_ORDINATOR, cast.TREASURER))
    member = _member(cast.COMES_BACK)
    full = MembershipClass.objects.get(slug="full")
    school = Establishment.objects.get(urn=cast.COMES_BACK)
    begin(
        organisation=member.organisation, membership_class=full, starts=scene.day, schools=[school], basis=AGAIN,
        by=co_ordinator, at=scene.at(9),
    )  # fmt: skip
    invoice = _invoice(cast.COMES_BACK)
    invoices.pay(
        invoice=invoice, pence=row(invoice, scene.day).owed, day=scene.day, words="Bank transfer", by=treasurer,
        at=scene.at(10),
    )  # fmt: skip
    scene.check(
        "It belongs again on the same history",
        [membership.standing(member, scene.day), Period.objects.filter(member=member).count()],
        [State.CURRENT, 2],
    )
    scene.check("Nobody is to ask it again any more", _member(cast.COMES_BACK).ask_again_on, None)
    scene.check("The days between stay empty", membership.standing(member, date(2026, 9, 18)), None)

    other = Establishment.objects.get(urn=cast.LEFT_LONG_AGO)
    organisation = organisation_for(establishment=other, by=co_ordinator, at=scene.at(11))
    past = begin(
        organisation=organisation, membership_class=full, starts=date(2016, 9, 1), schools=[other], state=State.CURRENT,
        basis=Basis("old-list", "2026-04", "From the members’ list of the old system", date(2026, 4, 22)),
        certain=False, by=co_ordinator, at=scene.at(11),
    )  # fmt: skip
    move(
        period=past, to=State.RESIGNED, day=date(2023, 8, 31), words="It left.", by=co_ordinator, at=scene.at(11, 5)
    )  # fmt: skip
    begin(
        organisation=organisation, membership_class=full, starts=scene.day, schools=[other], basis=AGAIN,
        by=co_ordinator, at=scene.at(11, 10),
    )  # fmt: skip
    (first,) = invoices.run(by=treasurer, at=scene.at(12))
    invoices.pay(invoice=first, pence=first.pence, day=scene.day, words="Bank transfer", by=treasurer, at=scene.at(13))
    scene.check("The other belongs again too", membership.standing(first.member, scene.day), State.CURRENT)
    try:
        actions.look(invoices=[invoice], by=treasurer, at=london(scene.day, 14))
        again = True
    except NotPossible:
        again = False
    scene.check("Nobody can look at what is paid", again, False)
