#!/bin/sh
# Renews the hashed locks. They name no download address.
set -eu
cd "$(dirname "$0")/.."
uv=.tools/bin/uv
[ -x "$uv" ] || uv=uv
common="pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --upgrade pyproject.toml"
# shellcheck disable=SC2086  # the words of $common are meant to part
$uv $common -o requirements/run.txt
# shellcheck disable=SC2086
$uv $common --group dev --group bench -o requirements/dev.txt
