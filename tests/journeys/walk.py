"""Which pages the browser opens, and what it looks at on each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()

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
    "/privacy/how-long/",
    "/accessibility/",
    "/reading/",
    "/status/",
    "/sign-in/",
    "/sign-in/password/",
    "/join/",
    "/join/briefing/",
    "/support/",
    "/support/models/",
    "/support/improvement/",
    "/voice/",
    "/newsletter/",
    "/newsletter/asked/",
    "/newsletter/1/",
    "/contact/",
    "/contact/?region=central",
    "/contact/sent/",
    "/help/confidence/",
    "/help/confidence/?region=western",
    "/help/confidence/sent/",
    "/volunteers/",
    "/volunteers/?on=2026-06-01",
    "/library/",
    "/library/rules-of-the-society/",
    "/members/",
    "/join/apply/",
    "/join/apply/?q=mak",
    "/join/apply/you/?s=900011",
    "/join/apply/you/?s=900022",
    "/join/apply/sent/",
    "/join/price/",
    "/join/price/?s=900022",
    "/rules/",
    "/decisions/",
    "/decisions/western-board-2026-06-11-1/",
    "/money/",
    "/money/funds/",
    "/money/funds/books-for-small-schools/",
    "/rules/general-meeting/notice/",
    "/news/",
    "/news/?region=central",
    "/regions/western/forum-at-braunton/",
    "/urgent/",
    "/urgent/storm-over-the-south-west/",
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
    "/letters/not-delivered/",
    "/letters/not-delivered/2/",
    "/letters/refusals/",
    "/letters/set-up/",
    "/letters/set-up/?selector=s1",
    "/record/",
    "/account/",
    "/account/my-data/",
    "/enquiries/",
    "/enquiries/?group=closed",
    "/enquiries/replies/",
    "/enquiries/away/",
    "/moving-in/",
    "/moving-in/everything/",
    "/rehearsal/",
    "/help/requests/",
    "/volunteers/me/",
    "/volunteers/people/",
    "/hand-over/",
    "/hand-over/7/",
    "/complaints/",
    "/schools/900901/before-you-ring/",
    "/news/posts/",
    "/pages/",
    "/news/write/",
    "/library/add/",
    "/first-days/",
    "/first-days/51/",
    "/first-days/53/",
    "/first-days/steps/",
    "/our-first-days/how-it-went/",
    "/members/again/",
    "/members/list/",
    "/members/load/",
    "/members/register/",
    "/prices/set/",
    "/rules/general-meeting/notice/change/",
    "/members/53/",
    "/applications/",
    "/mailings/",
    "/moving-in/folder/",
    "/moving-in/wordpress/",
    "/mailings/write/",
    "/our-school/",
    "/decisions/record/",
    "/money/2025/behind/spent-voice/",
    "/money/entries/1/",
    "/money/second/",
    "/money/expenses/",
    "/urgent/raise/",
    "/account/sessions/",
    "/account/password/",
    "/account/app/",
    "/account/passkeys/add/",
    "/account/recovery-codes/",
    "/account/recovery/",
)

# The books are the treasurer's alone.
TREASURER = (
    "/invoices/",
    "/invoices/run/",
    "/invoices/supplier/",
    "/invoices/1/",
    "/invoices/54/settle/",
    "/invoices/second/",
    "/bank/",
    "/bank/1/",
    "/bank/agree/",
    "/late/",
    "/late/54/",
    "/late/ending/",
    "/money/books/",
    "/money/books/open/",
    "/money/books/enter/",
    "/money/books/release/",
    "/money/books/divide/",
    "/money/books/funds/add/",
    "/money/books/close/",
    "/money/books/where/",
    "/money/books/plan/2026/",
    "/money/expenses/rate/",
)


Scheme: TypeAlias = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Look:
    """One way to look at a page: how wide, in which colours, and by which rules of axe (empty: all)."""

    width: int
    scheme: Scheme
    rules: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.width} {self.scheme}"


# Dark changes colours and nothing else; 320 and 390 share every rule of the style sheet, which breaks at 40em alone.
# So a push is judged by what can differ from one look to the next, and ``make prove NAME=looks`` by everything.
_COLOUR = ("color-contrast", "link-in-text-block")
_LAYOUT = ("target-size", "scrollable-region-focusable")
LOOKS = (
    Look(390, "light"),
    Look(320, "light", _LAYOUT),
    Look(1280, "light"),
    Look(1280, "dark", _COLOUR),
    Look(390, "dark", _COLOUR),
)
EVERY_LOOK = tuple(Look(width, scheme) for scheme in get_args(Scheme) for width in (320, 390, 1280))


def listen(page: Page, faults: list[str], base: str = "") -> None:
    """Collect errors of scripts, refused resources and breaches of the content policy; with ``base``, strangers too."""
    page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
    page.on(
        "console",
        lambda message: (
            faults.append(f"console: {message.text[:200]}")
            if message.type == "error" and "404" not in message.text
            else None
        ),
    )
    if base:
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith((base, "data:")) else faults.append(f"it asks {request.url}")
            ),
        )


def look(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """Axe, sideways scrolling and the shape of headings of the page that is open. No rules: all of them."""
    faults = []
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE.axe_script)
    # The size of targets (WCAG 2.2) is judged only when it is asked for.
    options: dict[str, object] = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
    if rules:
        options |= {"runOnly": {"type": "rule", "values": list(rules)}}
    for violation in page.evaluate("options => axe.run(document, options)", options)["violations"]:
        nodes = ", ".join(" ".join(map(str, node["target"])) for node in violation["nodes"][:3])
        faults.append(f"axe {violation['id']}: {nodes}")
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"):
        faults.append("it scrolls sideways")
    if page.locator("h1").count() != 1:
        faults.append(f"it has {page.locator('h1').count()} first headings")
    return faults


def look_at(page: Page, looks: Sequence[Look]) -> list[str]:
    """Every look at the page that is open, without loading it again."""
    faults = []
    for one in looks:
        page.set_viewport_size({"width": one.width, "height": 844})
        page.emulate_media(color_scheme=one.scheme)
        faults += [f"{one}: {fault}" for fault in look(page, one.rules)]
    return faults


def outline(page: Page) -> dict[str, object]:
    """Headings, links and fields of the page that is open: what must be there with and without JavaScript."""
    return {
        "headings": page.locator("h1, h2").all_inner_texts(),
        "links": page.locator("a[href]").count(),
        "fields": page.locator("input:not([type=hidden]), select, textarea, button").count(),
    }
