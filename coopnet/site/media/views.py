"""Serving pictures made by us, and nothing else of what lies beside them."""

import re
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponseBase
from django.views.decorators.http import require_safe

from coopnet.kit.doors import Request, public

# The page editor makes each picture anew for each size, under a name of its own.
FOLDER = "images"
TYPES = {".jpg": "image/jpeg", ".png": "image/png", ".webp": "image/webp", ".gif": "image/gif", ".avif": "image/avif"}
# A picture that changes gets another name.
A_YEAR = 365 * 24 * 3600
_NAME = re.compile(r"[A-Za-z0-9._-]{1,200}")


@public
@require_safe
def shown(request: Request, name: str) -> HttpResponseBase:
    """One picture. A browser may do nothing with it but show it, whatever it holds."""
    suffix = Path(name).suffix.lower()
    if not _NAME.fullmatch(name) or name.startswith(".") or suffix not in TYPES:
        raise Http404
    place = Path(settings.MEDIA_ROOT) / FOLDER / name
    if not place.is_file() or place.is_symlink():
        raise Http404
    answer = FileResponse(place.open("rb"), content_type=TYPES[suffix])
    answer["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
