import json
from datetime import UTC, datetime
from random import Random

import pytest
from django.db import IntegrityError, transaction

from coopnet.audit import actions, checks
from coopnet.audit.models import Head
from coopnet.kit.actors import System
from tests.proofs import chain

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)


def test_every_tampering_behind_the_triggers_is_named(db: None) -> None:
    """The small twin of the proof "chain"."""
    chain.run(entries=45, trials=3 * len(chain.TAMPERINGS), seed=3)


def test_with_the_triggers_on_the_same_tamperings_are_refused(db: None) -> None:
    """The first guard. The chain need only betray whoever gets past it."""
    chain.fill(45)
    appending = {chain.forge_at_the_end}  # the database takes one more entry, the chain does not
    for tamper in sorted(set(chain.TAMPERINGS) - appending, key=lambda tamper: tamper.__name__):
        with pytest.raises(IntegrityError), transaction.atomic():
            tamper(Random(3), 46)
    assert list(checks.unbroken(AT)) == []


def test_without_a_check_code_outside_a_whole_rewriting_goes_unseen(db: None) -> None:
    """The control: why the end of the record is mailed to two officers."""
    chain.fill(45)
    chain.drop_triggers()
    chain.rewrite_the_rest(Random(3), 46)
    assert list(checks.breaches()) == []


def test_an_empty_record_is_whole(db: None) -> None:
    assert list(checks.unbroken(AT)) == []
    assert list(checks.guarded(AT)) == []


def test_erasing_details_keeps_the_chain_and_removes_the_words(db: None) -> None:
    actions.record("terms.begun", subject="term:1", words="Anna Canary", by=System("x"), at=AT, details={"a": "Canary"})
    actions.erase_details(number=1, reason="asked for", by=System("x"), at=AT)
    assert list(checks.unbroken(AT)) == []


def test_a_record_written_here_is_read_the_same_elsewhere(db: None) -> None:
    """Digests must never depend on engine, version or place: this one is written down."""
    from coopnet.audit import rules  # noqa: PLC0415 - beside what it proves

    values = rules.values_text(json.loads('{"b": [1, 2.5, null], "a": "\\u00e9"}'))
    detail = rules.detail_digest(salt="00" * 16, actor_name="Anna", words="Began.", values=values)
    digest = rules.chain_digest(
        rules.START, number=1, at=AT, what="terms.begun", subject="term:1", actor_key="user:1", detail=detail
    )
    assert values == '{"a":"\\u00e9","b":[1,2.5,null]}'
    assert digest == "c2bef792fe6c5fb69abe90ecb76ca10908a8a3f6294a33e75c1f994921eff174"
    assert Head.objects.get().digest == rules.START
