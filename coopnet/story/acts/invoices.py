"""May to September: invoices leave, all are paid but one; a trust pays and belongs; another pays in part. Made up."""

from datetime import date

from coopnet.membership import queries as membership
from coopnet.membership.enums import State
from coopnet.membership.models import Member
from coopnet.register.rules import FIRST_INVENTED
from coopnet.story import cast, lists
from coopnet.story.acts.spring import account
from coopnet.story.engine import Scene
from coopnet.subscriptions.invoices import actions, queries
from coopnet.subscriptions.invoices.rules import Stand
from coopnet.subscriptions.models import Invoice, Registration, Supplier


def invoices_leave(scene: Scene) -> None:
    """Juniper Pennyworth says who sends them, and sends those of the year."""
    by = account(scene.people[cast.TREASURER.key])
    actions.set_supplier(
        supplier=Supplier(
            name="Schools Co-operative Society (demonstration)", address="1 Nowhere Lane, Noplace ZZ99 9ZZ",
            email="juniper.pennyworth@people.example.org", account_name="Made up for this demonstration",
            sort_code="00-00-00", account_number="00000000",
        ),
        by=by, at=scene.at(9),
    )  # fmt: skip
    actions.set_registration(
        registration=Registration(starts=scene.day, phone="01632 960123"), by=by, at=scene.at(9)
    )  # fmt: skip
    sent = actions.run(by=by, at=scene.at(10))
    again = actions.run(by=by, at=scene.at(11))
    scene.says(f"{len(sent)} invoices leave.")
    scene.check("A second press sends none", again, [])
    scene.check("Numbers have no gap", [one.number for one in sent], list(range(1, len(sent) + 1)))
    scene.check("They are due thirty days later", {one.due_on for one in sent}, {date(2026, 5, 28)})


def members_pay(scene: Scene) -> None:
    """Real schools pay in time: none owes anything in a demonstration. Of the invented ones some do not."""
    by = account(scene.people[cast.TREASURER.key])
    urns = dict(Invoice.objects.order_by("number").values_list("pk", "member__organisation__establishment__urn"))
    for pk, urn in urns.items():
        invoice = Invoice.objects.get(pk=pk)
        if urn < FIRST_INVENTED or urn == cast.BY_DEBIT:
            words = "Direct Debit" if urn == cast.BY_DEBIT else "Bank transfer"
            actions.pay(invoice=invoice, pence=invoice.pence, day=scene.day, words=words, by=by, at=scene.at(9))
        elif urn == cast.IN_PART:
            actions.pay(invoice=invoice, pence=3_000, day=scene.day, words="Part", by=by, at=scene.at(9))
    owing = {urns[row.invoice.pk] for row in queries.rows(Invoice.objects.all(), scene.day) if row.owed}
    scene.check("Three invented schools still owe", owing, set(cast.LATE_PAYERS) - {cast.BY_DEBIT})


def the_trust_gets_its_invoice(scene: Scene) -> None:
    """The trust that joined gets an invoice for its five schools, and nobody else does."""
    by = account(scene.people[cast.TREASURER.key])
    (invoice,) = actions.run(by=by, at=scene.at(9))
    scene.check("One invoice for the five schools of the trust", [len(invoice.lines), invoice.member.organisation.name],
                [7, lists.DAYDREAM])  # fmt: skip
    scene.check("a tenth less, and for ten months", invoice.pence, 5 * 7500 * 9 // 10 * 10 // 12)


def it_pays_and_belongs(scene: Scene) -> None:
    """Half comes first: it still waits. With the rest it belongs."""
    by = account(scene.people[cast.TREASURER.key])
    member = Member.objects.get(organisation__group__uid="990002")
    invoice = Invoice.objects.get(member=member)
    actions.pay(invoice=invoice, pence=10_000, day=scene.day, words="Part", by=by, at=scene.at(8))
    scene.check("After a part it still waits", membership.standing(member, scene.day), State.AWAITING)
    rest = queries.row(invoice, scene.day).owed
    actions.pay(invoice=invoice, pence=rest, day=scene.day, words="Rest", by=by, at=scene.at(8, 30))
    scene.check("With the rest it is a member", membership.standing(member, scene.day), State.CURRENT)


def another_pays_in_part(scene: Scene) -> None:
    """Neverdale gets its invoice in September, and a part comes; a credit note is written by the board's word."""
    by = account(scene.people[cast.TREASURER.key])
    (invoice,) = actions.run(by=by, at=scene.at(9))
    actions.pay(invoice=invoice, pence=5_000, day=scene.day, words="Part", by=by, at=scene.at(10))
    actions.credit(
        invoice=invoice, pence=2_000, reason="A quarter was let off by the Northern board, minute 3", by=by,
        at=scene.at(11),
    )  # fmt: skip
    row = queries.row(invoice, scene.day)
    scene.check("It is paid in part", row.stand, Stand.PART)
    scene.check("What is left is the sum less both", row.owed, invoice.pence - 7_000)
    owing = [r.invoice.member.organisation for r in queries.rows(Invoice.objects.all(), scene.day) if r.owed]
    urns = [org.establishment.urn for org in owing if org.establishment]
    scene.check("No real school owes anything", [urn for urn in urns if urn < FIRST_INVENTED], [])
