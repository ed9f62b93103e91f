"""Print the path of the Chromium that browser tests drive; exit 1 where there is none."""

import shutil
import sys
from pathlib import Path


def main() -> int:
    """The system's Chromium first, then the one that Playwright downloaded."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            print(found)
            return 0
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where no Chromium is on the path

    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    if own.exists():
        print(own)
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
