"""What the repository promises about itself outside of the code."""

import json
import re
import subprocess
import sys
import tomllib

from tests.databases import ROOT


def tracked() -> list[str]:
    ran = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in ran.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_nothing_names_a_machine_or_a_registry() -> None:
    # Spelt in pieces, so that this file does not find itself.
    pieces = ["wo|rk/", "ro|ot/", "tmp/pl|an", "tmp/bash|_jobs", "opt/py|pi", "opt/whe|els"]
    hosts = ["pypi|.org", "files.python|hosted", "registry.npm|js", "deb.deb|ian"]
    words = ["/" + piece.replace("|", "") for piece in pieces] + [host.replace("|", "") for host in hosts]
    told = re.compile("|".join(re.escape(word) for word in words))
    guilty = []
    for name in tracked():
        if name.endswith((".png", ".sqlite3", ".gz", ".zip", ".woff2", ".ico")):
            continue
        text = (ROOT / name).read_text(errors="replace")
        if found := told.search(text):
            guilty.append(f"{name}: {found.group()}")
    assert guilty == []


def test_nothing_is_tracked_that_a_run_leaves_behind() -> None:
    left = [n for n in tracked() if re.search(r"(\.pyc|\.sqlite3|\.log|_making)$|^(var|dist|\.cache|\.venv)/", n)]
    assert left == []


def test_every_package_is_locked_with_its_digest_and_listed_as_a_part() -> None:
    ran = subprocess.run([sys.executable, "scripts/sbom.py"], cwd=ROOT, capture_output=True, text=True, check=True)
    parts = json.loads(ran.stdout)
    locked = re.findall(r"^([a-z0-9._-]+)==", (ROOT / "requirements/run.txt").read_text(), re.MULTILINE)
    assert sorted(part["name"] for part in parts["components"]) == sorted(locked)
    assert all(part["hashes"] for part in parts["components"])


def test_every_dependency_says_why_it_is_here() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    why = (ROOT / "docs/decisions/0002-dependencies.md").read_text()
    named = [re.split(r"[\[<>=~ ]", entry)[0] for entry in project["project"]["dependencies"]]
    named += [re.split(r"[\[<>=~ ]", entry)[0] for group in project["dependency-groups"].values() for entry in group]
    assert [name for name in named if not re.search(rf"\b{re.escape(name)}\b", why)] == []


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text()
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in text
    assert "13. Remote Network Interaction" in text
    assert text.rstrip().endswith("<https://www.gnu.org/licenses/>.")


def test_each_document_that_is_named_is_there() -> None:
    dead = []
    for name in tracked():
        if name.endswith(".md"):
            text = (ROOT / name).read_text()
            for target in re.findall(r"`((?:docs|coopnet|tests|scripts|requirements|bench)/[A-Za-z0-9_./-]+)`", text):
                if not (ROOT / target).exists():
                    dead.append(f"{name}: {target}")
    assert dead == []


def test_every_command_of_make_is_explained_by_make() -> None:
    ran = subprocess.run(["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True)
    for command in ("demo", "test", "setup", "check", "fix", "prove", "audit", "wheel"):
        assert re.search(rf"^make {command} ", ran.stdout, re.MULTILINE)
