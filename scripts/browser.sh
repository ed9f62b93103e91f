#!/bin/sh
# Sees to it that a Chromium is there for the browser tests. Where it must be (CI) and cannot be, this fails.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "browser: $*"; }
found() { command -v chromium >/dev/null 2>&1 && chromium --version >/dev/null 2>&1; }

if found; then exit 0; fi
as_root=
[ "$(id -u)" = 0 ] || as_root=sudo
if command -v apt-get >/dev/null 2>&1 && { [ -z "$as_root" ] || command -v sudo >/dev/null 2>&1; }; then
    say "no Chromium here; installing it with apt-get"
    DEBIAN_FRONTEND=noninteractive
    export DEBIAN_FRONTEND
    $as_root apt-get update -qq || true
    $as_root apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null || true
    if found; then exit 0; fi
fi
if .venv/bin/python scripts/browser_path.py >/dev/null 2>&1; then exit 0; fi
say "asking Playwright for its own Chromium"
if .venv/bin/python -m playwright install chromium && .venv/bin/python scripts/browser_path.py >/dev/null; then exit 0; fi
if [ "${COOPNET_REQUIRE_BROWSER:-}" = 1 ]; then
    say "there is no Chromium and none could be installed, so the browser tests cannot run" >&2
    exit 1
fi
say "there is no Chromium and none could be installed; the browser tests will be left out"
