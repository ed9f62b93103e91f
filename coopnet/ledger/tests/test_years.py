"""The small twin of a thousand random years."""

import pytest

from coopnet.ledger.tests.years import random_years


@pytest.mark.django_db
def test_random_years_say_what_their_entries_say() -> None:
    short = random_years(12, seed=7, script_every=4)
    assert 0 < short < 12, "years of both kinds must come"
