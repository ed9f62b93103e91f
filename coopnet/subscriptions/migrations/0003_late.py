import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from coopnet.kit.sealed import sealed
from coopnet.kit.steps import at_once


class Migration(migrations.Migration):

    dependencies = [
        ('membership', '0002_inspections'),
        ('subscriptions', '0002_invoices'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = at_once([
        migrations.CreateModel(
            name='Look',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='looks', to='subscriptions.invoice')),
                ('looked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Ending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reach', models.DateField(null=True)),
                ('owed', models.PositiveIntegerField()),
                ('due', models.DateField(help_text='The day from which the time was counted.')),
                ('day', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='endings', to='subscriptions.invoice')),
                ('period', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='membership.period')),
                ('look', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='subscriptions.look')),
            ],
        ),
        migrations.CreateModel(
            name='BankDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reach', models.DateField()),
                ('day', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('said_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('reach__lte', models.F('day'))), name='subscriptions_bank_day_is_past', violation_error_message='Nobody can know what comes later.')],
            },
        ),
        migrations.CreateModel(
            name='Promise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.DateField(help_text='The last day of the promise.')),
                ('words', models.CharField(blank=True, max_length=300)),
                ('day', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='promises', to='subscriptions.invoice')),
                ('noted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('until__gte', models.F('day'))), name='subscriptions_promise_has_days', violation_error_message='A promise holds for its own day at least.')],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('day', models.DateField()),
                ('owed', models.PositiveIntegerField()),
                ('reach', models.DateField(help_text='How far the bank records ran, as the letter said.', null=True)),
                ('written', models.BooleanField(help_text='Whether there was an address to write to.')),
                ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='subscriptions.invoice')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('invoice', 'number'), name='subscriptions_each_reminder_once', violation_error_message='This reminder was sent.')],
            },
        ),
        sealed(
            name="subscriptions_reminder_sealed",
            model="subscriptions.Reminder",
            message="A reminder that was sent is not changed.",
        ),
        sealed(
            name="subscriptions_promise_sealed",
            model="subscriptions.Promise",
            message="A promise that was noted is not changed. Note the next one.",
        ),
        sealed(
            name="subscriptions_bankday_sealed",
            model="subscriptions.BankDay",
            message="What was said about the bank records is not changed. Say it again.",
        ),
        sealed(
            name="subscriptions_look_sealed",
            model="subscriptions.Look",
            message="That somebody looked is not changed.",
        ),
        sealed(
            name="subscriptions_ending_sealed",
            model="subscriptions.Ending",
            message="How a membership ended is not changed.",
        ),
    ])
