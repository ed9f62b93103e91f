"""An authority or a school is in one region at a time: the database itself refuses a second period."""

from django.db import migrations

from coopnet.kit.overlaps import no_overlap


class Migration(migrations.Migration):
    dependencies = [("regions", "0001_regions")]

    operations = [
        no_overlap(
            name="regions_assignment_alone",
            table="regions_regionassignment",
            keys=["authority_id"],
            message="This authority already belongs to a region in that time.",
        ),
        no_overlap(
            name="regions_override_alone",
            table="regions_schooloverride",
            keys=["establishment_id"],
            message="This school already has a region of its own in that time.",
        ),
    ]
