import django.db.models.deletion
from django.db import migrations, models

from coopnet.kit.sealed import sealed
from coopnet.kit.steps import WithoutModels, at_once
from coopnet.ledger.migrations._funds import guard


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0001_initial'),
    ]

    operations = at_once([
        migrations.CreateModel(
            name='Gift',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('giver', models.CharField(max_length=120)),
                ('named', models.BooleanField(default=False)),
                ('source', models.CharField(max_length=200)),
                ('day', models.DateField()),
                ('spend_by', models.DateField(null=True)),
                ('made_at', models.DateTimeField()),
                ('fund', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='gift', to='ledger.fund')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('giver', ''), _negated=True), models.Q(('source', ''), _negated=True)), name='ledger_gift_has_a_giver', violation_error_message='Say who gave it, and what shows it.'),
                    models.CheckConstraint(condition=models.Q(('spend_by__isnull', True), ('spend_by__gte', models.F('day')), _connector='OR'), name='ledger_gift_is_spent_later', violation_error_message='It is spent after it was given.'),
                ],
            },
        ),
        sealed(name="ledger_gift_sealed", model="ledger.Gift", message="Who gave a fund stays as it was written."),
        WithoutModels(guard, WithoutModels.noop),
    ])
