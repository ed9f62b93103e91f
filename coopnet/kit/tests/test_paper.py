"""Papers as PDF/UA: tagged, titled, the same bytes for the same data, and no word of the data is read as markup."""

import json
from datetime import date
from pathlib import Path

import pytest
import typst

from coopnet.kit import paper
from coopnet.kit.paper import NotSet, render
from coopnet.kit.tests import pdf_words

DAY = date(2026, 6, 1)
EVIL = '#panic("out") $x$ *bold* \\ [x] "q" @ref <label> // note #import "/etc/passwd" {name}'


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A paper that shows one word of its data."""
    folder = tmp_path / "coopnet"
    (folder / "kit").mkdir(parents=True)
    (folder / "kit/papers").symlink_to(paper.PACKAGE / "kit/papers")
    (folder / "one.typ").write_text('#import "/kit/papers/base.typ": *\n#show: paper\n#data.word\n')
    monkeypatch.setattr(paper, "PACKAGE", folder)
    return "one.typ"


def test_a_paper_is_pdf_ua_with_title_language_and_tags(template: str) -> None:
    found = render(template, {"network": "N", "word": "Words"}, title="A title", day=DAY)
    assert found.startswith(b"%PDF-1.")
    for mark in (b"/MarkInfo", b"/StructTreeRoot", b"/Lang", b"pdfuaid:part", b"A title"):
        assert mark in found, mark
    assert found == render(template, {"network": "N", "word": "Words"}, title="A title", day=DAY)
    assert found != render(template, {"network": "N", "word": "Other"}, title="A title", day=DAY)


def test_data_are_never_markup(template: str) -> None:
    """The query of the set document gives back the very words, as text."""
    given = json.dumps({"network": EVIL, "word": EVIL, "title": EVIL, "language": "en", "day": "2026-06-01"})
    source = paper.PACKAGE / "one.typ"
    source.write_text('#import "/kit/papers/base.typ": *\n#show: paper\n#data.word\n#metadata(data.word) <said>\n')
    said = typst.query(source, "<said>", field="value", one=True, root=paper.PACKAGE, sys_inputs={"data": given})
    assert json.loads(said) == EVIL
    assert render(template, {"network": EVIL, "word": EVIL}, title=EVIL, day=DAY).startswith(b"%PDF")


def test_a_reader_of_pdf_finds_the_very_words_of_hostile_data(template: str) -> None:
    found = render(template, {"network": "N", "word": EVIL}, title="T", day=DAY)
    assert EVIL in pdf_words.words(found)
    assert pdf_words.pages(found) == 1
    assert {"H1", "P"} <= set(pdf_words.tags(found))


def test_the_control_words_put_into_markup_would_be_read(template: str) -> None:
    (paper.PACKAGE / "one.typ").write_text(f'#import "/kit/papers/base.typ": *\n#show: paper\n{EVIL}\n')
    with pytest.raises(NotSet, match="out"):
        render(template, {"network": "N", "word": "x"}, title="T", day=DAY)


def test_a_picture_without_words_is_refused(template: str) -> None:
    """The control of the standard: what a reader of tags could not know fails."""
    (paper.PACKAGE / "one.typ").write_text(
        '#import "/kit/papers/base.typ": *\n#show: paper\n'
        "#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'></svg>\"))\n"
    )
    with pytest.raises(NotSet, match="alt"):
        render(template, {"network": "N", "word": "x"}, title="T", day=DAY)


@pytest.mark.parametrize("strange", ["\U0001f600", "\u6c49\u5b57", "a\x01b", "".join(map(chr, range(0x4E00, 0x4F00)))])
def test_a_sign_that_no_font_holds_is_shown_as_unknown(template: str, strange: str) -> None:
    """The name of a payer may hold anything, and its invoice is set all the same."""
    given = {"network": f"N {strange}", "word": [f"Words {strange}"]}
    (paper.PACKAGE / "one.typ").write_text(
        '#import "/kit/papers/base.typ": *\n#show: paper\n#for one in data.word [#one]\n'
    )
    known = "".join(sign if " " <= sign <= "~" else paper.UNKNOWN for sign in strange)
    found = render(template, given, title=f"T {strange}", day=DAY)
    assert f"Words {known}" in pdf_words.words(found)
    assert found == render(template, {"network": f"N {known}", "word": [f"Words {known}"]}, title=f"T {known}", day=DAY)


def test_the_control_the_standard_refuses_such_a_sign(template: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper, "_strange", lambda error: {})
    with pytest.raises(NotSet, match="could not be displayed"):
        render(template, {"network": "N", "word": "\U0001f600"}, title="T", day=DAY)


def test_letters_of_europe_are_shown_as_they_are(template: str) -> None:
    words = "Łódź, Ysgol Tŷ-gwŷn, Ελλάδα, “£9” – €3 … ✓"
    assert words in pdf_words.words(render(template, {"network": "N", "word": words}, title="T", day=DAY))


def test_more_data_than_a_paper_may_hold_is_refused_before_it_is_set(template: str) -> None:
    with pytest.raises(NotSet, match="may hold"):
        render(template, {"network": "N", "word": "x" * paper.MOST}, title="T", day=DAY)
