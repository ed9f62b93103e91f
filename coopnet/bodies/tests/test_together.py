"""Many questions at one moment read the terms once; one question after another reads them anew."""

from datetime import UTC, datetime
from typing import Any

import pytest

from coopnet.bodies import rules
from coopnet.bodies.actions import end_term
from coopnet.bodies.enums import Office
from coopnet.kit.access import may, together
from tests.roles import BY, give

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
ACTS = [act for act in rules.ACTS if act != "enquiries.answer"]  # its second source asks who stands in for whom


@pytest.mark.django_db
def test_a_menu_of_questions_costs_one_query(django_assert_num_queries: Any) -> None:
    user = give(Office.CO_ORDINATOR).user
    with django_assert_num_queries(1), together():
        answers = [bool(may(user, act, at=AT)) for act in ACTS]
    assert answers == [bool(may(user, act, at=AT)) for act in ACTS]
    assert any(answers)
    assert not all(answers)


@pytest.mark.django_db
def test_nothing_is_kept_from_one_question_to_the_next() -> None:
    actor = give(Office.CO_ORDINATOR)
    assert actor.term is not None
    with together():
        assert may(actor.user, "people.change", at=AT)
    end_term(term=actor.term, on=AT.date(), by=BY, at=AT)
    assert not may(actor.user, "people.change", at=AT)
    with together():
        assert not may(actor.user, "people.change", at=AT)
