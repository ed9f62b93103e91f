"""P1, P2, P4: our pages beside bare Wagtail and Django alone: ``python -m bench.pages [--rounds N] [--seconds S]``.

All of them alternate in one run.

Prints CPU ms a request, p99 and the ratio to the bare child page; writes ``bench/results/pages.json``.
"""

import argparse
import json
import subprocess
import tempfile
from pathlib import Path
from statistics import median

import django
import wagtail

from bench.servers import PYTHON, Cost, clean_environment, drive, fill_bare, granian, make_bare, settle, unique_memory

OURS = {
    "home": "/",
    "members": "/members/",
    "region page": "/regions/western/",
    "school page": "/schools/105106/",
    "finder, 20 hits": "/find/?q=co-operative",
    "changes": "/changes/",
    "authority page": "/authorities/908/",
}
BARE = {"bare home": "/", "bare child": "/child-3/"}
# P2: the same page kept for visitors, beside one word of Django without any middleware.
KEPT = {"home, kept": "/", "region page, kept": "/regions/western/"}
# Whoever brings a cookie that we do not know is given a page of his own.
OWN_PAGE = "bench=1"
CROWD = 300
# Long enough for every reader of the slowest page to be answered more than once.
CROWD_SECONDS = 15


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=2)
    options = parser.parse_args()
    root = Path(__file__).resolve().parent.parent
    costs: dict[tuple[str, int], list[Cost]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        bare = Path(temporary) / "bare"
        bare.mkdir()
        bare_env = make_bare(bare)
        fill_bare(bare, bare_env)
        ours_env = clean_environment(COOPNET_DATA_DIR=str(Path(temporary) / "ours"), COOPNET_MODE="demo")
        subprocess.run([PYTHON, "-m", "coopnet", "story"], cwd=root, env=ours_env, check=True, capture_output=True)
        with (
            granian("bare_wsgi:application", bare_env, bare, "/") as (bare_port, bare_process),
            granian("hello_wsgi:application", bare_env, bare, "/hello/") as (hello_port, hello_process),
            granian("coopnet.config.wsgi:application", ours_env, root, "/help/") as (our_port, our_process),
        ):
            pages = [(name, path, bare_port, bare_process, "") for name, path in BARE.items()]
            pages += [("hello", "/hello/", hello_port, hello_process, "")]
            pages += [(name, path, our_port, our_process, OWN_PAGE) for name, path in OURS.items()]
            pages += [(name, path, our_port, our_process, "") for name, path in KEPT.items()]
            for _name, path, port, process, cookie in pages:  # warm
                drive(port, path, process, clients=1, seconds=1, cookie=cookie)
            for _ in range(options.rounds):
                for clients in (1, 16):
                    for name, path, port, process, cookie in pages:
                        cost = drive(port, path, process, clients=clients, seconds=options.seconds, cookie=cookie)
                        costs.setdefault((name, clients), []).append(cost)
            for name, path in (*OURS.items(), *KEPT.items()):  # many readers at once
                cookie = OWN_PAGE if name in OURS else ""
                settle(our_process)
                cost = drive(our_port, path, our_process, clients=CROWD, seconds=CROWD_SECONDS, cookie=cookie)
                costs.setdefault((name, CROWD), []).append(cost)
            memory = {"bare": unique_memory(bare_process), "ours": unique_memory(our_process)}
    report(costs, memory, root)


def report(costs: dict[tuple[str, int], list[Cost]], memory: dict[str, float], root: Path) -> None:
    """Print the table and keep it as JSON."""
    floor = [cost.cpu_ms_per_request for cost in costs["bare child", 1]]
    hello = [cost.cpu_ms_per_request for cost in costs["hello", 1]]
    floor16 = [cost.cpu_ms_per_request for cost in costs["bare child", 16]]
    bare_p99 = median(cost.p99_ms for cost in costs["bare child", 16])
    rows = []
    for (name, clients), found in costs.items():
        base = floor if clients == 1 else floor16
        ratio = median(cost.cpu_ms_per_request / b for cost, b in zip(found, base, strict=False))
        rows.append(
            {
                "page": name,
                "clients": clients,
                "requests_per_second": round(median(c.requests_per_second for c in found), 1),
                "cpu_ms": round(median(c.cpu_ms_per_request for c in found), 2),
                "cpu_ms_min_max": [
                    round(min(c.cpu_ms_per_request for c in found), 2),
                    round(max(c.cpu_ms_per_request for c in found), 2),
                ],
                "ratio_to_bare_child": round(ratio, 2),
                "p99_ms": round(median(c.p99_ms for c in found), 1),
                "errors": sum(c.errors for c in found),
            }
        )
    print(f"{'page':18}{'clients':>8}{'req/s':>9}{'CPU ms':>9}{'ratio':>7}{'p99 ms':>9}{'errors':>8}")
    for row in rows:
        print(
            f"{row['page']:18}{row['clients']:>8}{row['requests_per_second']:>9}{row['cpu_ms']:>9}"
            f"{row['ratio_to_bare_child']:>7}{row['p99_ms']:>9}{row['errors']:>8}"
        )
    print(f"p99 of the bare child page with 16 clients: {bare_p99} ms")
    for name in KEPT:
        kept = [cost.cpu_ms_per_request for cost in costs[name, 1]]
        ratio = median(ours / floor for ours, floor in zip(kept, hello, strict=True))
        print(f"{name}: {median(kept):.2f} ms, {ratio:.2f} times Django's hello ({median(hello):.2f} ms)")
    print(f"unique memory: bare {memory['bare']:.0f} MB, ours {memory['ours']:.0f} MB")
    results = root / "bench" / "results"
    results.mkdir(exist_ok=True)
    versions = {"django": django.get_version(), "wagtail": wagtail.__version__}
    (results / "pages.json").write_text(json.dumps({"versions": versions, "memory": memory, "rows": rows}, indent=1))


if __name__ == "__main__":
    main()
