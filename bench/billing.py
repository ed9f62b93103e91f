"""P13: a billing run and its papers: ``python -m bench.billing --members 200``.

Ours is the run of all invoices with the letters, then each invoice as PDF/UA, read from the rows. The floor is what no
program could leave out: the same PDFs by one kept compiler from data that are there already, alternating with ours,
and the rows by one insert. Prints CPU seconds of both and their ratio, and what a second run writes (wanted: nothing);
writes ``bench/results/billing.json``.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent


def _cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def measure(members: int, rounds: int) -> dict[str, float]:
    """Medians of CPU seconds; the papers alternate with their floor."""
    from django.db import transaction  # noqa: PLC0415 - Django is ready only now

    from coopnet.kit import paper  # noqa: PLC0415 - as above
    from coopnet.membership.tests import ground as on  # noqa: PLC0415 - as above
    from coopnet.subscriptions.invoices import actions  # noqa: PLC0415 - as above
    from coopnet.subscriptions.models import Invoice  # noqa: PLC0415 - as above
    from coopnet.subscriptions.printing import papers  # noqa: PLC0415 - as above
    from coopnet.subscriptions.tests.test_invoices import member, prepared  # noqa: PLC0415 - as above

    prepared()
    for _ in range(members):
        member()
    run = _cpu(lambda: actions.run(by=on.BY, at=on.AT))
    again: list[Invoice] = []
    second = _cpu(lambda: again.extend(actions.run(by=on.BY, at=on.AT)))
    held = list(Invoice.objects.select_related("member__organisation").order_by("number"))
    if len(held) != members:
        raise SystemExit(f"{len(held)} invoices for {members} members")
    given: list[tuple[str, Mapping[str, Any]]] = []
    plain = paper._set

    def note(template: str, data: Mapping[str, Any], day: date) -> bytes:
        given.append((template, data))
        return plain(template, data, day)

    paper._set = note
    for invoice in held:
        papers.invoice_paper(invoice, on.DAY)
    paper._set = plain
    ours, floor = [], []
    for _ in range(rounds):
        floor.append(_cpu(lambda: [plain(template, data, on.DAY) for template, data in given]))
        ours.append(_cpu(lambda: [papers.invoice_paper(invoice, on.DAY) for invoice in held]))
    rows = [Invoice(**{f.attname: getattr(one, f.attname) for f in Invoice._meta.concrete_fields}) for one in held]
    for row in rows:  # their numbers and years are free; they are never kept
        row.pk, row.number = None, row.number + 1_000_000
        row.key, row.year_starts = uuid4(), row.year_starts.replace(year=row.year_starts.year - 1)

    def insert() -> None:
        with transaction.atomic():
            Invoice.objects.bulk_create(rows)
            transaction.set_rollback(True)

    bulk = _cpu(insert)
    return {
        "members": members, "run": run, "second run": second, "second run wrote": len(again),
        "papers": median(ours), "papers, floor": median(floor), "rows, floor": bulk,
    }  # fmt: skip


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(COOPNET_DATA_DIR=folder, DJANGO_SETTINGS_MODULE="coopnet.config.settings")
        import django  # noqa: PLC0415 - the data folder must be named first

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415 - Django is ready only now

        from coopnet.kit.models import Network  # noqa: PLC0415 - as above
        from coopnet.membership.tests import ground as on  # noqa: PLC0415 - as above

        call_command("migrate", verbosity=0)
        Network.objects.create(
            pk=1, name="Network", short_name="N", society_name="S", motto="M",
            contact_email="n@example.org", made_at=on.AT,
        )  # fmt: skip
        found = measure(asked.members, asked.rounds)
    for what, number in found.items():
        print(f"{what:18} {number:10.2f}" if isinstance(number, float) else f"{what:18} {number:10}")
    whole, least = found["run"] + found["papers"], found["papers, floor"] + found["rows, floor"]
    print(f"papers: {found['papers'] / found['papers, floor']:.2f} of the floor; with the run: {whole / least:.2f}")
    results = ROOT / "bench/results"
    results.mkdir(exist_ok=True)
    (results / "billing.json").write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
