"""A demo may read real register files: they and the invented schools leave each other alone."""

from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random

import pytest

from coopnet.kit.actors import System
from coopnet.register.imports.actions import import_files
from coopnet.register.imports.work import Options
from coopnet.register.models import Change, Establishment, GroupMembership, Import, Link
from coopnet.story import lists
from coopnet.story.acts import files
from coopnet.story.engine import Scene

pytestmark = pytest.mark.django_db
AT = datetime(2027, 2, 1, 9, tzinfo=UTC)


def real(schools):
    """Rows with numbers that real schools could have, in as many columns as a whole extract has."""
    rows = lists.extract([replace(school, urn=school.urn - 800_000) for school in schools]).split(b"\r\n")
    header = b"".join(b',"Column %d"' % number for number in range(120))
    return b"\r\n".join([rows[0] + header, *(row + b',""' * 120 for row in rows[1:] if row), b""])


def read(tmp_path, **contents):
    paths = []
    for name, content in contents.items():
        paths.append(tmp_path / f"{name}.csv")
        paths[-1].write_bytes(content)
    return import_files(paths=paths, options=Options(), by=System("import"), at=AT)


@pytest.fixture
def told():
    scene = Scene(day=date(2026, 9, 1), chance=Random(1), echo=print)
    files.read(
        scene,
        ("extract", lists.extract(lists.AUTUMN)),
        ("trusts", lists.trust_links(lists.AUTUMN_TRUSTS, lists.AUTUMN)),
        ("links", lists.links()),
    )


def test_older_and_newer_real_files_are_taken_without_any_option(told, tmp_path):
    trusts = [replace(lists.SPRING_TRUSTS[0], uid="2777", joined=((100_021, lists.JOINED),))]
    schools = [replace(school, urn=school.urn - 800_000) for school in lists.SPRING]
    first = read(
        tmp_path,
        edubasealldata20220706=real(lists.SPRING),
        academies20220706=lists.trust_links(trusts, schools),
        links20220706=b'"URN","LinkURN","LinkName","LinkType","LinkEstablishedDate"\r\n'
        b'"100001","100002","Somewhere","Successor","01-01-2020"\r\n',
    )
    assert first.changes["vanished"] == first.changes["academies_gone"] == first.changes["links_removed"] == 0
    assert not Change.objects.exists(), "the first real files are where history begins"
    assert set(Import.objects.filter(scope="").values_list("baseline", flat=True)) == {True}
    newer = read(tmp_path, edubasealldata20270101=real(lists.SPRING))
    assert newer.changes["vanished"] == 0
    invented = Establishment.objects.filter(urn__gte=900_000)
    assert not invented.exclude(vanished_on=None).exists()
    assert not Change.objects.filter(urn__gte=900_000).exists()
    assert GroupMembership.objects.filter(establishment__in=invented, source="trust-links", ends=None).count() == 8
    assert Link.objects.filter(urn__gte=900_000, removed_on=None).count() == 4


def test_the_control_would_see_a_real_school_vanish(told, tmp_path):
    read(tmp_path, edubasealldata20220706=real(lists.SPRING))
    with pytest.raises(ValueError, match="20 schools"):
        read(tmp_path, edubasealldata20220707=real(lists.SPRING[:10]))


def test_the_story_cannot_read_a_file_about_real_schools():
    scene = Scene(day=date(2026, 9, 1), chance=Random(1), echo=print)
    with pytest.raises(ValueError, match="tells of a real school"):
        files.read(scene, ("extract", real(lists.SPRING)))
    assert not Import.objects.exists()
