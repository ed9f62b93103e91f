import django.db.models.deletion
import django.db.models.functions.text
import uuid
from django.conf import settings
from django.db import migrations, models

from coopnet.kit.sealed import sealed
from coopnet.kit.steps import at_once


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = at_once([
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('sort', models.CharField(max_length=10)),
                ('subject', models.CharField(max_length=150)),
                ('text', models.TextField()),
                ('policy', models.BooleanField(default=False)),
                ('public', models.BooleanField(default=True, help_text='Of a newsletter: whether it stands in the archive.')),
                ('group', models.JSONField()),
                ('made_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Mailing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('sort', models.CharField(max_length=10)),
                ('subject', models.CharField(max_length=150)),
                ('text', models.TextField()),
                ('policy', models.BooleanField()),
                ('public', models.BooleanField()),
                ('group', models.JSONField()),
                ('made_at', models.DateTimeField()),
                ('state', models.CharField(max_length=10)),
                ('agreed_at', models.DateTimeField(null=True)),
                ('begun_at', models.DateTimeField(null=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('total', models.PositiveIntegerField(help_text='How many letters, when it was handed in.')),
                ('number', models.PositiveIntegerField(null=True, unique=True)),
                ('agreed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('agreed_by__isnull', True), models.Q(('agreed_by', models.F('made_by')), _negated=True), _connector='OR'), name='mailings_second_is_another', violation_error_message='Somebody else than whoever wrote it agrees.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('begun_at__isnull', True), ('state__in', ['waits', 'taken-back'])), models.Q(('begun_at__isnull', False), ('done_at__isnull', True), ('state__in', ['sending', 'stopped'])), models.Q(('begun_at__isnull', False), ('done_at__isnull', False), ('state', 'done')), _connector='OR'), name='mailings_state_has_its_moments', violation_error_message='A letter that leaves says since when.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Reader',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(max_length=254, unique=True)),
                ('asked_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('source', models.CharField(max_length=40)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('address', django.db.models.functions.text.Lower('address'))), name='mailings_reader_lower_case', violation_error_message='Addresses are kept in lower case.')],
            },
        ),
        migrations.CreateModel(
            name='Recipient',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(blank=True, max_length=254)),
                ('name', models.CharField(blank=True, max_length=160)),
                ('school', models.CharField(blank=True, max_length=200)),
                ('region', models.CharField(blank=True, max_length=80)),
                ('why', models.CharField(max_length=300)),
                ('left_out', models.CharField(blank=True, max_length=12)),
                ('queued_at', models.DateTimeField(null=True)),
                ('mailing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recipients', to='mailings.mailing')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(django.db.models.functions.text.Lower('address'), models.F('mailing'), condition=models.Q(('left_out', '')), name='mailings_each_address_once', violation_error_message='Each address gets it once.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('left_out', ''), models.Q(('address', ''), _negated=True)), models.Q(models.Q(('left_out', ''), _negated=True), ('queued_at__isnull', True)), _connector='OR'), name='mailings_left_out_gets_none', violation_error_message='Whoever is left out gets no letter.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SavedGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True)),
                ('group', models.JSONField()),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        sealed(
            name="mailings_mailing_sealed",
            model="mailings.Mailing",
            open_columns=("state", "agreed_by", "agreed_at", "begun_at", "done_at", "number"),
            message="A letter that was handed in is not changed. Take it back, and copy it into a draft.",
        ),
        sealed(
            name="mailings_recipient_sealed",
            model="mailings.Recipient",
            open_columns=("queued_at",),
            message="Who got a letter, and why, is not changed.",
        ),
    ])
