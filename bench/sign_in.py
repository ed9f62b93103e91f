"""X5: do an address with an account and one without take the same time? ``python -m bench.sign_in``.

Both are asked alternately through the whole application, with the real way of hashing and the limits off, on an empty
network of its own. Prints the means of the time for a password that is wrong, for asking for a code, and for a code
that is wrong; writes ``bench/results/sign_in.json``.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
KNOWN, UNKNOWN = "sam@school.example.org", "nix@school.example.org"
AT = datetime(2026, 9, 1, 9, tzinfo=UTC)


def measure(rounds: int) -> dict[str, dict[str, float]]:
    """Mean milliseconds for each question and each address, without the slowest twentieth."""
    from django.test import Client  # noqa: PLC0415 - Django is ready only now

    asks: dict[str, Callable[[Any, str], object]] = {
        "wrong password": lambda c, email: c.post("/sign-in/password/", {"email": email, "password": "guess"}),
        "ask for a code": lambda c, email: c.post("/sign-in/", {"email": email}),
        "wrong code": lambda c, email: c.post("/sign-in/code/", {"email": email, "code": "000000"}),
    }
    found: dict[str, dict[str, float]] = {}
    for what, ask in asks.items():
        took: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
        for number in range(rounds + 3):
            for email in (KNOWN, UNKNOWN) if number % 2 else (UNKNOWN, KNOWN):
                client = Client()
                began = time.perf_counter()
                ask(client, email)
                if number >= 3:
                    took[email].append(time.perf_counter() - began)
        kept = {email: sorted(times)[: max(1, len(times) * 19 // 20)] for email, times in took.items()}
        found[what] = {email: mean(times) * 1000 for email, times in kept.items()}
    return found


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=60)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(COOPNET_DATA_DIR=folder, DJANGO_SETTINGS_MODULE="coopnet.config.settings")
        import django  # noqa: PLC0415 - the data folder must be named first

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415 - Django is ready only now

        from coopnet.kit.actors import System  # noqa: PLC0415 - as above
        from coopnet.kit.models import Network  # noqa: PLC0415 - as above
        from coopnet.sign_in import actions, limits  # noqa: PLC0415 - as above

        call_command("migrate", verbosity=0)
        limits.LIMITS.clear()
        Network.objects.create(
            pk=1, name="Network", short_name="N", society_name="S", motto="M", contact_email=KNOWN, made_at=AT
        )
        user = actions.make_account(email=KNOWN, name="Sam Invented", by=System("bench"), at=AT)
        user.set_password("four words put together")
        user.save()
        found = measure(rounds)
    print(f"{'':16} {'known ms':>9} {'unknown ms':>11} {'apart':>7}")
    for what, means in found.items():
        known, unknown = means[KNOWN], means[UNKNOWN]
        print(f"{what:16} {known:9.1f} {unknown:11.1f} {abs(known - unknown) / unknown:7.1%}")
    results = ROOT / "bench/results"
    results.mkdir(exist_ok=True)
    (results / "sign_in.json").write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
