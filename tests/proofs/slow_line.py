"""Ways that people go on a phone with a slow line, with JavaScript and without: screens, taps, bytes and seconds.

The line is the one that Chromium's developer tools call "slow 4G", with a processor four times slower than this one.
Files are compressed as the server of a real network compresses them. Limits: interface.md, sections 7 and 8.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext

from tests.browser import be
from tests.journeys.line import SlowPhone, compressed
from tests.journeys.phone import (
    Phone,
    asks_for_help_in_confidence,
    compares_the_models_and_writes_in,
    finds_whether_a_school_is_co_operative,
    publishes_an_update,
)

# On the way of a visitor: the first screen with all that it needs, and each later one; the whole in seconds.
FIRST_SCREEN, LATER_SCREEN = 60 * 1024, 15 * 1024
PICTURE = 2_000_000


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def script(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def context(script: bool, chromium: Browser, demo: str) -> Iterator[BrowserContext]:
    with compressed(demo) as address:
        context = chromium.new_context(
            base_url=address, viewport={"width": 390, "height": 844}, java_script_enabled=script, locale="en-GB"
        )
        context.set_default_timeout(120_000)
        yield context
        context.close()


WAYS = [finds_whether_a_school_is_co_operative, compares_the_models_and_writes_in, asks_for_help_in_confidence]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_visitor_on_a_slow_line(
    context: BrowserContext, script: bool, way: Callable[[Phone], None], record_property: Any
) -> None:
    phone = SlowPhone(context.new_page(), script)
    way(phone)
    how = "with JavaScript" if script else "without"
    record_property("size", f"{way.__name__} {how}: {phone.told}")
    assert phone.sizes[0] <= FIRST_SCREEN, phone.sizes
    assert max(phone.sizes[1:]) <= LATER_SCREEN, phone.sizes
    assert not phone.faults, phone.faults


def test_an_ambassador_publishes_on_a_slow_line(
    context: BrowserContext, script: bool, record_property: Any, tmp_path: Path
) -> None:
    picture = tmp_path / "IMG_0002.JPG"
    chance = Random(4)
    noise = Image.frombytes("RGB", (500, 375), chance.randbytes(500 * 375 * 3)).resize((2000, 1500))
    quality = 95
    while not picture.exists() or picture.stat().st_size > PICTURE:
        noise.save(picture, "JPEG", quality=quality)
        quality -= 3
    ambassador = be(context, "Be Linden Fairweather")
    phone = SlowPhone(ambassador, script)
    publishes_an_update(phone, "A second day at the sea", picture)
    how = "with JavaScript" if script else "without"
    record_property("size", f"publishes_an_update {how}, a picture of {picture.stat().st_size} bytes: {phone.told}")
    assert not phone.faults, phone.faults
    phone.tap("Take it off the site")
