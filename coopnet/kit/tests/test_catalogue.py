"""Catalogues: what is written is read, what is compiled is what gettext reads, a share counts what a reader sees."""

import gettext
import io
from pathlib import Path

import pytest

from coopnet.kit.catalogue import Catalogue, Message, Share, compiled, read, share, written

HEAD = (
    "Language: cy\nContent-Type: text/plain; charset=UTF-8\n"
    "Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);\n"
)

# As editors for translators write: broken lines, hints, places with lines, messages that are gone.
OTHERS = r"""# Somebody
msgid ""
msgstr ""
"Plural-Forms: nplurals=2; plural=n!=1;\n"

#. A hint
#: a.html:4 b.html:9
#, python-format
msgid ""
"A long "
"line"
msgstr ""
"Llinell "
"hir"

#~ msgid "Gone"
#~ msgstr "Aeth"
"""


def some() -> Catalogue:
    return Catalogue(
        HEAD,
        [
            Message("School", said=["Ysgol"], places=["a.html"]),
            Message("%(n)s school", plural="%(n)s schools", said=["%(n)s ysgol", "%(n)s ysgol ", "%(n)s o ysgolion"]),
            Message("May", context="month", said=["Mai"]),
            Message('A "word"\nand \\ another', said=['“Gair”\n"\\"']),
            Message("Guess", said=["Dyfaliad"], unsure=True),
            Message("Not yet"),
        ],
    )


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "django.po"
    path.write_text(written(some()))
    again = read(path)
    assert (again.head, again.plurals) == (HEAD, 3)
    assert [one.key for one in again.messages] == [one.key for one in some().messages]
    assert [one.translated for one in again.messages] == [True, True, True, True, False, False]
    assert again.messages[3].said == some().messages[3].said
    assert written(again) == written(some())


def test_lines_that_other_programs_write_are_understood(tmp_path: Path) -> None:
    path = tmp_path / "django.po"
    path.write_text(OTHERS)
    (one,) = read(path).messages
    assert (one.words, one.said, one.translated) == ("A long line", ["Llinell hir"], True)
    assert one.places == ["a.html:4", "b.html:9"]


def test_what_is_compiled_is_read_by_gettext_and_always_the_same() -> None:
    spoken = gettext.GNUTranslations(io.BytesIO(compiled(some())))
    assert spoken.gettext("School") == "Ysgol"
    assert spoken.pgettext("month", "May") == "Mai"
    assert [spoken.ngettext("%(n)s school", "%(n)s schools", n) for n in (1, 2, 5)] == some().messages[1].said
    assert spoken.gettext('A "word"\nand \\ another') == '“Gair”\n"\\"'
    assert (spoken.gettext("Guess"), spoken.gettext("Not yet")) == ("Guess", "Not yet")
    turned = some()
    turned.messages.reverse()
    assert compiled(turned) == compiled(some())


@pytest.mark.parametrize(
    ("done", "whole", "complete"), [(0, 0, False), (3, 4, False), (4, 4, True)], ids=["none", "all but one", "all"]
)
def test_a_share_is_complete_when_nothing_is_left(done: int, whole: int, complete: bool) -> None:
    assert Share(done, whole).complete is complete


def test_a_share_counts_each_message_once_over_all_files(tmp_path: Path) -> None:
    first, second = tmp_path / "1.po", tmp_path / "2.po"
    first.write_text(written(some()))
    assert share([first, tmp_path / "missing.po"]) == Share(4, 6)
    second.write_text(written(Catalogue(HEAD, [Message("Not yet", said=["Ddim eto"]), Message("More")])))
    assert share([second, first]) == Share(5, 7)
