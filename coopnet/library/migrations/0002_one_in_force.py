from django.db import migrations

from coopnet.kit.overlaps import no_overlap


class Migration(migrations.Migration):
    dependencies = [("library", "0001_library")]
    operations = [
        no_overlap(
            name="library_one_version_in_force",
            table="library_inforce",
            keys=["paper_id"],
            message="Another version of this document is in force on one of these days.",
        )
    ]
