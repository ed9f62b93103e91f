"""How to break the promises about regions."""

from datetime import UTC, date, datetime

from coopnet.kit.actors import System
from coopnet.regions import actions
from coopnet.regions.models import Cluster
from coopnet.register.models import Authority
from tests.controls import Control, sql, without_triggers
from tests.roles import regions

COLUMNS = "authority_id, region_id, cluster_id, change_id"


def arrange() -> None:
    made = regions()
    actions.assign_authority(
        authority=Authority.objects.create(code="908", name="Cornwall", folded="cornwall"),
        region=made["west"],
        starts=date(2010, 1, 1),
        reason="Invented for a test.",
        by=System("test"),
        at=datetime(2026, 9, 1, 9, tzinfo=UTC),
    )
    Cluster.objects.create(region=made["north"], name="Leeds")


def in_two_regions() -> None:
    without_triggers("regions_regionassignment")
    sql(
        f"INSERT INTO regions_regionassignment ({COLUMNS}, starts, ends) "
        f"SELECT {COLUMNS}, '2012-01-01', '2013-01-01' FROM regions_regionassignment"
    )


def in_another_cluster() -> None:
    without_triggers("regions_regionassignment")
    sql("UPDATE regions_regionassignment SET cluster_id = (SELECT id FROM regions_cluster WHERE name = 'Leeds')")


CONTROLS = {
    "regions.one-at-a-time": Control(in_two_regions, arrange),
    "regions.clusters-inside": Control(in_another_cluster, arrange),
}
