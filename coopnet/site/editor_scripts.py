"""Letting the page editor's own widgets start under a policy without ``unsafe-inline``.

A few widgets of Wagtail (choosers of a day, a time, a picture, a file) print one line of script that calls their
function with an id and JSON. Exactly such a line, and nothing else, is allowed by its hash; any other inline script
stays blocked, in the editor as everywhere.
"""

import json
import re
from base64 import b64encode
from hashlib import sha256

_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_CALL = re.compile(r"(?:init(?:Date|Time|DateTime)Chooser|new (?:Image|Document|Page)Chooser)\((.*)\);", re.DOTALL)


def is_widget_start(script: str) -> bool:
    """Whether the script is one call of a known widget whose arguments are JSON values only."""
    found = _CALL.fullmatch(script.strip())
    if found is None:
        return False
    try:
        arguments = json.loads(f"[{found.group(1)}]")
    except ValueError:
        return False
    return bool(arguments) and isinstance(arguments[0], str)


def hashes(html: str) -> list[str]:
    """Sources for ``script-src``: one for each different line that starts a widget."""
    allowed = sorted({script for script in _INLINE.findall(html) if is_widget_start(script)})
    return [f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in allowed]
