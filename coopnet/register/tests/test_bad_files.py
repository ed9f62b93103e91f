"""A spoilt file is refused with a sentence that says where, and the list stays as it was, to the byte.

Every fifth of the ways to spoil an extract; ``make prove NAME=bad_files`` tries them all on 2,000 rows.
"""

import re
from pathlib import Path

import pytest

from coopnet.register.files.faults import BadFile
from coopnet.register.imports.work import Refused
from coopnet.register.tests.making import SECOND, extract, fingerprint, keep, schools, take
from coopnet.register.tests.spoiling import Spoilt, spoilt

pytestmark = pytest.mark.django_db


def refusal(folder: Path, one: Spoilt) -> str:
    """The sentence with which a spoilt file is refused."""
    path = folder / one.name
    path.write_bytes(one.data)
    with pytest.raises((BadFile, Refused)) as refused:
        take(path, as_of=SECOND)
    return str(refused.value)


def test_a_spoilt_file_is_refused_by_row_and_column_and_changes_nothing(tmp_path: Path):
    good = extract(schools(120))
    take(keep(tmp_path, "good.csv", good))
    before = fingerprint()
    tried = list(spoilt(good))[::5]
    assert len(tried) >= 40
    for one in tried:
        sentence = refusal(tmp_path, one)
        assert sentence.startswith(one.name), (one.what, sentence)
        assert re.search(r", row \d+, column \S", sentence), (one.what, sentence)
        assert fingerprint() == before, one.what


def test_the_sound_file_is_taken(tmp_path: Path):
    good = keep(tmp_path, "good.csv", extract(schools(120)))
    before = fingerprint()
    assert take(good).changes["opened"] == 120
    assert fingerprint() != before
