"""Who is in its first ninety days, what is done and who stands still, its contact and the school beside it.

All of it is worked out for the day asked about. A handful of queries, however many members are new.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q

from coopnet.bodies import queries as bodies
from coopnet.bodies.enums import Office
from coopnet.bodies.models import Term
from coopnet.casework.models import ContactNote
from coopnet.enquiries.routing import cover_of
from coopnet.kit.access import Account
from coopnet.membership import queries as membership
from coopnet.membership.acting.actions import GIVES_A_VOTE
from coopnet.membership.enums import Duty, Question, State
from coopnet.membership.models import Mandate, Member, Period, VoterQuestion
from coopnet.membership.queries import Belongs, School
from coopnet.membership.standing import CHANGE
from coopnet.people.models import Person
from coopnet.people.queries import in_force
from coopnet.subscriptions.invoices import queries as invoices
from coopnet.subscriptions.models import Invoice
from coopnet.welcome import rules
from coopnet.welcome.enums import Beside, Fact
from coopnet.welcome.models import Buddy, Plan, Step, Tick, Went
from coopnet.welcome.rules import Standing


@dataclass(frozen=True, slots=True)
class Contact:
    """The named contact: what he or she is in the network, and who stands in meanwhile (nobody: empty)."""

    person: Person
    words: str
    chosen: bool
    stand_in: str = ""


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of one member: by when, whether it is done, and whether the records show it."""

    step: Step
    by: date
    done: bool
    seen: bool

    @property
    def by_hand(self) -> bool:
        """Whether somebody may tick it, or take the tick away."""
        return not self.seen and Fact(self.step.fact) in rules.BY_HAND


@dataclass(frozen=True, slots=True)
class New:
    """A member in its first ninety days, or in the month after them."""

    belongs: Belongs
    on: date
    plan: Plan | None
    contact: Contact | None
    steps: tuple[StepView, ...]
    buddy: Buddy | None
    lead: Person | None
    went: Went | None
    passed: frozenset[int] = field(default_factory=frozenset)

    @property
    def member(self) -> Member:
        """Who is new."""
        return self.belongs.member

    @property
    def period(self) -> Period:
        """The membership that is new."""
        return self.belongs.period

    @property
    def schools(self) -> tuple[School, ...]:
        """What it covers."""
        return self.belongs.schools

    @property
    def day(self) -> int:
        """Which day of its membership it is; the first is one."""
        return (self.on - self.period.starts).days + 1

    @property
    def until(self) -> date:
        """The last of the ninety days."""
        return self.period.starts + rules.LENGTH - timedelta(days=1)

    @property
    def runs(self) -> bool:
        """Whether it is in its ninety days still."""
        return rules.runs(self.period.starts, self.on)

    @property
    def lately(self) -> bool:
        """Whether the school itself sees anything of it still."""
        return self.period.starts > self.on - rules.ASKED_UNTIL

    @property
    def asks(self) -> bool:
        """Whether it may say how it went, and has not."""
        return rules.asks(self.period.starts, self.on) and self.went is None

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(step.done for step in self.steps)

    @property
    def next(self) -> StepView | None:
        """The step that comes next."""
        return next((step for step in self.steps if not step.done), None)

    @property
    def still(self) -> bool:
        """Whether it stands still."""
        return self.runs and rules.stands_still([Standing(step.by, step.done) for step in self.steps], self.on)

    @property
    def quiet(self) -> bool:
        """Whether no letters are wanted."""
        return self.plan is not None and self.plan.quiet


def new(on: date, *, only: Collection[int] | None = None) -> list[New]:
    """Members in their first ninety days, and in the month after, the newest first. ``only``: ids of members.

    What an old list told is no beginning: it counts as having belonged before. Whoever said how it went stays here as
    long as that is kept.
    """
    said = Q(pk__in=Went.objects.values("period"))
    periods = Period.objects.filter(in_force(on), said | Q(starts__gt=on - rules.ASKED_UNTIL), certain=True)
    if only is not None:
        periods = periods.filter(member__in=list(only))
    keys = dict(periods.values_list("pk", "member_id"))
    if not keys:
        return []
    found = [one for one in membership.belonging(on, only=set(keys.values())) if one.period.pk in keys]
    return sorted(_views(found, on), key=lambda one: (-one.period.starts.toordinal(), one.member.organisation.name))


def of(member: Member, on: date) -> New | None:
    """The first days of one member; None where they are over for long, or never were."""
    return next(iter(new(on, only=[member.pk])), None)


def _views(found: list[Belongs], on: date) -> list[New]:
    periods = [one.period.pk for one in found]
    ids = [one.member.pk for one in found]
    plans = {row.period_id: row for row in Plan.objects.filter(period__in=periods).select_related("contact")}
    went = {row.period_id: row for row in Went.objects.filter(period__in=periods)}
    buddies: dict[int, list[Buddy]] = {}
    for row in Buddy.objects.filter(period__in=periods).select_related("member__organisation").order_by("pk"):
        buddies.setdefault(row.period_id, []).append(row)
    acting = membership.all_mandates(on, ids)
    posts = _Posts(on, [plan.contact_id for plan in plans.values() if plan.contact_id])
    facts = _Facts(found, acting, posts, on)
    steps = list(Step.objects.order_by("by_day", "pk"))
    views = []
    for one in found:
        key = one.period.pk
        plan = plans.get(key)
        contact = posts.of(plan, one.regions)
        asked = buddies.get(key, [])
        lead = next((m.person for m in acting.get(one.member.pk, []) if m.duty == Duty.LEAD.value), None)
        views.append(
            New(
                one, on, plan, contact, facts.steps(one, steps, contact),
                next((row for row in asked if row.state in {state.value for state in rules.OPEN}), None),
                lead, went.get(key), passed=frozenset(row.member_id for row in asked),
            )
        )  # fmt: skip
    return views


class _Posts:
    """Who is in post on a day, read once."""

    def __init__(self, on: date, chosen: Collection[int]) -> None:
        self._on = on
        self._held: dict[tuple[str, str], list[Term]] = {}
        self._chosen: dict[int, Term] = {}
        offices = [Office.AMBASSADOR.value, Office.CO_ORDINATOR.value]
        terms = Term.objects.filter(starts__lte=on).select_related("person", "region", "seat__body")
        lately = Q(ends__isnull=True) | Q(ends__gt=on - rules.ASKED_UNTIL)
        self._lately = list(terms.filter(lately, office__in=offices).order_by("person__folded", "pk"))
        for term in self._lately:
            if term.ends is None or term.ends > on:
                self._held.setdefault((term.office, term.region_id or ""), []).append(term)
        if chosen:
            for term in terms.filter(in_force(on), person__in=list(chosen)).order_by("pk"):
                self._chosen.setdefault(term.person_id, term)

    def of(self, plan: Plan | None, regions: Collection[str]) -> Contact | None:
        """The one chosen, as long as in post; else the ambassador of the region; else the co-ordinator."""
        if plan is not None and plan.contact_id in self._chosen:
            return self._contact(self._chosen[plan.contact_id], chosen=True)
        posts = [(Office.AMBASSADOR.value, key) for key in sorted(regions)] + [(Office.CO_ORDINATOR.value, "")]
        term = next((self._held[post][0] for post in posts if post in self._held), None)
        return None if term is None else self._contact(term, chosen=False)

    def was(self, user: int, regions: Collection[str], day: date) -> bool:
        """Whether an account was that of the ambassador of one of these regions on an earlier day."""
        return any(
            term.person.user_id == user
            and term.region_id in regions
            and term.starts <= day
            and (term.ends is None or term.ends > day)
            for term in self._lately
        )

    def _contact(self, term: Term, *, chosen: bool) -> Contact:
        cover = cover_of(term.person_id, self._on)
        return Contact(term.person, bodies.holding(term).words, chosen, cover.cover.name if cover else "")


class _Facts:
    """What the records show of new members, read once for all of them."""

    def __init__(self, found: list[Belongs], acting: dict[int, list[Mandate]], posts: _Posts, on: date) -> None:
        ids = [one.member.pk for one in found]
        self._acting, self._posts = acting, posts
        asked = VoterQuestion.objects.filter(member__in=ids, state=Question.ASKED.value, until__gte=on)
        self._asked = set(asked.values_list("member_id", flat=True))
        self._bills: dict[int, list[invoices.Row]] = {}
        for row in invoices.rows(Invoice.objects.filter(member__in=ids, issued_on__lte=on).order_by("pk"), on):
            self._bills.setdefault(row.invoice.member_id, []).append(row)
        periods = [one.period.pk for one in found]
        self._ticked = set(Tick.objects.filter(period__in=periods, day__lte=on).values_list("period_id", "step_id"))
        since = min((one.period.starts for one in found), default=on)
        schools = [school.id for one in found for school in one.schools]
        notes = ContactNote.objects.filter(establishment__in=schools, on__gte=since, on__lte=on)
        self._notes = list(notes.values_list("establishment_id", "by_id", "on"))

    def steps(self, one: Belongs, steps: list[Step], contact: Contact | None) -> tuple[StepView, ...]:
        """The steps that held on its first day."""
        first = one.period.starts
        found = []
        for step in steps:
            if step.starts <= first and (step.ends is None or step.ends > first):
                seen = self._seen(Fact(step.fact), one, contact)
                done = seen or (one.period.pk, step.pk) in self._ticked
                found.append(StepView(step, first + timedelta(days=step.by_day - 1), done, seen))
        return tuple(found)

    def _seen(self, fact: Fact, one: Belongs, contact: Contact | None) -> bool:
        voters = [m for m in self._acting.get(one.member.pk, []) if m.duty == Duty.VOTES.value]
        if fact is Fact.NAMED:
            return bool(voters) or one.member.pk in self._asked
        if fact is Fact.CONFIRMED:
            return any(m.basis_kind in GIVES_A_VOTE for m in voters)
        if fact is Fact.PAID:
            bills = [row for row in self._bills.get(one.member.pk, []) if row.invoice.year_ends > one.period.starts]
            return one.state is not State.AWAITING and bool(bills) and all(row.owed == 0 for row in bills)
        if fact is Fact.MET:
            schools = {school.id for school in one.schools}
            user = contact.person.user_id if contact is not None else None
            # Whoever was the ambassador then: what was done stays done when the post passes on.
            return any(
                school in schools and day >= one.period.starts and (by == user or self._posts.was(by, one.regions, day))
                for school, by, day in self._notes
            )
        return False


def in_post(on: date) -> list[tuple[Person, str]]:
    """Everybody in a post of the network on a day, by name, with what he or she is."""
    found: dict[int, tuple[Person, list[str]]] = {}
    rows = Term.objects.filter(in_force(on)).select_related("person", "region", "seat__body")
    for term in rows.order_by("person__folded", "pk"):
        found.setdefault(term.person_id, (term.person, []))[1].append(bodies.holding(term).words)
    return [(person, ", ".join(words)) for person, words in found.values()]


def walks_beside(member: Member, on: date) -> list[Buddy]:
    """The new members beside which a member is asked to walk, or walks: until a month after their first days."""
    rows = Buddy.objects.filter(member=member, state__in=[Beside.ASKED_BUDDY.value, Beside.AGREED.value])
    rows = rows.filter(period__starts__gt=on - rules.ASKED_UNTIL).exclude(period__ends__lte=on)
    return list(rows.select_related("period__member__organisation").order_by("pk"))


def lead_of(member: Member, on: date) -> Person | None:
    """Who speaks for a member on a day."""
    return next((m.person for m in membership.mandates(member, on) if m.duty == Duty.LEAD.value), None)


def listed(account: Account, on: date) -> list[New]:
    """Those that the account looks after by office."""
    keys = bodies.reach(account, CHANGE, on)
    if keys == frozenset():
        return []
    return [one for one in new(on) if keys is None or one.belongs.regions & keys]


def old_answers(at: datetime) -> list[Went]:
    """Answers whose time is over."""
    return list(Went.objects.filter(said_at__lt=at - rules.KEEP).select_related("period__member").order_by("pk")[:200])
