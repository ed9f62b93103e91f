import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from coopnet.kit.sealed import sealed


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('bodies', '0002_terms_never_overlap'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.SlugField(max_length=90, unique=True)),
                ('day', models.DateField()),
                ('number', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=160)),
                ('text', models.TextField()),
                ('how', models.CharField(blank=True, help_text='At which meeting, by which way of deciding.', max_length=300)),
                ('votes_for', models.PositiveIntegerField(blank=True, null=True)),
                ('votes_against', models.PositiveIntegerField(blank=True, null=True)),
                ('abstained', models.PositiveIntegerField(blank=True, null=True)),
                ('starts', models.DateField()),
                ('ends', models.DateField(blank=True, null=True)),
                ('review_on', models.DateField(blank=True, null=True)),
                ('public', models.BooleanField(default=True)),
                ('effect', models.CharField(default='adopts', max_length=10)),
                ('file', models.FileField(blank=True, max_length=200, upload_to='decisions/')),
                ('file_name', models.CharField(blank=True, max_length=100)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('recorded_at', models.DateTimeField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.body')),
                ('earlier', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='later', to='decisions.decision')),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['-day', '-id'], name='decisions_newest')],
                'constraints': [models.UniqueConstraint(fields=('body', 'day', 'number'), name='decisions_number_once', violation_error_message='There is a decision of that number.'), models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gt', models.F('starts')), _connector='OR'), name='decisions_ends_after_it_starts', violation_error_message='The last day comes after the first.'), models.CheckConstraint(condition=models.Q(('starts__gte', models.F('day'))), name='decisions_holds_from_its_day', violation_error_message='A decision holds from the day on which it was taken, or later.'), models.CheckConstraint(condition=models.Q(models.Q(('earlier__isnull', True), ('effect', 'adopts')), models.Q(('earlier__isnull', False), ('effect__in', ['replaces', 'rescinds'])), _connector='OR'), name='decisions_effect_names_an_earlier', violation_error_message='Name the decision that this one changes, and no other.')],
            },
        ),
        sealed(
            name="decisions_sealed",
            model="decisions.Decision",
            message="A decision is not changed once it is recorded. Record a later one.",
        ),
    ]
