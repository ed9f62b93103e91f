from datetime import UTC, datetime, timedelta

import pytest

from coopnet.audit import checks
from coopnet.audit.models import Entry, Head
from coopnet.bodies.enums import Office
from coopnet.notices.models import Letter
from coopnet.operations.check_code import mail_weekly
from coopnet.operations.verify import as_json, verify
from tests.roles import give

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 10, 5, 6, tzinfo=UTC)


def test_two_officers_get_the_check_code_once_a_week(network: object) -> None:
    give(Office.SYSTEM_ADMINISTRATOR)
    give(Office.CO_ORDINATOR)
    give(Office.TREASURER)
    head = Head.objects.get()
    for hours in (0, 1, 100):
        mail_weekly(MONDAY + timedelta(hours=hours))
    assert Letter.objects.count() == 2
    assert f"\n{head.number}:{head.digest}\n" in Letter.objects.order_by("pk")[0].text
    assert Entry.objects.filter(what="record.check-code-sent").count() == 1
    mail_weekly(MONDAY + timedelta(days=7))
    assert Letter.objects.count() == 4


def test_a_network_without_officers_or_acts_sends_nothing(network: object) -> None:
    assert mail_weekly(MONDAY) == ""
    assert not Letter.objects.exists()


def test_verify_compares_with_a_code_that_somebody_kept(network: object) -> None:
    give(Office.CO_ORDINATOR)
    head = Head.objects.get()
    kept = ((head.number, head.digest),)
    assert as_json(verify(at=MONDAY, heads=kept))["ok"]
    assert list(checks.breaches(kept)) == []
    other = as_json(verify(at=MONDAY, heads=((head.number, "0" * 64),)))
    assert [one["name"] for one in other["broken"]] == ["record.as-sent-out"]
    assert not as_json(verify(at=MONDAY, heads=((head.number + 5, head.digest),)))["ok"]
