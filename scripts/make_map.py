"""Writes the outlines of England's education authorities, from public data.

    python scripts/make_map.py ../shared/data

Reads the district boundaries (Office for National Statistics) and two tables of the register of schools, and writes
``coopnet/regions/data/outlines.json``. Districts are summed into the authority that keeps most of their schools,
borders inside an authority are dropped, lines are thinned, and places are given in the British National Grid in units
of 200 metres, so that a school's easting and northing find their spot by division alone.
"""

import csv
import gzip
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from heapq import heapify, heappop, heappush
from itertools import pairwise
from pathlib import Path

UNIT = 200  # metres
THIN = 60.0  # square units: triangles smaller than this are straightened
SMALLEST_ISLAND = 250.0  # square units; an authority keeps its largest piece whatever its size

Point = tuple[float, float]
OUT = Path(__file__).resolve().parent.parent / "coopnet/regions/data"


def to_grid(lon: float, lat: float) -> Point:
    """WGS84 degrees to British National Grid metres: Helmert shift, then the Ordnance Survey's transverse Mercator."""
    a, b = 6378137.0, 6356752.3142
    e2 = 1 - b * b / (a * a)
    phi, lam = math.radians(lat), math.radians(lon)
    nu = a / math.sqrt(1 - e2 * math.sin(phi) ** 2)
    x, y, z = nu * math.cos(phi) * math.cos(lam), nu * math.cos(phi) * math.sin(lam), nu * (1 - e2) * math.sin(phi)
    scale, rx, ry, rz = 1 + 20.4894e-6, *(math.radians(s / 3600) for s in (-0.1502, -0.2470, -0.8421))
    x, y, z = (
        -446.448 + scale * x - rz * y + ry * z,
        125.157 + rz * x + scale * y - rx * z,
        -542.060 - ry * x + rx * y + scale * z,
    )
    a, b = 6377563.396, 6356256.909
    e2 = 1 - b * b / (a * a)
    p = math.hypot(x, y)
    phi = math.atan2(z, p * (1 - e2))
    for _ in range(6):
        nu = a / math.sqrt(1 - e2 * math.sin(phi) ** 2)
        phi = math.atan2(z + e2 * nu * math.sin(phi), p)
    lam = math.atan2(y, x)
    f0, phi0, lam0, e0, n0 = 0.9996012717, math.radians(49), math.radians(-2), 400000.0, -100000.0
    n = (a - b) / (a + b)
    s, c, t = math.sin(phi), math.cos(phi), math.tan(phi)
    nu = a * f0 / math.sqrt(1 - e2 * s * s)
    rho = a * f0 * (1 - e2) / (1 - e2 * s * s) ** 1.5
    eta2 = nu / rho - 1
    d, m = phi - phi0, phi + phi0
    arc = (
        b
        * f0
        * (
            (1 + n + 1.25 * n**2 + 1.25 * n**3) * d
            - (3 * n + 3 * n**2 + 21 / 8 * n**3) * math.sin(d) * math.cos(m)
            + (15 / 8) * (n**2 + n**3) * math.sin(2 * d) * math.cos(2 * m)
            - 35 / 24 * n**3 * math.sin(3 * d) * math.cos(3 * m)
        )
    )
    w = lam - lam0
    north = arc + n0 + nu / 2 * s * c * w**2 + nu / 24 * s * c**3 * (5 - t * t + 9 * eta2) * w**4
    east = e0 + nu * c * w + nu / 6 * c**3 * (nu / rho - t * t) * w**3
    return east, north


def area(ring: list[Point]) -> float:
    """Twice nothing: the plain area inside a closed line."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def thin(line: list[Point], least: float) -> list[Point]:
    """Visvalingam: drop the point that makes the smallest triangle until none is smaller than ``least``."""
    last = len(line) - 1
    before, after = list(range(-1, last)), list(range(1, last + 2))
    gone = [False] * len(line)

    def size(i: int) -> float:
        (x1, y1), (x2, y2), (x3, y3) = line[before[i]], line[i], line[after[i]]
        return abs((x2 - x1) * (y3 - y1) - (x3 - x1) * (y2 - y1)) / 2

    heap = [(size(i), i) for i in range(1, last)]
    heapify(heap)
    current = {i: s for s, i in heap}
    kept = len(line)
    floor = 4 if line[0] == line[-1] else 2
    while heap and heap[0][0] < least and kept > floor:
        found, i = heappop(heap)
        if gone[i] or current[i] != found:
            continue
        gone[i] = True
        kept -= 1
        left, right = before[i], after[i]
        after[left], before[right] = right, left
        for j in (left, right):
            if 0 < j < last and not gone[j]:
                current[j] = max(size(j), found)
                heappush(heap, (current[j], j))
    return [point for i, point in enumerate(line) if not gone[i]]


def rows(path: Path) -> Iterable[dict[str, str]]:
    """Rows of a gzipped or plain table, whichever of two encodings it has."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    return csv.DictReader(text.splitlines())


def district_authority(shared: Path) -> dict[str, str]:
    """Name of a district to the code of the authority that keeps most of its schools."""
    code = {row["URN"]: row["LA (code)"] for row in rows(shared / "gias/composed_edubasealldata20220706.csv.gz")}
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows(shared / "gias/open_schools_20220819.csv.gz"):
        if code.get(row["urn"]):
            votes[row["administrative_district"]][code[row["urn"]]] += 1
    return {district: counted.most_common(1)[0][0] for district, counted in votes.items()}


def borders(shared: Path) -> list[tuple[list[Point], frozenset[str]]]:
    """Every stretch of boundary with the one or two authorities that it bounds."""
    topology = json.loads((shared / "geo/local_authority_districts_ew_2022.topojson").read_text())
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    lines: list[list[Point]] = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            east, north = to_grid(x * sx + tx, y * sy + ty)
            line.append((east / UNIT, north / UNIT))
        lines.append(line)
    owner = district_authority(shared)
    sides: dict[int, list[str]] = defaultdict(list)
    for shape in topology["objects"]["lad"]["geometries"]:
        if not shape["properties"]["areacd"].startswith("E"):
            continue
        code = owner[shape["properties"]["areanm"]]
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        for polygon in polygons:
            for ring in polygon:
                for number in ring:
                    sides[number if number >= 0 else ~number].append(code)
    return [
        (lines[number], frozenset(codes))
        for number, codes in sorted(sides.items())
        if len(codes) == 1 or len(set(codes)) == 2
    ]


def joined(parts: list[tuple[list[Point], frozenset[str]]]) -> list[tuple[list[Point], frozenset[str]]]:
    """Stretches that follow one another between the same authorities become one: thinning may pass the joint."""
    degree: Counter[Point] = Counter()
    for line, _ in parts:
        degree[line[0]] += 1
        degree[line[-1]] += 1
    waiting = list(parts)
    done: list[tuple[list[Point], frozenset[str]]] = []
    while waiting:
        line, owners = waiting.pop()
        grown = True
        while grown and line[0] != line[-1]:
            grown = False
            for i, (other, others) in enumerate(waiting):
                if others != owners:
                    continue
                for mine, theirs in ((line, other), (line, other[::-1])):
                    if mine[-1] == theirs[0] and degree[mine[-1]] == 2:
                        line = mine + theirs[1:]
                    elif theirs[-1] == mine[0] and degree[mine[0]] == 2:
                        line = theirs + mine[1:]
                    else:
                        continue
                    grown = True
                    break
                if grown:
                    del waiting[i]
                    break
        done.append((line, owners))
    return done


def without_islets(parts: list[tuple[list[Point], frozenset[str]]]) -> list[tuple[list[Point], frozenset[str]]]:
    """Closed lines round small islands go, but the largest of an authority that has no other border stays."""
    others = {code for line, owners in parts for code in owners if line[0] != line[-1]}
    largest: dict[str, float] = defaultdict(float)
    for line, owners in parts:
        if line[0] == line[-1]:
            for code in owners:
                largest[code] = max(largest[code], area(line))
    return [
        (line, owners)
        for line, owners in parts
        if line[0] != line[-1]
        or area(line) >= SMALLEST_ISLAND
        or any(code not in others and area(line) >= largest[code] for code in owners)
    ]


def main() -> None:
    shared = Path(sys.argv[1])
    OUT.mkdir(parents=True, exist_ok=True)
    arcs: list[tuple[list[str], list[int]]] = []
    for line, owners in without_islets(joined(borders(shared))):
        kept = thin(line, THIN)
        points = [(round(x), round(y)) for x, y in kept]
        flat: list[int] = [points[0][0], points[0][1]]
        for (x1, y1), (x2, y2) in pairwise(points):
            if (x1, y1) != (x2, y2):
                flat += [x2 - x1, y2 - y1]
        arcs.append((sorted(owners), flat))
    arcs.sort(key=lambda arc: (arc[0], arc[1]))
    source = (
        "Source: Office for National Statistics licensed under the Open Government Licence v3.0. "
        "Contains OS data © Crown copyright and database right."
    )
    text = json.dumps({"source": source, "unit": UNIT, "arcs": arcs}, ensure_ascii=False, separators=(",", ":"))
    (OUT / "outlines.json").write_text(text.replace("],[[", "],\n[["))
    points_kept = sum(len(flat) // 2 for _, flat in arcs)
    print(f"{len(arcs)} stretches, {points_kept} points, {len(text)} bytes")


if __name__ == "__main__":
    main()
