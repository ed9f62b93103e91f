from django.db import migrations, models

from coopnet.kit.sealed import sealed
from coopnet.kit.steps import at_once


class Migration(migrations.Migration):

    dependencies = [
        ('subscriptions', '0005_statements'),
    ]

    operations = at_once([
        migrations.CreateModel(
            name='Registration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts', models.DateField()),
                ('company_number', models.CharField(blank=True, max_length=12)),
                ('vat_number', models.CharField(blank=True, max_length=14)),
                ('phone', models.CharField(blank=True, max_length=24)),
                ('made_at', models.DateTimeField()),
            ],
        ),
        sealed(
            name="subscriptions_registration_sealed",
            model="subscriptions.Registration",
            message="What we said of ourselves is followed by a later row.",
        ),
    ])
