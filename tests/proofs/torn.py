"""A torn backup is noticed: 200 archives cut short or with one bit turned, each refused, the network untouched."""

from pathlib import Path
from typing import Any

import pytest

from coopnet.operations import backup
from coopnet.operations.tests.test_backup import refuse_torn
from tests import small_network
from tests.other_database import another
from tests.small_network import AT


@pytest.mark.parametrize("count", [200])
def test_two_hundred_torn_archives(
    own_database: str, tmp_path: Path, settings: Any, record_property: Any, count: int
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    with another("full"):
        small_network.make()
        backup.write(tmp_path / "full.coopnet", at=AT)
    settings.MEDIA_ROOT = tmp_path / "media2"
    refuse_torn(tmp_path / "full.coopnet", tmp_path, count)
    record_property("size", f"{count} archives")
