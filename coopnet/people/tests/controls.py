"""How to break the promises about people."""

from datetime import UTC, date, datetime

from coopnet.kit.actors import System
from coopnet.people.actions import add_person
from coopnet.people.models import Affiliation, Organisation
from tests.controls import Control, sql, without_triggers

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)


def arrange() -> None:
    add_person(name="Anna Example", email="anna@example.org", user=None, by=System("test"), at=AT)


def arrange_roles() -> None:
    person = add_person(name="Anna Example", email="anna@example.org", user=None, by=System("test"), at=AT)
    organisation = Organisation.objects.create(kind="partner", name="Invented Society", made_at=AT)
    Affiliation.objects.create(person=person, organisation=organisation, role="head", starts=date(2020, 1, 1))


def twice() -> None:
    without_triggers("people_affiliation")
    sql(
        "INSERT INTO people_affiliation (person_id, organisation_id, role, starts, ends) "
        "SELECT person_id, organisation_id, role, '2021-01-01', '2022-01-01' FROM people_affiliation"
    )


CONTROLS = {
    "people.roles-do-not-overlap": Control(twice, arrange_roles),
    "people.names-are-searched-as-written": Control(
        lambda: sql("UPDATE people_person SET folded = 'someone else'"), arrange
    ),
}
