"""What is left of an old page: its words in a few forms, and nothing that runs."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopnet.moving_in.wordpress.cleaning import clean

TAGS = {"p", "h2", "h3", "ul", "ol", "li", "b", "i", "br", "a"}
HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//e.example></SCRIPT>",
    "<<script>script>alert(1)<</script>/script>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    '<a href="javascript:alert(1)">a</a>',
    '<a href="java\tscript:alert(1)">a</a>',
    '<a href="&#106;avascript:alert(1)">a</a>',
    '<a href="data:text/html,x">a</a>',
    '<a href="vbscript:x" onclick="x()">a</a>',
    '<a linktype="page" id="1">a</a>',
    "<svg><script>alert(1)</script><a xlink:href='javascript:1'>a</a></svg>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<iframe src='https://e.example'></iframe>",
    "<object data='x'></object><embed src='x'>",
    "<form action='https://e.example'><input name='password'></form>",
    "<p style='background:url(javascript:1)' onmouseover='x()'>a</p>",
    "<style>body{display:none}</style>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!--><script>alert(1)</script>-->",
    "<base href='https://e.example/'><link rel=stylesheet href=x><meta http-equiv=refresh content='0;url=x'>",
    "<a href='https://e.example' target=_blank rel='x' data-own='1' linktype='document'>a</a>",
    "[gallery ids='1,2' onload='x()']",
    "<details open ontoggle=alert(1)>a</details>",
]


def nothing(address: str) -> dict[str, str] | None:
    """No link leads to anything brought along."""
    return None


def only_known(html: str) -> None:
    """Every tag is one of ours, and has no more than an address or the mark of a link of ours."""
    for name, rest in re.findall(r"<\s*/?\s*([a-zA-Z!][^\s/>]*)([^>]*)>", html):
        assert name in TAGS, html
        names = set(re.findall(r"([\w-]+)\s*=", re.sub(r'"[^"]*"', '""', rest)))
        assert names <= ({"href", "linktype", "id"} if name == "a" else set()), html
    for address in re.findall(r'href="([^"]*)"', html):
        scheme = re.match(r"\s*([a-z][a-z0-9+.-]*):", re.sub(r"[\x00-\x20]", "", address), re.IGNORECASE)
        assert scheme is None or scheme.group(1).lower() in {"http", "https", "mailto", "tel", "ftp"}, html


@pytest.mark.parametrize("body", HOSTILE)
def test_nothing_that_runs_is_left(body: str) -> None:
    html = clean(f"<p>before</p>{body}<p>after</p>", nothing).html
    only_known(html)
    assert "linktype" not in html
    assert "before" in html


@given(st.lists(st.sampled_from([*HOSTILE, "<p>", "</p>", "<b>", "words", "<", ">", '"', "&lt;", "\n\n"]), max_size=12))
@settings(max_examples=60)
def test_no_mixture_leaves_anything_that_runs(pieces: list[str]) -> None:
    only_known(clean("".join(pieces), nothing).html)


def test_the_check_of_these_tests_sees_what_runs() -> None:
    """The control."""
    for html in ("<script>x</script>", '<p onclick="x">a</p>', '<a href="javascript:1">a</a>'):
        with pytest.raises(AssertionError):
            only_known(html)


def test_words_keep_their_form() -> None:
    body = (
        "<!-- wp:heading --><h1 class='x'>Title</h1><!-- /wp:heading --><div><p>One <strong>two</strong></p></div>"
        "<ul><li>a</li><li></li></ul><table><tr><td>1</td><td>2</td></tr></table><p>&nbsp;</p>"
    )
    assert clean(body, nothing).html == "<h2>Title</h2><p>One <b>two</b></p><ul><li>a</li></ul><p>1 2 </p>"


def test_bare_lines_become_paragraphs() -> None:
    assert clean("one\r\ntwo\r\n\r\nthree", nothing).html == "<p>one<br/>two</p><p>three</p>"


def test_pictures_leave_the_text_and_are_listed() -> None:
    found = clean("<p>a<img src='/wp-content/a.jpg' alt='x'>b</p><img><img src='/wp-content/a.jpg'>", nothing)
    assert found.html == "<p>ab</p>"
    assert found.pictures == ("/wp-content/a.jpg",)


def test_links_to_what_came_along_lead_there() -> None:
    def target(address: str) -> dict[str, str] | None:
        return {"linktype": "page", "id": "7"} if address == "/?p=4" else None

    html = clean('<p><a href="/?p=4">in</a> <a href="https://e.example/">out</a></p>', target).html
    assert html == '<p><a id="7" linktype="page">in</a> <a href="https://e.example/">out</a></p>'
