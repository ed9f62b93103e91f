"""Exports as they come: whole, cut, in odd letters, dangerous, not exports at all."""

import gzip
import zipfile
from pathlib import Path

import pytest

from coopnet.moving_in.tests.old_site import BASE, FOOT, HEAD, Old, write
from coopnet.moving_in.wordpress import addresses
from coopnet.moving_in.wordpress.reading import read
from coopnet.moving_in.wordpress.text import UnreadableExport


def test_what_an_export_says_is_read_and_who_wrote_it_is_not(tmp_path: Path) -> None:
    site = read(write(tmp_path / "old.xml", [Old(1, "Our  autumn\nnews"), Old(2, "About", "page", slug="about")]))
    assert (site.title, site.address) == ("Old Network", BASE)
    assert [(i.number, i.kind, i.title) for i in site.items] == [(1, "post", "Our autumn news"), (2, "page", "About")]
    assert site.items[0].published is not None
    assert "CANARY" not in repr(site)


@pytest.mark.parametrize("packed", ["gz", "zip"])
def test_a_packed_export_is_read_as_it_is(tmp_path: Path, packed: str) -> None:
    plain = write(tmp_path / "old.xml", [Old(1)])
    path = tmp_path / f"old.xml.{packed}"
    if packed == "gz":
        path.write_bytes(gzip.compress(plain.read_bytes()))
    else:
        with zipfile.ZipFile(path, "w") as file:
            file.write(plain, "old.xml")
    assert len(read(path).items) == 1


def test_letters_that_were_pasted_from_elsewhere_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "old.xml"
    good = Old(1, "Café — “words”").xml().encode()
    pasted = Old(2, "Caf\u00e9 \u2013 \u201cwords\u201d").xml().encode("cp1252")
    forbidden = Old(3, "Bell\x07 and \x0b tab").xml().encode()
    path.write_bytes(b"\xef\xbb\xbf" + HEAD.encode() + good + pasted + forbidden + FOOT.encode())
    assert [item.title for item in read(path).items] == ["Café — “words”", "Café – “words”", "Bell and tab"]


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_a_file_in_other_letters_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "old.xml"
    path.write_bytes((HEAD.replace("UTF-8", encoding) + Old(1, "Café").xml() + FOOT).encode(encoding))
    assert read(path).items[0].title == "Café"


def test_a_long_line_is_not_cut_inside_a_letter(tmp_path: Path) -> None:
    body = "é" * 200_000
    for shift in range(2):
        site = read(write(tmp_path / "old.xml", [Old(1, body="x" * shift + body)]))
        assert site.items[0].body == "x" * shift + body


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "content, words",
    [
        ("", "is empty"),
        ("<html><body>Sign in</body></html>", "no export of WordPress"),
        ("Not even XML", "line 1"),
        (HEAD + Old(1).xml()[:200], "line 6"),
        (HEAD.replace("<rss", BOMB + "<rss") + FOOT, "abbreviations of its own"),
        (HEAD + "<item><title>&undefined;</title></item>" + FOOT, "line 6"),
    ],
    ids=["empty", "a page", "words", "cut", "definitions", "unknown abbreviation"],
)
def test_what_is_no_export_is_refused_with_a_sentence(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "old.xml"
    path.write_text(content)
    with pytest.raises(UnreadableExport, match=words) as refusal:
        read(path)
    assert "old.xml" in str(refusal.value)


def test_a_packed_file_that_was_cut_is_refused(tmp_path: Path) -> None:
    whole = gzip.compress(write(tmp_path / "a.xml", [Old(n) for n in range(1, 50)]).read_bytes())
    path = tmp_path / "old.xml.gz"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnreadableExport, match="ends before it should"):
        read(path)


def test_the_addresses_of_an_item_are_all_those_it_had(tmp_path: Path) -> None:
    items = read(
        write(
            tmp_path / "old.xml",
            [
                Old(7, address=f"{BASE}/index.php/2019/01/14/hello/"),
                Old(8, kind="page", slug="about"),
                Old(9, status="draft", address=f"{BASE}/?p=9"),
                Old(10, kind="attachment", file_address=f"{BASE}/wp-content/uploads/2019/01/rules.pdf"),
            ],
        )
    ).items
    assert addresses.of(items[0]) == ["/2019/01/14/hello", "/?p=7"]
    assert addresses.of(items[1]) == ["/about", "/?page_id=8", "/?p=8"]
    assert addresses.of(items[2]) == ["/?p=9"]
    assert "/wp-content/uploads/2019/01/rules.pdf" in addresses.of(items[3])
    assert addresses.without_index("/index.php/2019/01/14/hello/") == "/2019/01/14/hello/"
    assert addresses.numbered("/index.php", "p=7&x=1") == "/?p=7"
    assert addresses.numbered("/find/", "p=7") == ""
    assert addresses.numbered("/", "p=7' OR 1=1") == ""
