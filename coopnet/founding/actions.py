"""The founding act: everything that a new network needs, in one transaction, once."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from coopnet.accounts.models import User
from coopnet.audit.actions import record
from coopnet.bodies.actions import begin_term
from coopnet.founding import bodies
from coopnet.founding.answers import Answers, Officer
from coopnet.founding.rules import end_of_first_term
from coopnet.kit.actors import Actor
from coopnet.kit.basis import Basis
from coopnet.kit.clock import london_day
from coopnet.kit.models import Network
from coopnet.membership.actions import make_classes
from coopnet.people.actions import add_person
from coopnet.people.models import Person
from coopnet.regions.actions import load_defaults
from coopnet.regions.models import Region
from coopnet.regions.queries import all_regions
from coopnet.register import facts
from coopnet.rulebook.actions import adopt_defaults
from coopnet.sign_in.actions import make_account, make_recovery_codes
from coopnet.site.tree import make_tree
from coopnet.welcome.actions import make_steps


class AlreadyFounded(Exception):
    """This database holds a network, and a database holds one."""


@dataclass(frozen=True, slots=True)
class Founder:
    """A first officer: account, person, and the recovery codes, which are told once and kept nowhere in the clear."""

    user: User
    person: Person
    office: str
    codes: list[str]


@dataclass(frozen=True, slots=True)
class Founded:
    """What a founding made."""

    network: Network
    basis: Basis
    co_ordinator: Founder
    second: Founder


@transaction.atomic
def found(*, answers: Answers, demo: bool = False, by: Actor, at: datetime) -> Founded:
    """Found the network: its row, regions, bodies, pages and two officers with terms. Raises AlreadyFounded.

    The two officers get no letter (they sit at the keyboard); they sign in the first time by a code sent to their
    address and one of the recovery codes.
    """
    network = _network(answers, demo, at)
    day = london_day(at)
    basis = Basis("founding-act", "founding", f"Founding of {network.name}", day)
    facts.load(by=by, at=at)
    load_defaults(by=by, at=at)
    _name_regions(answers, by, at)
    adopt_defaults(since=day, basis=basis, by=by, at=at)
    make_classes(since=day, basis=basis, by=by, at=at)
    make_steps(since=day, by=by, at=at)
    bodies.make(society=network.society_name, regions=all_regions(day), since=day, by=by, at=at)
    make_tree(network=network, by=by, at=at)
    co_ordinator = _officer(answers.co_ordinator, basis, by, at)
    second = _officer(answers.second, basis, by, at)
    record(
        "network.founded",
        subject="network",
        words=f"Founded {network.name}.",
        by=by,
        at=at,
        details={"society": network.society_name, "officers": [co_ordinator.person.name, second.person.name]},
    )
    return Founded(network, basis, co_ordinator, second)


def _network(answers: Answers, demo: bool, at: datetime) -> Network:
    held = Network.objects.filter(pk=1).first()
    if held is not None:
        raise AlreadyFounded(
            f"This database already holds {held.name}, founded on {london_day(held.made_at):%-d %B %Y}. "
            "For another network choose another data folder (COOPNET_DATA_DIR) or database (DATABASE_URL)."
        )
    try:
        with transaction.atomic():
            return Network.objects.create(
                pk=1,
                name=answers.name,
                short_name=answers.short_name,
                society_name=answers.society_name,
                motto=answers.motto,
                contact_email=answers.contact_email,
                demo=demo,
                made_at=at,
            )
    except IntegrityError as error:
        raise AlreadyFounded("Somebody else has founded a network here at this very moment.") from error


def _name_regions(answers: Answers, by: Actor, at: datetime) -> None:
    """Give regions the names that this network uses for them; their addresses stay."""
    for region in Region.objects.filter(key__in=answers.regions).order_by("rank"):
        name = answers.regions[region.key]
        if name != region.name:
            before, region.name, region.long_name = region.name, name, f"{name} region"
            region.save(update_fields=["name", "long_name"])
            record("regions.renamed", subject=f"region:{region.key}", words=f"{before} is {name}.", by=by, at=at)


def _officer(officer: Officer, basis: Basis, by: Actor, at: datetime) -> Founder:
    user = make_account(email=officer.email, name=officer.name, tell=False, by=by, at=at)
    person = add_person(name=officer.name, email=officer.email, user=user, by=by, at=at)
    starts = basis.day
    begin_term(
        person=person, office=officer.office, starts=starts, ends=end_of_first_term(starts), basis=basis, by=by, at=at
    )
    return Founder(user, person, officer.office, make_recovery_codes(user=user, by=by, at=at))
