import pytest

from coopnet.founding import answers

GOOD = {
    "network": {
        "name": "Network of Invented Schools",
        "short_name": "NIS",
        "society_name": "Society of Invented Schools",
        "contact_email": "office@network.example.org",
    },
    "co_ordinator": {"name": "Hazel Merrydew", "email": "Hazel@people.example.org"},
    "second": {"name": "Basil Quillfeather", "email": "basil@people.example.org", "office": "treasurer"},
}


def but(path: str, value: object) -> dict[str, object]:
    """The good answers with one of them changed."""
    table, key = path.split(".")
    return GOOD | {table: GOOD.get(table, {}) | {key: value}}


def test_good_answers_are_read():
    read = answers.read(GOOD | {"regions": {"laser": "Capital and Coast"}})
    assert read.short_name == "NIS"
    assert read.co_ordinator == answers.Officer("Hazel Merrydew", "hazel@people.example.org", "co-ordinator")
    assert read.second.office == "treasurer"
    assert dict(read.regions) == {"laser": "Capital and Coast"}
    assert read.motto == ""


def test_there_are_eight_questions():
    assert len(answers.QUESTIONS) == 8


def test_all_that_is_missing_is_said_at_once():
    with pytest.raises(answers.BadAnswers) as caught:
        answers.read({})
    assert len(caught.value.reasons) == 8


@pytest.mark.parametrize(
    "path, value, words",
    [
        ("network.name", "x" * 121, "121 characters; 120 fit"),
        ("network.name", 7, "one line of text"),
        ("network.name", "two\nlines", "one line of text"),
        ("network.name", "null\x00", "one line of text"),
        ("network.contact_email", "nobody", "must be an e-mail address"),
        ("co_ordinator.email", "a b@example.org", "must be an e-mail address"),
        ("second.email", "hazel@PEOPLE.example.org", "two people"),
        ("second.office", "co-ordinator", "must be one of"),
        ("network.colour", "green", "Nothing is known of network.colour"),
        ("regions.north", "Western", ""),
    ],
)
def test_a_bad_answer_is_named(path, value, words):
    given = but(path, value)
    if path == "regions.north":
        given = given | {"regions": {"north": "western", "west": "Western"}}
        words = "same name"
    with pytest.raises(answers.BadAnswers) as caught:
        answers.read(given)
    assert words in str(caught.value)
