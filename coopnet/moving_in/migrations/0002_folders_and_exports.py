import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from coopnet.kit.steps import at_once


class Migration(migrations.Migration):

    dependencies = [
        ('bodies', '0002_terms_never_overlap'),
        ('library', '0003_day_and_body'),
        ('moving_in', '0001_moving_in'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = at_once([
        migrations.CreateModel(
            name='Folder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('refused', models.JSONField(default=list)),
                ('known', models.PositiveIntegerField(default=0, help_text='Files of it that were here already.')),
                ('undone_at', models.DateTimeField(null=True)),
                ('taken_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('file', models.FileField(blank=True, max_length=200, upload_to='exports/')),
                ('uploads', models.FileField(blank=True, max_length=200, upload_to='exports/')),
                ('digest', models.CharField(max_length=64)),
                ('told', models.JSONField()),
                ('stage', models.CharField(max_length=10)),
                ('why', models.CharField(blank=True, max_length=500)),
                ('at', models.DateTimeField()),
                ('begun_at', models.DateTimeField(null=True)),
                ('move', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='moving_in.move')),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('stage', 'runs')), fields=('stage',), name='moving_in_one_export_at_a_time', violation_error_message='Another export is being brought in.'), models.CheckConstraint(condition=models.Q(models.Q(('move__isnull', False), ('stage', 'done')), models.Q(('stage', 'done'), _negated=True), _connector='OR'), name='moving_in_export_in', violation_error_message='What is in names its move.')],
            },
        ),
        migrations.CreateModel(
            name='FolderFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=300)),
                ('file', models.FileField(blank=True, max_length=200, upload_to='folder/')),
                ('name', models.CharField(max_length=100)),
                ('suffix', models.CharField(max_length=6)),
                ('size', models.PositiveIntegerField()),
                ('digest', models.CharField(help_text='SHA-256 of the file.', max_length=64)),
                ('title', models.CharField(max_length=120)),
                ('day', models.DateField(null=True)),
                ('kind', models.CharField(max_length=10)),
                ('sure', models.BooleanField()),
                ('state', models.CharField(max_length=10)),
                ('body', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.body')),
                ('folder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='moving_in.folder')),
                ('paper', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='library.paper')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'left'), _negated=True), fields=('digest',), name='moving_in_a_document_is_taken_once', violation_error_message='This document is here already.'), models.CheckConstraint(condition=models.Q(models.Q(('paper__isnull', False), ('state', 'shelved')), models.Q(('paper__isnull', True), ('state__in', ['waits', 'left'])), _connector='OR'), name='moving_in_tray', violation_error_message='What is on the shelf is a document there.')],
            },
        ),
    ])
