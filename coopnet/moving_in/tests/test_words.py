"""The words of pages on paper: every word in its order, nothing else, whatever the HTML."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopnet.kit.models import Network
from coopnet.moving_in.tests.test_way_out import AT
from coopnet.moving_in.way_out.words import blocks
from coopnet.moving_in.way_out.writing import write
from coopnet.site.tree import make_tree
from coopnet.subscriptions.tests.test_invoices import prepared, sent
from tests.roles import BEGAN_AT, BY

PAGE = """<h2>Who we <b>are</b></h2><p>Words &amp; more.<br>Second line <a href="https://a.example/x">a link</a>,
<a href="/here/">here</a>.</p><ul><li>One<li>Two <ul><li>Two a</li></ul></li></ul><ol><li><p>First</p></li></ol>
<script>alert(1)</script><svg><title>No</title></svg><img src="x" alt="A grey sea">
<table><caption>Cap</caption><tr><th>A</th><th>B</th></tr><tr><td>1</td><td><p>2</p></td></tr></table>Tail"""


def test_a_page_becomes_blocks() -> None:
    assert blocks(PAGE) == [
        ("h2", "Who we are"), ("p", "Words & more."),
        ("p", "Second line a link (https://a.example/x), here."), ("ul", ["One", "Two", "Two a"]), ("ol", ["First"]),
        ("p", "[Picture: A grey sea]"), ("p", "Cap"), ("table", [["A", "B"], ["1", "2"]]), ("p", "Tail"),
    ]  # fmt: skip


@given(st.lists(st.sampled_from(["<p>", "</p>", "<ul>", "<li>", "</ul>", "<table>", "<tr>", "<td>", "</table>", "<h2>",
                                 "</h2>", "<script>", "</script>", "a", "&lt;b&gt;", "#x", "<!--", "<"])))  # fmt: skip
def test_no_html_breaks_it(parts: list[str]) -> None:
    for kind, words in blocks("".join(parts)):
        assert kind in {"p", "h2", "h3", "ul", "ol", "table"}
        assert words


@pytest.mark.django_db
def test_pages_and_invoices_go_out_as_pdf(network: Network) -> None:
    prepared()
    sent()
    make_tree(network=network, by=BY, at=BEGAN_AT)
    file = BytesIO()
    written = write(file, at=AT)
    archive = zipfile.ZipFile(file)
    papers = [name for name in archive.namelist() if name.startswith("papers/")]
    assert len(papers) == written.pages + 1
    assert written.pages > 5
    assert written.invoices == 1
    assert all(archive.read(name).startswith(b"%PDF") for name in papers)
