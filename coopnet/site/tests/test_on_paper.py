"""The words of pages on paper: every word in its order, nothing else, whatever the HTML."""

from datetime import date

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from coopnet.kit.models import Network
from coopnet.kit.paper import NotSet, render
from coopnet.kit.tests import pdf_words
from coopnet.site.models import SectionPage
from coopnet.site.on_paper import BEGIN, END, MIDDLE, TEMPLATE, blocks, page_paper
from coopnet.site.tree import make_tree
from tests.roles import BEGAN_AT, BY

PAGE = """<h2>Who we <b>are</b></h2><p>Words &amp; more.<br>Second line <a href="https://a.example/x">a link</a>,
<a href="/here/">here</a>.</p><ul><li>One<li>Two <ul><li>Two a</li></ul></li></ul><ol><li><p>First</p></li></ol>
<script>alert(1)</script><svg><title>No</title></svg><img src="x" alt="A grey sea">
<table><caption>Cap</caption><tr><th>A</th><th>B</th></tr><tr><td>1</td><td><p>2</p></td></tr></table>Tail"""


def test_a_page_becomes_blocks() -> None:
    assert blocks(PAGE) == [
        ("h2", "Who we are"), ("p", "Words & more."),
        ("p", f"Second line {BEGIN}https://a.example/x{MIDDLE}a link{END} (https://a.example/x), here."),
        ("ul", ["One", "Two", "Two a"]), ("ol", ["First"]),
        ("p", "[Picture: A grey sea]"), ("p", "Cap"), ("table", [["A", "B"], ["1", "2"]]), ("p", "Tail"),
    ]  # fmt: skip


@given(st.lists(st.sampled_from(["<p>", "</p>", "<ul>", "<li>", "</ul>", "<table>", "<tr>", "<td>", "</table>", "<h2>",
                                 "</h2>", "<script>", "</script>", "a", "&lt;b&gt;", "#x", "<!--", "<"])))  # fmt: skip
def test_no_html_breaks_it(parts: list[str]) -> None:
    for kind, words in blocks("".join(parts)):
        assert kind in {"p", "h2", "h3", "ul", "ol", "table"}
        assert words


def test_a_table_keeps_its_columns_whatever_stands_in_a_cell() -> None:
    html = """<table><tr><th>A</th><th>B</th></tr><tr><td><p>1</p><p>2</p></td><td><ul><li>3<li>4</ul></td></tr>
    <tr><td>5<table><tr><td>6</td><td>7</td></tr></table>8</td><td></td></tr></table><p>After</p>"""
    table = [["A", "B"], ["1 2", "3 4"], ["5 6 7 8", ""]]
    assert blocks(html) == [("table", table), ("p", "After")]


def test_a_step_with_a_heading_is_one_step() -> None:
    html = """<ol><li><h3>Ask</h3><p>Ring us.</p><p>Or write.</p></li><li><h3>Wait</h3></li>
    <li>You need: <ul><li><h4></h4><p>a pen</p></li></ul></li></ol>"""
    assert blocks(html) == [("ol", ["Ask: Ring us. Or write.", "Wait", "You need:", "a pen"])]


@pytest.mark.parametrize("href, told", [
    ("/join/", "https://b.example/join/"), ("mailto:a@example.org", "mailto:a@example.org"),
    ("javascript:alert(1)", ""), ("//c.example/", ""), ("data:text/html,x", ""), ("#top", ""), ("", ""),
    (f"https://b.example/{BEGIN}x{END}", "https://b.example/x"),
])  # fmt: skip
def test_only_plain_addresses_are_linked(href: str, told: str) -> None:
    ((_, words),) = blocks(f'<p>a <a href="{href}">b{END}</a> c</p>', "https://b.example")
    assert words == (f"a {BEGIN}{told}{MIDDLE}b{END} c" if told else "a b c")


HARD = [
    "<h3>A small heading first</h3><p>x</p>", "<p>\U0001f600 \u6c49\u5b57</p>", "<h2>\U0001f600</h2>", "",
    "<table><tr><th>Only</th></tr></table>", "<ul><li><a href='https://[bad'>x</a></li></ul>",
    "<h2><a href='/x/'>y</a></h2>", "<p>a\x01b</p>", "<ol><li>" + "\u4e00\u4e01\u4e02" * 99 + "</li></ol>",
]  # fmt: skip


@pytest.mark.parametrize("html", HARD, ids=range(len(HARD)))
def test_what_people_put_on_pages_can_be_set(html: str) -> None:
    data = {"network": "N", "address": "/x/", "on": "today", "blocks": blocks(html, "https://b.example")}
    assert render(TEMPLATE, data, title="T", day=date(2026, 6, 1)).startswith(b"%PDF")


def test_the_control_a_small_heading_first_is_refused_by_the_standard() -> None:
    data = {"network": "N", "address": "/x/", "on": "today", "blocks": [("h3", "Small")]}
    with pytest.raises(NotSet, match="skipped"):
        render(TEMPLATE, data, title="T", day=date(2026, 6, 1))


@pytest.mark.django_db
def test_the_briefing_is_a_paper_for_everybody(client: Client, network: Network) -> None:
    assert client.get("/join/briefing/pdf/").status_code == 404  # nobody wrote one yet
    make_tree(network=network, by=BY, at=BEGAN_AT)
    assert "/join/briefing/pdf/" in client.get("/join/briefing/").text
    answer = client.get("/join/briefing/pdf/")
    assert answer.headers["Content-Type"] == "application/pdf"
    page = SectionPage.objects.get(slug="briefing")
    assert answer.content == page_paper(page, answer.wsgi_request.today)  # type: ignore[attr-defined]  # by our middleware
    assert b"/StructTreeRoot" in answer.content
    assert 1 <= pdf_words.pages(answer.content) <= 2
    said = pdf_words.words(answer.content)
    assert "A briefing for governors" in said
    assert "/join/briefing/, as it stood on" in said
    assert "Take it as a PDF · Write to your ambassador" in said
    page.unpublish()
    assert client.get("/join/briefing/pdf/").status_code == 404
