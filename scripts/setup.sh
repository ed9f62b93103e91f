#!/bin/sh
# Makes .venv with the locked packages. "sh scripts/setup.sh run" for the product alone, "dev" for tools and tests too.
# A second call with nothing changed ends at once.
set -eu
cd "$(dirname "$0")/.."
want=${1:-dev}
unset PYTHONDONTWRITEBYTECODE PYTHONHOME PYTHONPATH VIRTUAL_ENV || true

say() { printf '%s\n' "setup: $*"; }
stop() {
    printf '%s\n' "setup: $*" >&2
    exit 1
}

# The stamp names what was installed: the locks, the package's own description, and this folder (its path is in .venv).
mark() { { pwd && cat "requirements/$1.txt" pyproject.toml; } | cksum | tr ' ' '-'; }

# dev holds all of run.
for have in dev "$want"; do
    if [ -f ".venv/.coopnet-$have" ] && [ "$(cat ".venv/.coopnet-$have")" = "$(mark "$have")" ]; then
        exit 0
    fi
done
[ -f .venv/.coopnet-dev ] && want=dev

python=
for name in ${PYTHON:-} python3.13 python3.12 python3.11 python3.14 python3 python; do
    if command -v "$name" >/dev/null 2>&1 &&
        "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' >/dev/null 2>&1; then
        python=$name
        break
    fi
done

uv=
if [ -x .tools/bin/uv ]; then
    uv=.tools/bin/uv
elif command -v uv >/dev/null 2>&1; then
    uv=uv
fi
if [ -z "$python" ] && [ -z "$uv" ]; then
    stop "Coopnet needs Python 3.11, 3.12, 3.13 or 3.14, and none of them was found. Install one, or name it: make setup PYTHON=/path/to/python3"
fi

if [ -z "$uv" ]; then
    say "uv is not here; putting it into .tools"
    rm -rf .tools
    if "$python" -c 'import venv, ensurepip' >/dev/null 2>&1; then
        "$python" -m venv .tools
        .tools/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.13'
    elif "$python" -m pip --version >/dev/null 2>&1; then
        "$python" -m pip install --quiet --disable-pip-version-check --target .tools 'uv>=0.13'
    else
        stop "This Python ($python) has neither venv nor pip. On Debian or Ubuntu: apt-get install python3-venv. Then run the same command again."
    fi
    uv=.tools/bin/uv
    [ -x "$uv" ] || stop "uv could not be installed into .tools. See the lines above, mend that, and run the same command again."
fi

if ! .venv/bin/python -c 'import sys' >/dev/null 2>&1; then
    say "making .venv"
    rm -rf .venv
    "$uv" venv --quiet ${python:+--python "$(command -v "$python")"} .venv
fi
rm -f .venv/.coopnet-run .venv/.coopnet-dev
say "installing the locked packages of requirements/$want.txt"
VIRTUAL_ENV=$PWD/.venv
export VIRTUAL_ENV
"$uv" pip sync --require-hashes "requirements/$want.txt"
"$uv" pip install --quiet --no-deps -e .
# Without compiled files every start costs seconds more.
say "compiling"
.venv/bin/python -m compileall -q -j 0 .venv/lib coopnet >/dev/null 2>&1 || true
mark "$want" >".venv/.coopnet-$want"
say "done: .venv/bin/coopnet"
