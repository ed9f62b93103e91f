"""Pages in a language whose words are accented and two fifths longer: nothing runs over, nothing is cut off."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser import serving
from tests.words import pseudo, pseudo_catalogue, put

pytestmark = pytest.mark.browser

WIDTHS = (390, 1280)
PAGES = (
    "/", "/join/", "/find/", "/find/?q=helston", "/schools/105106/", "/regions/western/", "/contact/", "/sign-in/",
    "/help/", "/reading/", "/facts/", "/changes/",
)  # fmt: skip
OFFICER = ("/to-do/", "/enquiries/", "/people/", "/letters/")

# Every line of text that can be seen: inside the window, inside whatever cuts off, and inside its button.
CLIPPED = """() => {
  const wrong = [], wide = document.documentElement.clientWidth;
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, words = node.textContent.trim(), home = node.parentElement;
    if (!words || home.closest('.vh, .skip, script, title, desc, select, textarea')) continue;
    if (!home.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const r of range.getClientRects()) {
      if (r.width < 1 || r.right <= 0) continue;  // left of the window: for those who listen
      let cut = '', rolls = false;
      for (let at = home; at && !cut; at = at.parentElement) {
        const box = at.getBoundingClientRect(), style = getComputedStyle(at);
        const holds = at.matches('button, .btn, .tag, input') && style.display !== 'inline';
        const across = holds || ['hidden', 'clip'].includes(style.overflowX);
        const down = holds || ['hidden', 'clip'].includes(style.overflowY);
        if (across && (r.left < box.left - 1 || r.right > box.right + 1)) cut = at.tagName + '.' + at.className;
        if (down && (r.top < box.top - 4 || r.bottom > box.bottom + 4)) cut = at.tagName + '.' + at.className;
        if ((rolls = ['auto', 'scroll'].includes(style.overflowX))) break;
      }
      if (!cut && !rolls && (r.left < -1 || r.right > wide + 1)) cut = 'the window';
      if (cut) { wrong.push(`${words.slice(0, 60)} | cut off by ${cut}`); break; }
    }
  }
  // A narrow table says the heads of its columns by itself, where no text can be measured.
  for (const cell of document.querySelectorAll('td[data-l]'))
    if (cell.scrollWidth > cell.clientWidth + 1) wrong.push(`${cell.dataset.l} | wider than its cell`);
  return wrong;
}"""


def faults(page: Page) -> list[str]:
    """What runs over or is cut off at each width."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            found.append(f"{width}: it scrolls sideways, {wide}")
        found += [f"{width}: {fault}" for fault in page.evaluate(CLIPPED)]
        closed = page.locator("details.menu > summary")
        if closed.is_visible():
            closed.click()
            found += [f"{width}, menu: {fault}" for fault in page.evaluate(CLIPPED)]
            closed.click()
    return found


@pytest.fixture(scope="session")
def spoken(told: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo network, served with a whole catalogue of the other language."""
    folder, env = told
    own = tmp_path_factory.mktemp("spoken") / "data"
    shutil.copytree(folder, own)
    put(own / "locale", pseudo_catalogue())
    with serving(own, env) as address:
        yield address


@pytest.fixture
def reader(chromium: Browser, spoken: str) -> Iterator[BrowserContext]:
    """Somebody who has chosen the language on the page of reading settings."""
    context = chromium.new_context(base_url=spoken, viewport={"width": 390, "height": 844}, java_script_enabled=True)
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto("/help/")
    page.get_by_role("link", name="Cymraeg").click()
    page.get_by_label("Cymraeg").check()
    page.get_by_role("button", name="Keep these settings").click()
    page.wait_for_url("**/reading/?kept=1")
    assert page.locator("html").get_attribute("lang") == "cy"
    page.close()
    yield context
    context.close()


def test_pages_have_room_for_longer_words(reader: BrowserContext) -> None:
    page = reader.new_page()
    wrong = {}
    for address in PAGES:
        page.goto(address)
        assert pseudo("Skip to main content") in page.content()
        if found := faults(page):
            wrong[address] = found
    assert wrong == {}, wrong


def test_officers_pages_have_room_for_longer_words(reader: BrowserContext) -> None:
    page = reader.new_page()
    page.goto("/be/")
    page.get_by_role("button", name="Hazel Merrydew").click()
    page.wait_for_url("**/to-do/")
    wrong = {}
    for address in OFFICER:
        page.goto(address)
        assert pseudo("Skip to main content") in page.content()
        if found := faults(page):
            wrong[address] = found
    assert wrong == {}, wrong


POOR = """<!doctype html><html lang="cy"><title>Poor</title><main>
<p style="width: 120px; overflow: hidden; white-space: nowrap">A line that is cut off at its end, without a sign</p>
<p style="height: 20px; width: 60px; overflow: hidden">Several lines in a box with room for one of them</p>
<button style="width: 40px; overflow: visible; white-space: nowrap">A long word on a small button</button>
<p style="width: 1400px">{}</p></main></html>"""


def test_the_eyes_see_what_is_cut_off(chromium: Browser) -> None:
    """The control."""
    page = chromium.new_page()
    page.set_content(POOR.replace("{}", "word " * 60))
    found = faults(page)
    page.close()
    for words in ("A line that is cut off", "Several lines", "A long word on a small button"):
        for width in WIDTHS:
            assert any(fault.startswith(f"{width}: {words}") for fault in found), found
    assert any(fault.startswith("1280: it scrolls sideways") for fault in found), found
