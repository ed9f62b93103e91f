"""Every page: open at three widths, light and dark, with and without JavaScript, by keyboard, within its bytes."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.walk import PUBLIC, SCHEMES, WIDTHS, listen, look, outline

# Compressed bytes of a first visit without pictures, and requests (interface.md, section 7).
FIRST_VISIT = 60 * 1024
REQUESTS = 6


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_is_accessible_at_every_width_light_and_dark(chromium: Browser, demo: str, address: str) -> None:
    faults = []
    for scheme in SCHEMES:
        context = chromium.new_context(base_url=demo, color_scheme=scheme, locale="en-GB")
        page = context.new_page()
        heard: list[str] = []
        listen(page, heard)
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == (404 if address == "/nothing-here/" else 200), address
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 844})
            faults += [f"{width} {scheme}: {fault}" for fault in look(page)]
        faults += heard
        context.close()
    assert not faults, faults


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_keeps_its_budget_and_asks_nobody_else(context: BrowserContext, demo: str, address: str) -> None:
    page = context.new_page()
    foreign: list[str] = []
    page.on("request", lambda request: foreign.append(request.url) if not request.url.startswith(demo) else None)
    page.goto(address)
    page.wait_for_load_state("load")
    sizes = page.evaluate(
        "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
        ".map(e => [e.name, e.encodedBodySize])"
    )
    assert not [url for url in foreign if not url.startswith("data:")]
    assert len(sizes) <= REQUESTS, sizes
    # Static files are compressed by the production server, not by the test server: count them as gzip would.
    assert sum(size for _, size in sizes) <= FIRST_VISIT * 1.5, sizes


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_says_the_same_without_javascript(
    chromium: Browser, context: BrowserContext, demo: str, address: str
) -> None:
    plain = chromium.new_context(
        base_url=demo, viewport={"width": 390, "height": 844}, java_script_enabled=False, locale="en-GB"
    )
    try:
        without = outline(plain, address)
        with_it = outline(context, address)
    finally:
        plain.close()
    assert without["headings"] == with_it["headings"]
    assert without["fields"] == with_it["fields"]
    assert without["links"] == with_it["links"]


def _walk_by_keyboard(page: Page) -> list[str]:
    """Press Tab through the page; say what took the focus, and stop when it leaves the page or comes round."""
    seen: list[str] = []
    for _ in range(400):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "(() => { const e = document.activeElement; if (!e || e === document.body) return '';"
            " const r = e.getBoundingClientRect(); const s = getComputedStyle(e);"
            " const shown = r.width > 0 && r.height > 0;"
            " const ring = s.outlineStyle !== 'none' || s.boxShadow !== 'none' || e.matches('.skip');"
            " return [e.tagName, e.id || e.getAttribute('href') || e.name || e.textContent.trim().slice(0, 30),"
            " shown ? 'shown' : 'hidden', ring ? 'ring' : 'no ring'].join('|'); })()"
        )
        if not here:
            break
        seen.append(here)
    return seen


@pytest.mark.parametrize("address", ["/", "/find/?q=helston", "/regions/western/", "/schools/105106/", "/reading/"])
def test_a_page_can_be_walked_by_keyboard(page: Page, address: str) -> None:
    page.goto(address)
    seen = _walk_by_keyboard(page)
    assert seen, "nothing took the focus"
    assert seen[0].startswith("A|#main"), seen[0]
    assert len(seen) < 400, "the focus never left the page"
    assert not [stop for stop in seen if stop.endswith("no ring") or "|hidden|" in stop], seen


def test_the_skip_link_leads_past_the_bar(page: Page) -> None:
    page.goto("/help/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_the_region_line_remembers_the_choice(page: Page) -> None:
    page.goto("/help/")
    page.locator(".place summary").click()
    page.get_by_role("navigation", name="Region").get_by_role("link", name="Western").click()
    page.wait_for_url("**/regions/western/")
    page.goto("/help/")
    assert "Western" in page.locator("[data-place-now]").inner_text()
