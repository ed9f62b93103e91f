import django.db.models.deletion
import uuid
from django.db import migrations, models

from coopnet.kit.sealed import sealed
from coopnet.kit.steps import at_once


class Migration(migrations.Migration):

    dependencies = [
        ('membership', '0002_inspections'),
        ('people', '0001_people_and_organisations'),
        ('subscriptions', '0001_prices'),
    ]

    operations = at_once([
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('series', models.CharField(max_length=12, primary_key=True, serialize=False)),
                ('last', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Invoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveIntegerField(unique=True)),
                ('payer_name', models.CharField(max_length=200)),
                ('payer_address', models.CharField(blank=True, max_length=600)),
                ('to_name', models.CharField(blank=True, max_length=120)),
                ('to_email', models.EmailField(blank=True, max_length=254)),
                ('year_starts', models.DateField()),
                ('year_ends', models.DateField(help_text='The first day of the next year.')),
                ('lines', models.JSONField()),
                ('pence', models.PositiveIntegerField()),
                ('vat_words', models.CharField(max_length=200)),
                ('seller', models.JSONField()),
                ('issued_on', models.DateField()),
                ('due_on', models.DateField()),
                ('order_number', models.CharField(blank=True, max_length=60)),
                ('made_at', models.DateTimeField()),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='membership.member')),
                ('payer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='subscriptions.pricescheme')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('member', 'year_starts'), name='subscriptions_one_invoice_a_year', violation_error_message='This member has its invoice of that year.'),
                    models.CheckConstraint(condition=models.Q(('year_ends__gt', models.F('year_starts')), ('due_on__gte', models.F('issued_on'))), name='subscriptions_invoice_has_a_year', violation_error_message='An invoice is for a year, and due on its day or later.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Credit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(unique=True)),
                ('pence', models.PositiveIntegerField()),
                ('reason', models.CharField(max_length=300)),
                ('day', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credits', to='subscriptions.invoice')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('pence__gt', 0), models.Q(('reason', ''), _negated=True)), name='subscriptions_credit_is_something', violation_error_message='A credit note takes something off, for a reason.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pence', models.IntegerField()),
                ('day', models.DateField()),
                ('words', models.CharField(blank=True, help_text='As the bank told it.', max_length=200)),
                ('made_at', models.DateTimeField()),
                ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='subscriptions.invoice')),
                ('takes_back', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='taken_back', to='subscriptions.payment')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('pence__gt', 0), ('takes_back__isnull', True)), models.Q(('pence__lt', 0), ('takes_back__isnull', False)), _connector='OR'), name='subscriptions_payment_goes_one_way', violation_error_message='A payment is more than nothing, or takes another back.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Supplier',
            fields=[
                ('id', models.PositiveSmallIntegerField(editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('address', models.CharField(max_length=300)),
                ('email', models.EmailField(max_length=254)),
                ('account_name', models.CharField(max_length=120)),
                ('sort_code', models.CharField(max_length=8)),
                ('account_number', models.CharField(max_length=8)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='subscriptions_one_supplier', violation_error_message='There is one supplier.')],
            },
        ),
        sealed(
            name="subscriptions_invoice_sealed",
            model="subscriptions.Invoice",
            open_columns=("order_number",),
            message="An invoice that was sent is not changed. Write a credit note.",
        ),
        sealed(
            name="subscriptions_credit_sealed",
            model="subscriptions.Credit",
            message="A credit note is not changed.",
        ),
        sealed(
            name="subscriptions_payment_sealed",
            model="subscriptions.Payment",
            message="A payment is not changed. Take it back with a row against it.",
        ),
    ])
