"""Papers as PDF/UA: tagged, titled, the same bytes for the same data, and no word of the data is read as markup."""

import json
from datetime import date
from pathlib import Path

import pytest
import typst

from coopnet.kit import paper
from coopnet.kit.paper import NotSet, render

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
