import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from coopnet.kit.sealed import sealed
from coopnet.kit.steps import WithoutModels, at_once


def old_payments(states, editor):
    """Payments recorded before any was posted say so."""
    editor.execute(
        "INSERT INTO subscriptions_posting (payment_id, why_not) SELECT id, 'old' FROM subscriptions_payment"
    )


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0001_initial'),
        ('subscriptions', '0003_late'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = at_once([
        migrations.CreateModel(
            name='Settlement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=10)),
                ('pence', models.PositiveIntegerField()),
                ('reason', models.CharField(max_length=300)),
                ('recorded_at', models.DateTimeField()),
                ('agreed_at', models.DateTimeField(null=True)),
                ('dropped_at', models.DateTimeField(null=True)),
                ('day', models.DateField(help_text='From which day it counts: the day on which it was agreed.', null=True)),
                ('agreed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='settlements', to='subscriptions.invoice')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('agreed_at__isnull', True), ('agreed_by__isnull', True), ('day__isnull', True)), models.Q(('agreed_at__isnull', False), ('agreed_by__isnull', False), ('day__isnull', False), ('dropped_at__isnull', True), models.Q(('agreed_by', models.F('recorded_by')), _negated=True)), _connector='OR'), name='subscriptions_settlement_by_two', violation_error_message='Somebody else than whoever recorded it agrees.'),
                    models.CheckConstraint(condition=models.Q(('pence__gt', 0), models.Q(('reason', ''), _negated=True), ('kind__in', ['refund', 'waiver', 'write-off'])), name='subscriptions_settlement_is_something', violation_error_message='It is a sum, for a reason.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why_not', models.CharField(blank=True, max_length=10)),
                ('entry', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.entry')),
                ('payment', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posting', to='subscriptions.payment')),
                ('settlement', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posting', to='subscriptions.settlement')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(models.Q(('payment__isnull', False), ('settlement__isnull', True)), models.Q(('payment__isnull', True), ('settlement__isnull', False)), _connector='OR'), models.Q(models.Q(('entry__isnull', False), ('why_not', '')), models.Q(('entry__isnull', True), models.Q(('why_not', ''), _negated=True)), _connector='OR')), name='subscriptions_posting_of_one_thing', violation_error_message='A posting is of one thing, and has its entry or says why not.'),
                ],
            },
        ),
        WithoutModels(old_payments, migrations.RunPython.noop),
        sealed(
            name="subscriptions_settlement_sealed",
            model="subscriptions.Settlement",
            open_columns=("agreed_by", "agreed_at", "dropped_at", "day"),
            message="What was recorded to be settled is not changed. Take it away and record it again.",
        ),
        sealed(
            name="subscriptions_posting_sealed",
            model="subscriptions.Posting",
            message="What a payment became in the books is not changed.",
        ),
    ])
