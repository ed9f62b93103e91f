"""Reading the story's own register files through the ordinary import."""

import tempfile
from pathlib import Path

from coopnet.kit.actors import System
from coopnet.register.imports.actions import Report, import_files
from coopnet.register.imports.work import Options
from coopnet.register.rules import FIRST_INVENTED
from coopnet.story.engine import Scene


def read(scene: Scene, *contents: tuple[str, bytes]) -> Report:
    """Import files, (name without its date, content) each, as of the scene's day. They may tell of nothing real."""
    for name, content in contents:
        numbers = [line.split(b'"')[1] for line in content.splitlines()[1:]]
        if any(int(number) < FIRST_INVENTED for number in numbers):
            raise ValueError(f"{name} tells of a real school.")
    with tempfile.TemporaryDirectory(prefix="coopnet-story-") as folder:
        paths = []
        for name, content in contents:
            path = Path(folder) / f"{name}{scene.day:%Y%m%d}.csv"
            path.write_bytes(content)
            paths.append(path)
        # A part of the register, and of invented schools: it can never make a real school vanish, nor a real file it.
        options = Options(partial=True, invented=True)
        return import_files(paths=paths, options=options, by=System("import"), at=scene.at(6))
