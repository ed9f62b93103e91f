import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from coopnet.kit.sealed import sealed
from coopnet.kit.steps import at_once


class Migration(migrations.Migration):

    dependencies = [
        ('subscriptions', '0006_registration'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = at_once([
        migrations.CreateModel(
            name='BankBalance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(db_index=True)),
                ('pence', models.BigIntegerField()),
                ('made_at', models.DateTimeField()),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        sealed(
            name="subscriptions_bankbalance_sealed",
            model="subscriptions.BankBalance",
            message="What the bank said is followed by a later row.",
        ),
    ])
