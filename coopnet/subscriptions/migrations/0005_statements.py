import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from coopnet.kit.sealed import sealed
from coopnet.kit.steps import at_once


class Migration(migrations.Migration):

    dependencies = [
        ('subscriptions', '0004_settling'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = at_once([
        migrations.CreateModel(
            name='Columns',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('heading', models.CharField(help_text='SHA-256 of the heading line.', max_length=64, unique=True)),
                ('columns', models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name='BankFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('account', models.CharField(help_text='As the file names it.', max_length=60)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('new', models.PositiveIntegerField()),
                ('known', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('loaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='subscriptions_bank_file_has_days', violation_error_message='A statement covers a day at least.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='BankLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identity', models.CharField(max_length=64, unique=True)),
                ('day', models.DateField(db_index=True)),
                ('pence', models.BigIntegerField()),
                ('words', models.CharField(max_length=500)),
                ('not_ours', models.CharField(blank=True, help_text='Why it is no payment of an invoice.', max_length=200)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='subscriptions.bankfile')),
            ],
        ),
        migrations.CreateModel(
            name='Matched',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.CharField(max_length=300)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='matches', to='subscriptions.bankline')),
                ('payment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='matched', to='subscriptions.payment')),
            ],
        ),
        migrations.CreateModel(
            name='Waiting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('data', models.BinaryField()),
                ('at', models.DateTimeField()),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('sent_by',), name='subscriptions_one_waiting_file_each', violation_error_message='Your last file waits still.'),
                ],
            },
        ),
        sealed(
            name="subscriptions_bankline_sealed",
            model="subscriptions.BankLine",
            open_columns=("not_ours",),
            message="A line of the bank is not changed.",
        ),
        sealed(
            name="subscriptions_matched_sealed",
            model="subscriptions.Matched",
            message="A match is not changed. Undo it.",
        ),
    ])
