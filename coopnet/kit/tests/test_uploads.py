"""Files that people send: the good ones are taken and bared, the others refused with a sentence."""

import io
import zlib

import pytest
from PIL import Image

from coopnet.kit.tests import hostile_files as files
from coopnet.kit.uploads import office, papers, pdf, pictures
from coopnet.kit.uploads.refusals import Refused, safe_name

PICTURES = list(files.pictures())
PAPERS = list(files.papers())


def test_there_are_more_than_sixty_tricks() -> None:
    assert len(PICTURES) + len(PAPERS) > 60


@pytest.mark.parametrize("trick, name, data", PICTURES, ids=[trick for trick, _, _ in PICTURES])
def test_a_picture_that_is_none_is_refused(trick: str, name: str, data: bytes) -> None:
    with pytest.raises(Refused, match=r"\."):
        pictures.clean(io.BytesIO(data), name)


@pytest.mark.parametrize("trick, name, data", PAPERS, ids=[trick for trick, _, _ in PAPERS])
def test_a_document_that_could_do_harm_is_refused(trick: str, name: str, data: bytes) -> None:
    with pytest.raises(Refused, match=r"\."):
        papers.clean(io.BytesIO(data), name)


@pytest.mark.parametrize("kind", pictures.KINDS)
def test_a_picture_is_taken(kind: str) -> None:
    made = pictures.clean(io.BytesIO(files.picture(kind)), "Our Hall.JPG")
    assert (made.name, made.width, made.height) == ("our-hall.jpg", 60, 40)
    assert Image.open(io.BytesIO(made.data)).format == "JPEG"


def test_where_a_picture_was_taken_stays_behind_and_it_stands_upright() -> None:
    sent = files.located()
    assert b"SECRET-PLACE" in sent
    made = pictures.clean(io.BytesIO(sent), "a.jpg")
    for secret in (b"SECRET", b"Exif", b"GPS"):
        assert secret not in made.data
    assert (made.width, made.height) == (40, 60)


def test_a_large_picture_is_made_smaller_and_a_see_through_one_stays_so() -> None:
    made = pictures.clean(io.BytesIO(files.picture(size=(4000, 1000))), "a.jpg")
    assert (made.width, made.height) == (1600, 400)
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    made = pictures.clean(out, "a.png")
    assert Image.open(io.BytesIO(made.data)).mode == "RGBA"


def test_what_hides_behind_a_picture_is_left_out() -> None:
    made = pictures.clean(io.BytesIO(files.picture() + b"<script>alert(1)</script>"), "a.jpg")
    assert b"script" not in made.data


@pytest.mark.parametrize(
    "name, data",
    [
        ("Terms.PDF", files.pdf()),
        ("a.pdf", files.pdf(files.packed(b"4 0 <</Type/Annot/A<</S/URI/URI(https://example.org/)>>>>"))),
        ("a.docx", files.package(("word/_rels/document.xml.rels", b'<R Type="x/hyperlink" TargetMode="External"/>'))),
        ("a.xlsx", files.package(main="xl/workbook.xml")),
        ("a.odt", files.opendocument(("Pictures/a.png", files.picture("PNG")))),
        ("a.csv", "name,town\nÉcole,Penzance\n".encode()),
        ("a.txt", b"Present: four.\r\n"),
    ],
)
def test_an_honest_document_is_taken_as_it_is(name: str, data: bytes) -> None:
    made = papers.clean(io.BytesIO(data), name)
    assert made.data == data
    assert made.suffix == name[-len(made.suffix) :].lower()


def test_pictures_inside_a_pdf_are_not_taken_for_scripts() -> None:
    """Packed points may hold any short run of letters."""
    points = zlib.compress(b"/JS /3D /AA /XFA /F " * 400)
    assert papers.clean(io.BytesIO(files.pdf(b"stream\n" + points + b"\nendstream\n")), "a.pdf")


@pytest.mark.parametrize(
    "sent, kept",
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\me\\Minutes 3 March.docx", "minutes-3-march.pdf"),
        ("annual\u202efdp.exe", "annual-fdp.pdf"),
        ("....", "file.pdf"),
        ("Ärger & Söhne.pdf", "a-rger-so-hne.pdf"),
        ("x" * 300, "x" * 60 + ".pdf"),
        ("a\x00b\n.pdf", "a-b.pdf"),
    ],
)
def test_names_of_files_are_ours(sent: str, kept: str) -> None:
    assert safe_name(sent, ".pdf") == kept


def test_the_guards_are_what_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: without looking inside, what could do harm is taken."""
    monkeypatch.setattr(pdf, "check", lambda data: None)
    monkeypatch.setattr(office, "check", lambda data, suffix: None)
    taken = 0
    for _, name, data in PAPERS:
        try:
            papers.clean(io.BytesIO(data), name)
            taken += 1
        except Refused:
            pass
    assert taken > 25
