"""Add the statement up again, in pence, with Python alone: python recompute.py [FOLDER OF THE SHEETS]"""

import csv
import sys
from pathlib import Path

folder = Path(sys.argv[1] if len(sys.argv) > 1 else ".")


def rows(name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def pence(row: dict[str, str]) -> int:
    return int(row["debit_pence"] or 0) - int(row["credit_pence"] or 0)


journal = rows("journal.csv")
sums: dict[str, int] = {}
reserve = sum(-pence(row) for row in rows("opening.csv") if row["fund_kind"] == "reserve")
totals: dict[str, int] = {}
moved = released = 0
for row in journal:
    totals[row["entry"]] = totals.get(row["entry"], 0) + pence(row)
    if row["fund_kind"] == "reserve":
        if row["kind"] == "surplus":
            moved -= pence(row)
        else:
            released += pence(row)
    if row["fund_kind"] == "general" and row["account_kind"] == "income":
        key = "income-" + row["account"]
        sums[key] = sums.get(key, 0) - pence(row)
    if row["fund_kind"] == "general" and row["account_kind"] == "spending":
        key = "spent-" + row["head"]
        sums[key] = sums.get(key, 0) + pence(row)
came_in = sum(value for key, value in sums.items() if key.startswith("income-"))
went_out = sum(value for key, value in sums.items() if key.startswith("spent-"))
found = {
    "opening": reserve, **sums, "result": came_in - went_out, "moved": moved, "released": released,
    "closing": reserve + moved - released,
}  # fmt: skip
wrong = [f"entry {number} does not add up to nothing" for number, total in totals.items() if total]
for row in rows("statement.csv"):
    ours = found.pop(row["line"], 0)
    said = int(row["pence"])
    print(f"{row['line']:<28}{ours:>14,}{'' if ours == said else '   the statement says ' + str(said)}")
    if ours != said:
        wrong.append(f"{row['line']}: {ours} here, {said} in the statement")
wrong += [f"{line}: {value} here, not in the statement" for line, value in found.items() if value]
print("The same to the penny." if not wrong else "NOT THE SAME: " + "; ".join(wrong))
sys.exit(1 if wrong else 0)
