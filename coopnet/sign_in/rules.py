"""Figures and judgements of signing in. Pure."""

from datetime import datetime, timedelta

CODE_LIFE = timedelta(minutes=10)
TRIES_HERE = 4  # in the browser that asked for the code
TRIES_ELSEWHERE = 3  # in all other browsers together, so that a stranger cannot use up the owner's tries
PROOF_LIFE = timedelta(minutes=10)  # how long a proof serves for changes to the account
RECOVERY_LIFE = timedelta(hours=24)
OFFICER_SESSION = timedelta(hours=12)
MEMBER_SESSION = timedelta(days=14)
MOST_PASSKEYS = 10
FEW_RECOVERY_CODES = 3

_SYSTEMS = (
    ("iphone", "iPhone"),
    ("ipad", "iPad"),
    ("android", "Android"),
    ("windows", "Windows"),
    ("mac os x", "Mac"),
    ("cros", "Chromebook"),
    ("linux", "Linux"),
)
_BROWSERS = (("edg", "Edge"), ("firefox", "Firefox"), ("chrome", "Chrome"), ("safari", "Safari"))


def browser_words(user_agent: str) -> str:
    """A browser for people: "Firefox on Windows". What a browser says of itself may be untrue."""
    text = user_agent.lower()
    browser = next((words for mark, words in _BROWSERS if mark in text), "")
    system = next((words for mark, words in _SYSTEMS if mark in text), "")
    if browser and system:
        return f"{browser} on {system}"
    return browser or system or "A browser that does not name itself"


def veiled(email: str) -> str:
    """An address that its owner knows again and a bystander does not: ``s…@example.org``."""
    name, _, place = email.partition("@")
    return f"{name[:1]}…@{place}"


def fresh(proved_at: float | None, now: datetime) -> bool:
    """Whether a proof is young enough for a change to the account."""
    if proved_at is None:
        return False
    age = now.timestamp() - proved_at
    return 0 <= age < PROOF_LIFE.total_seconds()


def why_not_recover(*, owner: int, asked_by: int, confirmed_by: int | None = None) -> str:
    """Why these people may not let the owner back in, or nothing. Two others are needed, each a person of their own."""
    if asked_by == owner:
        return "You cannot ask for yourself. Another officer must ask."
    if confirmed_by == owner:
        return "You cannot confirm for yourself. Another officer must confirm."
    if confirmed_by is not None and confirmed_by == asked_by:
        return "You asked for this yourself. A second officer must confirm."
    return ""
