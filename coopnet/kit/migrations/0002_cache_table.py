"""The table of the shared cache (rate limits must be counted across processes)."""

from django.core.management import call_command
from django.db import migrations

from coopnet.kit.steps import WithoutModels


def make(apps, schema_editor):
    call_command("createcachetable", "kit_cache", database=schema_editor.connection.alias, verbosity=0)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE kit_cache")


class Migration(migrations.Migration):
    dependencies = [("kit", "0001_initial")]
    operations = [WithoutModels(make, drop)]
