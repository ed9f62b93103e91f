"""Which language a reader gets: English, or another whose catalogue is whole, by the reading settings of the device.

A language is a reading setting like the size of letters. So it stands in the same cookie, which is a part of the key
under which whole pages are kept; a page in English never depends on it, and no address says it.
"""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from coopnet.kit.catalogue import Share, share

SETTING = "language"
COOKIE = "reading"


def catalogues(language: str) -> tuple[Path, ...]:
    """The files of a language, the network's own first."""
    return tuple(Path(folder) / language / "LC_MESSAGES" / "django.po" for folder in settings.LOCALE_PATHS)


def _stamp(path: Path) -> int:
    return path.stat().st_mtime_ns if path.is_file() else 0


@lru_cache(maxsize=16)
def _weighed(paths: tuple[Path, ...], stamps: tuple[int, ...]) -> Share:
    return share(paths)


def translated(language: str) -> Share:
    """How much of our words this language has. Files are read again when they have changed."""
    paths = catalogues(language)
    return _weighed(paths, tuple(map(_stamp, paths)))


def offered() -> list[tuple[str, str]]:
    """The languages that a reader may choose, by their own names: those that are whole. English is there always."""
    default = settings.LANGUAGE_CODE
    return [(code, name) for code, name in settings.LANGUAGES if code == default or translated(code).complete]


def others() -> list[tuple[str, str]]:
    """What a page offers beside the language in which it is written."""
    now = translation.get_language()
    return [(code, name) for code, name in offered() if code != now]


def chosen(cookie: str) -> str:
    """The language that a cookie of reading settings asks for, if it is offered; else English."""
    for part in cookie.split("&"):
        name, _, code = part.partition(":")
        if name == SETTING and code in dict(settings.LANGUAGES) and code in dict(offered()):
            return code
    return str(settings.LANGUAGE_CODE)


class LanguageMiddleware:
    """Speaks the reader's language while a request is answered, and English again after it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = chosen(request.COOKIES.get(COOKIE, ""))
        with translation.override(language):
            answer = self.get_response(request)
        answer.headers.setdefault("Content-Language", language)
        patch_vary_headers(answer, ["Cookie"])
        return answer
