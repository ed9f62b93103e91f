"""Laws about bytes: style 9 kB, scripts 25 kB, compressed, together."""

import gzip

from tests.laws.source import PACKAGE


def _compressed(pattern: str) -> int:
    return sum(len(gzip.compress(path.read_bytes())) for path in sorted(PACKAGE.rglob(pattern)))


def test_our_style_sheets_stay_within_nine_kilobytes() -> None:
    assert _compressed("static/**/*.css") <= 9 * 1024


def test_our_scripts_stay_within_25_kilobytes() -> None:
    assert _compressed("static/**/*.js") <= 25 * 1024
