"""Which pages the browser opens, and what it looks at on each."""

from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

# One address for each public template; the story of the demo stands behind them.
PUBLIC = (
    "/",
    "/regions/",
    "/regions/western/",
    "/regions/london-and-south-east/",
    "/find/",
    "/find/?q=helston",
    "/find/?q=zzzzqq",
    "/schools/105106/",
    "/schools/108087/",
    "/authorities/908/",
    "/changes/",
    "/changes/register/",
    "/regions/western/boundaries/",
    "/facts/",
    "/about/",
    "/trusts/16865/",
    "/help/",
    "/privacy/",
    "/accessibility/",
    "/reading/",
    "/status/",
    "/sign-in/",
    "/nothing-here/",
)

# Pages of the page editor and of sign-in's own framework are judged elsewhere.
OFFICER = (
    "/to-do/",
    "/schools/enter/",
    "/schools/to-look-at/",
    "/schools/105106/co-operative/",
    "/people/add/",
    "/roles/mine/",
    "/roles/begin/",
    "/record/1/",
    "/regions/boundaries/",
    "/people/",
    "/roles/",
    "/letters/",
    "/record/",
    "/account/",
    "/account/my-data/",
)

WIDTHS = (320, 390, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def listen(page: Page, faults: list[str]) -> None:
    """Collect errors of scripts, refused resources and breaches of the content policy."""
    page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
    page.on(
        "console",
        lambda message: (
            faults.append(f"console: {message.text[:200]}")
            if message.type == "error" and "404" not in message.text
            else None
        ),
    )


def look(page: Page) -> list[str]:
    """Axe, sideways scrolling and the shape of headings of the page that is open."""
    faults = []
    results = Axe().run(page, options={"resultTypes": ["violations"]})
    for violation in results.response["violations"]:
        nodes = ", ".join(" ".join(node["target"]) for node in violation["nodes"][:3])
        faults.append(f"axe {violation['id']}: {nodes}")
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"):
        faults.append("it scrolls sideways")
    if page.locator("h1").count() != 1:
        faults.append(f"it has {page.locator('h1').count()} first headings")
    return faults


def outline(context: BrowserContext, address: str) -> dict[str, object]:
    """Headings, links and fields of a page: what must be there with and without JavaScript."""
    page = context.new_page()
    try:
        answer = page.goto(address)
        return {
            "status": answer.status if answer else None,
            "headings": page.locator("h1, h2").all_inner_texts(),
            "links": page.locator("a[href]").count(),
            "fields": page.locator("input:not([type=hidden]), select, textarea, button").count(),
        }
    finally:
        page.close()
