from django.db import migrations, models

from coopnet.kit.overlaps import no_overlap
from coopnet.kit.sealed import sealed


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='PriceScheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(unique=True)),
                ('title', models.CharField(max_length=120)),
                ('data', models.JSONField()),
                ('starts', models.DateField()),
                ('ends', models.DateField(blank=True, null=True)),
                ('basis_kind', models.CharField(max_length=40)),
                ('basis_key', models.CharField(blank=True, max_length=120)),
                ('basis_words', models.CharField(max_length=300)),
                ('basis_day', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('lane', models.PositiveSmallIntegerField(default=1, editable=False)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gt', models.F('starts')), _connector='OR'), name='subscriptions_scheme_has_days', violation_error_message='A scheme holds for a day at least.'), models.CheckConstraint(condition=models.Q(('lane', 1)), name='subscriptions_one_lane', violation_error_message='There is one lane.')],
            },
        ),
        no_overlap(
            name="subscriptions_one_scheme",
            table="subscriptions_pricescheme",
            keys=["lane"],
            message="Another price scheme holds on one of these days.",
        ),
        sealed(
            name="subscriptions_scheme_sealed",
            model="subscriptions.PriceScheme",
            open_columns=("ends",),
            message="Prices in force are not changed. Put a new scheme in force.",
        ),
    ]
