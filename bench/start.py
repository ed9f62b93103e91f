"""P16, P17: cold start and a fresh migrate beside bare Wagtail, alternating, in one run: ``python -m bench.start``.

Start: the application is built and every address loaded; CPU of the process and the
memory that is its own. Migrate: an empty SQLite file. Prints medians and ratios; writes ``bench/results/start.json``.
"""

import argparse
import json
import resource
import subprocess
import tempfile
from pathlib import Path
from statistics import median

from bench.servers import PYTHON, clean_environment, make_bare

ROOT = Path(__file__).resolve().parent.parent
START = """
import importlib, psutil
importlib.import_module("{wsgi}").application
from django.urls import get_resolver
get_resolver().url_patterns
get_resolver()._populate()
print(psutil.Process().memory_full_info().uss)
"""


def spent(command: list[str], env: dict[str, str], cwd: Path) -> tuple[float, str]:
    """CPU seconds of a process with its children, and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = subprocess.run(command, env=env, cwd=cwd, check=True, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, ran.stdout.strip()


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="starts of each (5)")
    parser.add_argument("--migrations", type=int, default=3, help="fresh migrations of each (3)")
    options = parser.parse_args()
    figures: dict[str, list[float]] = {}

    def note(name: str, value: float) -> None:
        figures.setdefault(name, []).append(value)

    with tempfile.TemporaryDirectory() as temporary:
        bare = Path(temporary) / "bare"
        bare.mkdir()
        bare_env = make_bare(bare)
        data = Path(temporary) / "ours"
        ours_env = clean_environment(COOPNET_DATA_DIR=str(data), DJANGO_SETTINGS_MODULE="coopnet.config.settings")
        sides = {
            "bare": ("bare_wsgi", bare_env, bare, bare / "bare.sqlite3"),
            "ours": ("coopnet.config.wsgi", ours_env, ROOT, data / "coopnet.sqlite3"),
        }
        for side, (wsgi, env, cwd, _file) in sides.items():  # warm: compiled files, disk cache
            print(f"warming {side}", flush=True)
            spent([PYTHON, "-c", START.format(wsgi=wsgi)], env, cwd)
        for _ in range(options.rounds):
            for side, (wsgi, env, cwd, _file) in sides.items():
                cpu, said = spent([PYTHON, "-c", START.format(wsgi=wsgi)], env, cwd)
                note(f"{side} start, CPU s", cpu)
                note(f"{side} start, MB", int(said) / 1e6)
        for _ in range(options.rounds):
            cpu, _said = spent([PYTHON, "-m", "coopnet", "--version"], ours_env, ROOT)
            note("ours --version, CPU s", cpu)
        for _ in range(options.migrations):
            for side, (_wsgi, env, cwd, file) in sides.items():
                for leftover in file.parent.glob(f"{file.name}*"):
                    leftover.unlink()
                cpu, _said = spent([PYTHON, "-m", "django", "migrate", "-v0"], env, cwd)
                note(f"{side} migrate, CPU s", cpu)
    report({name: median(values) for name, values in figures.items()})


def report(found: dict[str, float]) -> None:
    """The table, and the same as JSON."""
    goals = {"start, CPU s": 2.0, "start, MB": 1.5, "migrate, CPU s": 2.0}
    print(f"{'':18} {'bare':>8} {'ours':>8} {'ratio':>6} {'goal':>6}")
    for name, goal in goals.items():
        bare, ours = found[f"bare {name}"], found[f"ours {name}"]
        found[f"{name}, ratio"] = ours / bare
        print(f"{name:18} {bare:8.2f} {ours:8.2f} {ours / bare:6.2f} {goal:6.1f}")
    print(f"{'--version, CPU s':18} {'':8} {found['ours --version, CPU s']:8.2f}")
    results = ROOT / "bench" / "results"
    results.mkdir(exist_ok=True)
    (results / "start.json").write_text(json.dumps({k: round(v, 3) for k, v in sorted(found.items())}, indent=2) + "\n")


if __name__ == "__main__":
    main()
