"""Whole public pages, kept in memory for visitors until the next act or the next day.

Only what is the same for every visitor is kept: an answer of 200 to a GET without any cookie (but the reading settings,
which are a part of the key), that sets no cookie, holds no form's token and says nothing of the hour. Every change of
the network is an act in the record; the end of its chain is asked at each request, in one small question, so that no
process ever shows what another has changed.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock

from django.db import connection
from django.http import HttpRequest, HttpResponse

from coopnet.kit.clock import london_day, machine_now

# Pages that depend on the day and the record alone. What has an hour in it (status, urgent, help) is not among them.
_PAGES = re.compile(
    r"/(?:(?:regions|schools|trusts|authorities|changes|facts|about|news|find|join|support|voice|old-site|privacy|"
    r"accessibility)/.*)?"
)
_NOT = re.compile(r"/news/(?:write|posts)/|/schools/[^/]+/.|/schools/(?:enter|to-look-at)/|/regions/boundaries/")
_READING = re.compile(r"reading=[a-z0-9:&%\"]{0,120}", re.IGNORECASE)
_TYPES = ("text/html", "application/atom+xml", "application/xml")
# Bytes of bodies in one process; past it all go. A page of ours is some 8 kB when packed.
MOST_BYTES = 16 * 1024 * 1024
LARGEST = 512 * 1024
LONGEST_ADDRESS = 400
_END = "SELECT (SELECT digest FROM audit_head WHERE id = 1), (SELECT clock_offset FROM kit_network WHERE id = 1)"

Key = tuple[str, bool, str, str, bool]


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer as it was sent."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    tag: str


class _Store:
    """Answers that hold for one state of the network. Threads share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._state: tuple[str, ...] = ()
        self._answers: dict[Key, Kept] = {}
        self._bytes = 0

    def get(self, state: tuple[str, ...], key: Key) -> Kept | None:
        """The answer, if it was made in this state."""
        with self._lock:
            return self._answers.get(key) if self._state == state else None

    def put(self, state: tuple[str, ...], key: Key, kept: Kept) -> None:
        """Keep an answer that was made in this state; answers of another state go."""
        with self._lock:
            if self._state != state or self._bytes + len(kept.body) > MOST_BYTES:
                self._answers.clear()
                self._bytes, self._state = 0, state
            if key not in self._answers:
                self._bytes += len(kept.body)
            self._answers[key] = kept


STORE = _Store()


def _state() -> tuple[str, ...]:
    """What an answer depends on beside its address: which database, the end of the chain, the day."""
    with connection.cursor() as cursor:
        cursor.execute(_END)
        digest, offset = cursor.fetchone()
    day = london_day(machine_now() + timedelta(seconds=offset or 0))
    return (str(connection.settings_dict["NAME"]), digest or "", str(offset or 0), day.isoformat())


def _key(request: HttpRequest) -> Key | None:
    """Under which an answer may be kept; nothing for whoever might get another answer than a visitor."""
    meta = request.META
    if request.method != "GET" or not _PAGES.fullmatch(request.path_info) or _NOT.match(request.path_info):
        return None
    cookie = meta.get("HTTP_COOKIE", "")
    if (cookie and not _READING.fullmatch(cookie)) or "HTTP_AUTHORIZATION" in meta or "HTTP_HX_REQUEST" in meta:
        return None
    address = request.get_full_path()
    if len(address) > LONGEST_ADDRESS:
        return None
    packed = "gzip" in meta.get("HTTP_ACCEPT_ENCODING", "")
    return (meta.get("HTTP_HOST", ""), request.is_secure(), address, cookie, packed)


def _may_be_kept(answer: HttpResponse) -> bool:
    if answer.status_code != 200 or answer.streaming or len(answer.content) > LARGEST:
        return False
    # A page with a form's token, or with a message for one reader, sets a cookie.
    if answer.cookies or "no-store" in answer.get("Cache-Control", ""):
        return False
    return answer.get("Content-Type", "").startswith(_TYPES)


class KeptPagesMiddleware:
    """The outermost door: a page that is kept passes none of the others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = _key(request)
        # Inside a transaction the database may hold what no act tells of yet.
        if key is None or connection.in_atomic_block:
            return self.get_response(request)
        state = _state()
        kept = STORE.get(state, key)
        if kept is None:
            answer = self.get_response(request)
            # The state is asked before the page is made, so an answer can be newer than its state and never older.
            if not _may_be_kept(answer):
                return answer
            tag = f'"{hashlib.blake2b(answer.content, digest_size=12).hexdigest()}"'
            answer["ETag"] = tag
            answer["Cache-Control"] = "no-cache"
            kept = Kept(answer.content, tuple(answer.items()), tag)
            STORE.put(state, key, kept)
        if request.META.get("HTTP_IF_NONE_MATCH") == kept.tag:
            unchanged = HttpResponse(status=304)
            unchanged["ETag"], unchanged["Cache-Control"], unchanged["Vary"] = kept.tag, "no-cache", "Cookie"
            return unchanged
        return HttpResponse(kept.body, headers=dict(kept.headers))
