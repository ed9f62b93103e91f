"""Ground for the journeys, laid into the network of the story by a process of its own: members that are invented.

``python -m tests.journeys.ground KIND FIRST SIZE``: makes invented members, numbered from FIRST on in the school list,
and prints where the letter's link leads, or how many there are.
"""

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

# Not from ``tests.databases``: that would choose another database than the one being served.
ROOT = Path(__file__).resolve().parent.parent.parent
SINCE = date(2026, 4, 1)


def lay(told: tuple[Path, dict[str, str]], kind: str, first: int, size: int = 1) -> str:
    """Lay it into the network that is being served, and give back what it prints."""
    folder, env = told
    given = env | {"COOPNET_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "coopnet.config.settings"}
    given["PYTHONPATH"] = os.pathsep.join([str(ROOT), env.get("PYTHONPATH", "")])
    ran = subprocess.run(
        [sys.executable, "-m", "tests.journeys.ground", kind, str(first), str(size)],
        cwd=ROOT, env=given, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-3000:]
    return ran.stdout.strip().splitlines()[-1]


def main(kind: str, first: int, size: int) -> str:
    """Invented members; of each, somebody who sees to invoices."""
    import django  # noqa: PLC0415 - the data folder is named by the environment

    django.setup()
    from coopnet.kit import clock  # noqa: PLC0415 - Django is ready only now
    from coopnet.kit.actors import System  # noqa: PLC0415 - as above
    from coopnet.kit.basis import Basis  # noqa: PLC0415 - as above
    from coopnet.membership.acting import links as chairs  # noqa: PLC0415 - as above
    from coopnet.membership.acting.actions import appoint, ask_chair  # noqa: PLC0415 - as above
    from coopnet.membership.actions import begin  # noqa: PLC0415 - as above
    from coopnet.membership.enums import Duty, State  # noqa: PLC0415 - as above
    from coopnet.membership.models import MembershipClass  # noqa: PLC0415 - as above
    from coopnet.people.actions import add_person, affiliate, organisation_for  # noqa: PLC0415 - as above
    from coopnet.people.enums import Role  # noqa: PLC0415 - as above
    from coopnet.register.models import Authority, Establishment  # noqa: PLC0415 - as above
    from coopnet.subscriptions.invoices import actions as invoices  # noqa: PLC0415 - as above
    from coopnet.subscriptions.invoices import links as payers  # noqa: PLC0415 - as above

    by, at = System("test"), clock.now() - timedelta(minutes=1)
    authority, _ = Authority.objects.get_or_create(code="999", defaults={"name": "Invented County"})
    board = Basis("minute", "", "The invented board", SINCE)
    numbers = []
    for urn in range(first, first + size):
        name = f"Thistledown School {urn}"
        school = Establishment.objects.create(
            urn=urn, name=name, folded=name.lower(), authority=authority, status_name="Open", pupils=180
        )
        period = begin(
            organisation=organisation_for(establishment=school, by=by, at=at),
            membership_class=MembershipClass.objects.get(slug="full"), starts=SINCE, schools=[school], basis=board,
            state=State.CURRENT, certain=False, by=by, at=at,
        )  # fmt: skip
        member = period.member
        numbers.append(member.number)
        person = add_person(name="Fay Thistle", email=f"office{urn}@people.example.org", by=by, at=at)
        affiliate(person=person, organisation=member.organisation, role=Role.BUSINESS, starts=SINCE, by=by, at=at)
        appoint(member=member, person=person, duty=Duty.FINANCE, starts=SINCE, basis=board, by=by, at=at)
    if kind == "question":
        question = ask_chair(
            member=member, person=person, duty=Duty.VOTES, chair_name="Bran Thistle",
            chair_email=f"chair{first}@people.example.org", by=by, at=at,
        )  # fmt: skip
        return urlsplit(chairs.address(question)).path
    if kind == "invoice":
        (invoice,) = invoices.run(by=by, at=at, only=frozenset(numbers))
        return urlsplit(payers.address(invoice)).path
    return str(size)


if __name__ == "__main__":
    print(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
