"""Write the list of parts (CycloneDX 1.6, JSON) from requirements/run.txt: name, version and hashes of each package."""

import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)(?:\s*;\s*([^\\]+?))?\s*\\?$")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def components(text: str) -> list[dict[str, Any]]:
    """One component for each pinned package. A package without a hash is a mistake in the lock."""
    found: list[dict[str, Any]] = []
    for line in text.splitlines():
        if pin := _PIN.match(line):
            name, version, marker = pin.groups()
            part: dict[str, Any] = {
                "type": "library",
                "name": name,
                "version": version,
                "purl": f"pkg:pypi/{name.lower()}@{version}",
                "bom-ref": f"pkg:pypi/{name.lower()}@{version}",
                "hashes": [],
            }
            if marker:
                part["properties"] = [{"name": "coopnet:marker", "value": marker.strip()}]
            found.append(part)
        elif digest := _HASH.search(line):
            found[-1]["hashes"].append({"alg": "SHA-256", "content": digest.group(1)})
    bare = [part["name"] for part in found if not part["hashes"]]
    if bare:
        raise SystemExit(f"sbom: requirements/run.txt holds no hash for {', '.join(bare)}")
    return found


def document() -> dict[str, Any]:
    """The whole list. It carries no date and no random number: the same lock gives the same bytes."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "name": project["name"],
                "version": project["version"],
                "licenses": [{"license": {"id": project["license"]}}],
            }
        },
        "components": components((ROOT / "requirements/run.txt").read_text()),
    }


def main() -> int:
    """Write to the named file, or to standard output."""
    text = json.dumps(document(), indent=2, sort_keys=True) + "\n"
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(text)
    else:
        sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
