"""How invoices stand, and what a run for a year would make."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum

from coopnet.membership import queries as membership
from coopnet.membership.enums import Duty, State
from coopnet.membership.models import Member
from coopnet.people.enums import OrganisationKind
from coopnet.people.models import Organisation
from coopnet.subscriptions.enums import Settled
from coopnet.subscriptions.invoices import rules
from coopnet.subscriptions.invoices.rules import STAND_WORDS, Stand
from coopnet.subscriptions.models import Credit, Invoice, Payment, PriceScheme, Registration, Settlement
from coopnet.subscriptions.prices import Covered, Quote, months_left, quote
from coopnet.subscriptions.queries import scheme_on, year_of

PAYS = frozenset({State.AWAITING, State.CURRENT, State.DUE, State.GRACE})


def registration_on(on: date) -> Registration | None:
    """Our numbers and telephone as they are on a day; of two rows from the same day the later written."""
    return Registration.objects.filter(starts__lte=on).order_by("-starts", "-pk").first()


@dataclass(frozen=True, slots=True)
class Row:
    """An invoice with what came for it, and how it stands on the day asked about. Sums in whole pence."""

    invoice: Invoice
    paid: int
    credited: int
    stand: Stand
    given_back: int = 0

    @property
    def owed(self) -> int:
        """What is still to pay."""
        return rules.owed(pence=self.invoice.pence, credited=self.credited, paid=self.paid - self.given_back)

    @property
    def overpaid(self) -> int:
        """What came too much."""
        return rules.overpaid(pence=self.invoice.pence, credited=self.credited, paid=self.paid - self.given_back)

    @property
    def words(self) -> str:
        """How it stands, for people."""
        return STAND_WORDS[self.stand]


def rows(invoices: Iterable[Invoice], on: date) -> list[Row]:
    """How each stands on a day, in the order in which they come. Three queries more, however many there are."""
    held = list(invoices)
    paid = _sums(Payment.objects.all(), held, on)
    credited = _sums(Credit.objects.all(), held, on)
    back = _sums(Settlement.objects.filter(kind=Settled.REFUND.value, agreed_by__isnull=False), held, on)
    return [
        Row(
            one, paid.get(one.pk, 0), credited.get(one.pk, 0),
            rules.stand(
                pence=one.pence, credited=credited.get(one.pk, 0), paid=paid.get(one.pk, 0) - back.get(one.pk, 0),
                due_on=one.due_on, on=on,
            ),
            back.get(one.pk, 0),
        )
        for one in held
    ]  # fmt: skip


def _sums(
    found: QuerySet[Payment] | QuerySet[Credit] | QuerySet[Settlement], held: list[Invoice], on: date
) -> dict[int, int]:
    return dict(found.filter(invoice__in=held, day__lte=on).values_list("invoice").annotate(Sum("pence")))


def row(invoice: Invoice, on: date) -> Row:
    """How one stands on a day."""
    return rows([invoice], on)[0]


@dataclass(frozen=True, slots=True)
class Draft:
    """An invoice that a run would make; ``problem`` says why it cannot, in a sentence."""

    member: Member
    kind: str
    payer: Organisation
    to_name: str
    to_email: str
    quote: Quote | None
    problem: str = ""


def drafts(on: date) -> tuple[PriceScheme | None, list[Draft]]:
    """What a run on that day would make for the year that holds it: members without an invoice of that year."""
    scheme = scheme_on(on)
    if scheme is None:
        return None, []
    begins, ends = year_of(on)
    have = set(Invoice.objects.filter(year_starts=begins).values_list("member_id", flat=True))
    acting = membership.all_mandates(on)
    found = []
    for one in membership.belonging(on):
        if one.state not in PAYS or one.member.pk in have:
            continue
        payer = membership.payer(one.member, on)
        people = {mandate.duty: mandate.person for mandate in acting.get(one.member.pk, [])}
        to = people.get(Duty.FINANCE.value) or people.get(Duty.LEAD.value)
        kind = one.period.membership_class.slug
        problem, price = "", None
        if kind not in scheme.scheme.bands:
            problem = f"The prices name none for “{one.period.membership_class.name}”."
        elif not one.schools:
            problem = "It covers no school, so there is nothing to reckon."
        else:
            covered = [Covered(school.name, school.pupils) for school in one.schools]
            trust = one.member.organisation.kind == OrganisationKind.TRUST.value
            # A first year is paid by the month; whoever belonged when the year began pays for the whole of it.
            months = months_left(max(one.period.starts, begins), begins, ends)
            price = quote(scheme.scheme, kind, covered, trust=trust, months=months)
            if price.total == 0:
                problem = "It comes to nothing."
        email = to.email if to else ""
        found.append(Draft(one.member, kind, payer, to.name if to else "", email, price, problem))
    return scheme, found
