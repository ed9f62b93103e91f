"""Invented schools for tests of pages, and how they are asked."""

from datetime import date

from django.test import Client

from coopnet.register.models import Authority, CoopStatus, Establishment
from tests.roles import Actor


def make(urn: int, name: str, authority: Authority | None, **told: object) -> Establishment:
    given = {"status_name": "Open", "source": "hand", "phase_name": "Primary", "type_name": "Foundation school"} | told
    return Establishment.objects.create(urn=urn, name=name, folded=name.casefold(), authority=authority, **given)


def co_operative(school: Establishment, **told: object) -> CoopStatus:
    given = {
        "form": "foundation-trust",
        "evidence": "Minute of the governors",
        "evidence_day": date(2016, 11, 22),
        "confirmed_on": date(2016, 11, 22),
        "source": "hand",
    }
    return CoopStatus.objects.create(establishment=school, **(given | told))


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def browser(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
