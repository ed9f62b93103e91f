"""Nothing is lost, nothing is done twice, and each step is one that can be taken."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from coopnet.audit.models import Entry
from coopnet.bodies.actions import end_term
from coopnet.bodies.enums import Office
from coopnet.enquiries import actions, links, queries, tasks
from coopnet.enquiries.actions import NotPossible
from coopnet.enquiries.enums import Kind, Reason, State
from coopnet.enquiries.models import Enquiry, Message
from coopnet.enquiries.tests.ground import AT, BY, WRITER, send
from coopnet.notices import posting
from coopnet.notices.models import Attempt, Letter
from tests.roles import Actor, give, regions

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(network: object) -> dict[str, Actor]:
    regions()
    return {
        "co-ordinator": give(Office.CO_ORDINATOR),
        "west": give(Office.AMBASSADOR, "west"),
        "north": give(Office.AMBASSADOR, "north"),
    }


def told() -> list[str]:
    """To whom letters went about enquiries, in order."""
    return list(Letter.objects.filter(key__startswith="enquiry:").order_by("pk").values_list("to", flat=True))


def test_the_writer_gets_a_copy_and_the_reader_is_told_without_the_words(people: dict[str, Actor]) -> None:
    enquiry = send(region="west", reason=Reason.REGION)
    assert enquiry.due_on == date(2026, 10, 8)
    assert told() == [WRITER, people["west"].person.email]
    copy, notice = Letter.objects.order_by("pk")
    assert enquiry.words in copy.text
    assert "8 October 2026" in copy.text
    assert enquiry.words not in notice.text
    assert enquiry.name not in notice.text


def test_what_was_sent_twice_came_once(people: dict[str, Actor]) -> None:
    key = uuid4()
    assert send(key=key).pk == send(key=key).pk
    assert len(told()) == 2


def test_spam_is_kept_and_nobody_gets_a_letter(people: dict[str, Actor]) -> None:
    enquiry = send(spam_why="It looks like spam: it sells.")
    assert enquiry.state == State.SPAM.value
    assert told() == []
    later = AT + timedelta(days=4)
    actions.not_spam(enquiry=enquiry, by=people["co-ordinator"].user, at=later)
    enquiry.refresh_from_db()
    assert enquiry.state == State.NEW.value
    assert enquiry.due_on == date(2026, 10, 12)
    assert told() == [WRITER, people["co-ordinator"].person.email]


def test_where_the_post_is_vacant_the_co_ordinator_is_told(people: dict[str, Actor]) -> None:
    send(region="central", reason=Reason.REGION)
    assert told() == [WRITER, people["co-ordinator"].person.email]
    assert "no ambassador" in Letter.objects.order_by("pk")[0].text


def test_where_nobody_is_in_post_the_network_s_own_address_is_told(network: Any) -> None:
    send()
    assert told() == [WRITER, network.contact_email]


def test_who_is_away_names_somebody_who_gets_the_letters_and_may_answer(people: dict[str, Actor]) -> None:
    west, north = people["west"], people["north"]
    actions.set_cover(
        away=west.person, cover=north.person, starts=AT.date(), ends=date(2026, 10, 12), by=west.user, at=AT
    )
    enquiry = send(region="west")
    assert told() == [WRITER, north.person.email]
    assert queries.get(north.user, enquiry.key, AT) == enquiry
    assert queries.get(north.user, enquiry.key, AT + timedelta(days=30)) is None
    with pytest.raises(NotPossible, match="already"):
        actions.set_cover(
            away=west.person, cover=north.person, starts=AT.date(), ends=date(2026, 10, 3), by=west.user, at=AT
        )


def test_two_people_do_not_answer_the_same_one(people: dict[str, Actor]) -> None:
    enquiry = send(region="west")
    actions.take(enquiry=enquiry, by=people["west"].user, at=AT)
    for do in (actions.take, lambda **k: actions.answer(text="Me too", **k)):
        with pytest.raises(NotPossible, match=people["west"].user.name):
            do(enquiry=enquiry, by=people["co-ordinator"].user, at=AT)
    actions.give_back(enquiry=enquiry, why="Ill.", by=people["west"].user, at=AT)
    actions.answer(enquiry=enquiry, text="Me then", by=people["co-ordinator"].user, at=AT)
    assert Message.objects.filter(kind=Kind.ANSWER.value).count() == 1


def test_an_answer_goes_by_letter_with_a_link_that_opens_this_alone(people: dict[str, Actor]) -> None:
    enquiry = send()
    actions.answer(enquiry=enquiry, text="Ring us on Monday.", by=people["co-ordinator"].user, at=AT)
    enquiry.refresh_from_db()
    assert enquiry.state == State.ANSWERED.value
    assert enquiry.answered_at == AT
    letter = Letter.objects.order_by("pk").last()
    assert letter is not None
    assert "Ring us on Monday." in letter.text
    assert links.address(enquiry) in letter.text
    assert links.enquiry_of(links.token(enquiry)) == enquiry
    old = links.token(enquiry)
    Enquiry.objects.filter(pk=enquiry.pk).update(link=2)
    assert links.enquiry_of(old) is None
    assert links.enquiry_of("made-up") is None


def test_a_mail_is_heard_once_and_what_a_program_says_opens_nothing(people: dict[str, Actor]) -> None:
    enquiry = send()
    actions.answer(enquiry=enquiry, text="So.", by=people["co-ordinator"].user, at=AT)
    before = len(told())
    assert actions.hear(enquiry=enquiry, text="I am away", message_id="<a@x>", automatic=True, by=BY, at=AT)
    enquiry.refresh_from_db()
    assert enquiry.state == State.ANSWERED.value
    assert len(told()) == before, "no letter answers a program"
    for _ in range(3):
        actions.hear(enquiry=enquiry, text="But why?", message_id="<b@x>", by=BY, at=AT + timedelta(days=1))
    enquiry.refresh_from_db()
    assert enquiry.state == State.NEW.value
    assert Message.objects.filter(kind=Kind.FROM_THEM.value).count() == 1
    assert len(told()) == before + 1


def test_handing_over_tells_the_other_and_waits_for_them(people: dict[str, Actor]) -> None:
    enquiry = send(region="west")
    north = regions()["north"]
    actions.hand_over(enquiry=enquiry, region=north, text="It is yours.", by=people["west"].user, at=AT)
    enquiry.refresh_from_db()
    assert (enquiry.region_id, enquiry.state) == ("north", State.NEW.value)
    assert told()[-2:] == [people["north"].person.email, WRITER]
    last = Letter.objects.order_by("pk").last()
    assert last is not None
    assert f"{people['north'].person.name}, ambassador of the Northern region, reads" in last.text
    assert "It is yours." not in last.text
    assert queries.get(people["west"].user, enquiry.key, AT) is None
    with pytest.raises(NotPossible, match="already"):
        actions.hand_over(enquiry=enquiry, region=north, text="Again", by=people["co-ordinator"].user, at=AT)


def test_the_same_matter_sent_twice_is_put_together(people: dict[str, Actor]) -> None:
    first, second = send(words="First"), send(words="Second")
    actions.merge(enquiry=second, into=first, by=people["co-ordinator"].user, at=AT)
    second.refresh_from_db()
    assert second.state == State.MERGED.value
    assert [message.text for message in queries.conversation(first)] == ["Second"]
    assert links.enquiry_of(links.token(second)) == first
    other = send(email="somebody@else.example.org")
    with pytest.raises(NotPossible, match="different people"):
        actions.merge(enquiry=other, into=first, by=people["co-ordinator"].user, at=AT)


STEPS: dict[str, Callable[..., Any]] = {
    "take": actions.take,
    "give back": lambda **k: actions.give_back(why="So.", **k),
    "answer": lambda **k: actions.answer(text="So.", **k),
    "by phone": lambda **k: actions.answered_by_phone(text="So.", **k),
    "close": actions.close,
    "spam": actions.call_spam,
    "not spam": actions.not_spam,
}
POSSIBLE = {
    State.NEW: {"take", "answer", "by phone", "spam"},
    State.TAKEN: {"take", "give back", "answer", "by phone", "spam"},
    State.ANSWERED: {"take", "answer", "by phone", "close"},
    State.CLOSED: set[str](),
    State.SPAM: {"not spam"},
}


@pytest.mark.parametrize("state", POSSIBLE)
@pytest.mark.parametrize("step", STEPS)
def test_each_step_from_each_state(people: dict[str, Actor], state: State, step: str) -> None:
    enquiry, by = send(), people["co-ordinator"].user
    Enquiry.objects.filter(pk=enquiry.pk).update(state=state.value, taken_by=by, answered_at=AT, closed_at=AT)
    enquiry.refresh_from_db()
    acts = Entry.objects.count()
    if step in POSSIBLE[state]:
        STEPS[step](enquiry=enquiry, by=by, at=AT)
    else:
        with pytest.raises(NotPossible):
            STEPS[step](enquiry=enquiry, by=by, at=AT)
        assert Entry.objects.count() == acts


def test_a_missed_promise_is_told_once(people: dict[str, Actor]) -> None:
    send(region="west")
    assert tasks.tend(AT + timedelta(days=7)).startswith("0 overdue")
    late = AT + timedelta(days=8)
    assert tasks.tend(late).startswith("1 overdue")
    assert told()[-1] == people["co-ordinator"].person.email
    assert tasks.tend(late).startswith("0 overdue")
    duty = next(iter(queries.duties(people["co-ordinator"].user, late)))
    assert duty.urgent
    assert duty.words == "Answer 1 enquiry"


def test_when_a_role_ends_open_enquiries_pass_to_whoever_follows(people: dict[str, Actor]) -> None:
    west = people["west"]
    enquiry = send(region="west")
    actions.take(enquiry=enquiry, by=west.user, at=AT)
    assert west.term is not None
    end_term(term=west.term, on=date(2026, 10, 2), by=BY, at=AT)
    after = AT + timedelta(days=1)
    assert queries.get(west.user, enquiry.key, after) is None
    assert tasks.tend(after).endswith("1 passed to whoever follows")
    enquiry.refresh_from_db()
    assert enquiry.taken_by is None
    assert enquiry.state == State.NEW.value
    assert told()[-2:] == [people["co-ordinator"].person.email, WRITER]


def test_a_second_question_is_not_answered_by_the_answer_to_the_first(people: dict[str, Actor]) -> None:
    first, by = send(words="First"), people["co-ordinator"].user
    actions.answer(enquiry=first, text="So.", by=by, at=AT)
    actions.merge(enquiry=send(words="Second"), into=first, by=by, at=AT)
    first.refresh_from_db()
    assert first.state == State.NEW.value
    assert [one.pk for one in queries.inbox(by, "waiting", "", AT).rows] == [first.pk]


def test_a_second_promise_that_is_missed_is_told_too(people: dict[str, Actor]) -> None:
    enquiry, by = send(region="west"), people["west"].user
    tasks.tend(AT + timedelta(days=8))
    actions.answer(enquiry=enquiry, text="So.", by=by, at=AT + timedelta(days=8))
    actions.hear(enquiry=enquiry, text="And now?", by=BY, at=AT + timedelta(days=9))
    before = told().count(people["co-ordinator"].person.email)
    assert tasks.tend(AT + timedelta(days=30)).startswith("1 overdue")
    assert told().count(people["co-ordinator"].person.email) == before + 1


def test_old_words_are_deleted_and_the_counts_stay(people: dict[str, Actor]) -> None:
    enquiry, by = send(), people["co-ordinator"].user
    actions.answer(enquiry=enquiry, text="Private too.", by=by, at=AT)
    actions.close(enquiry=enquiry, by=by, at=AT)
    spam = send(spam_why="It looks like spam.")
    for pk in posting.due(AT):
        posted = posting.take(pk, AT)
        assert posted is not None
        posting.settle(posted, None, AT)
    assert WRITER in str(list(Attempt.objects.values_list()))
    assert tasks.forget(AT + timedelta(days=40)) == "1 forgotten"
    assert tasks.forget(AT + timedelta(days=366)) == "1 forgotten"
    for one in (enquiry, spam):
        one.refresh_from_db()
    for secret in ("become a co-operative school", "Private too", WRITER, "Frieda"):
        assert not [letter for letter in Letter.objects.values_list() if secret in str(letter)], secret
        assert not [tried for tried in Attempt.objects.values_list() if secret in str(tried)], secret
    for one in (enquiry, spam):
        assert (one.words, one.name, one.email) == ("", "", "")
    assert not Message.objects.exclude(text="").exists()
    assert enquiry.answered_at == AT
    assert links.enquiry_of(links.token(enquiry)) is None


def test_the_usual_time_is_told_of_ten_answers_or_more(people: dict[str, Actor]) -> None:
    for number in range(10):
        enquiry = send(email=f"w{number}@school.example.org")
        assert queries.usual_days(AT) is None
        actions.answer(
            enquiry=enquiry, text="So.", by=people["co-ordinator"].user, at=AT + timedelta(days=1 if number < 5 else 4)
        )
    assert queries.usual_days(AT + timedelta(days=5)) == 2
