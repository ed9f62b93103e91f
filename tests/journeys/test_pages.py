"""Every page: at three widths, light and dark, with and without JavaScript, by keyboard, within its bytes."""

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.walk import EVERY_LOOK, LOOKS, PUBLIC, Look, listen, look_at, outline

# Compressed bytes of a first visit without pictures, and requests (interface.md, section 7).
FIRST_VISIT = 60 * 1024
REQUESTS = 6


pytestmark = pytest.mark.browser


def weight(page: Page) -> list[str]:
    """What a first visit weighs over its budget, and whom it asked besides us."""
    sizes = page.evaluate(
        "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
        ".map(e => [e.name, e.encodedBodySize])"
    )
    faults = [] if len(sizes) <= REQUESTS else [f"{len(sizes)} requests: {sizes}"]
    # Static files are compressed by the production server, not by the test server: count them as gzip would.
    total = sum(size for _, size in sizes)
    return faults if total <= FIRST_VISIT * 1.5 else [*faults, f"{total} bytes: {sizes}"]


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_is_accessible_light_in_bytes_and_whole_without_javascript(
    chromium: Browser, demo: str, address: str
) -> None:
    outlines = []
    faults: list[str] = []
    for script in (True, False):
        context = chromium.new_context(
            base_url=demo, viewport={"width": 390, "height": 844}, java_script_enabled=script, locale="en-GB"
        )
        try:
            page = context.new_page()
            listen(page, faults, demo)
            answer = page.goto(address)
            assert answer is not None
            assert answer.status == (404 if address == "/nothing-here/" else 200), address
            outlines.append(outline(page))
            if script:
                faults += weight(page)
                faults += look_at(page, LOOKS)
        finally:
            context.close()
    assert not faults, faults
    assert outlines[0] == outlines[1]


POOR = """<!doctype html><html lang="en-GB"><title>Poor</title><main><h1>Poor</h1>
<style>@media (prefers-color-scheme: dark) { p { color: #333; background: #222 } }
button { width: 9px; height: 9px; padding: 0; border: 0 }</style>
<p style="width: 600px">Words</p><button>one</button><button>two</button></main></html>"""


@pytest.mark.parametrize("looks", [LOOKS, EVERY_LOOK], ids=["push", "every"])
def test_the_eyes_of_these_walks_see_what_is_poor(page: Page, looks: tuple[Look, ...]) -> None:
    """The control: words too faint in the dark, targets too small, a line too wide for a phone."""
    page.set_content(POOR)
    told = look_at(page, looks)
    assert any("dark: axe color-contrast" in fault for fault in told), told
    assert any("320 light: axe target-size" in fault for fault in told), told
    assert any("390 light: it scrolls sideways" in fault for fault in told), told


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
    page.wait_for_url("**#main")


def test_the_region_line_remembers_the_choice(page: Page) -> None:
    page.goto("/help/")
    page.locator(".place summary").click()
    page.get_by_role("navigation", name="Region").get_by_role("link", name="Western").click()
    page.wait_for_url("**/regions/western/")
    page.goto("/help/")
    assert "Western" in page.locator("[data-place-now]").inner_text()
