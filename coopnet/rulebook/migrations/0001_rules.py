import django.db.models.deletion
from django.db import migrations, models

from coopnet.kit.overlaps import no_overlap
from coopnet.kit.sealed import sealed
from coopnet.kit.steps import at_once


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = at_once([
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(unique=True)),
                ('title', models.CharField(max_length=200)),
                ('starts', models.DateField()),
                ('basis_kind', models.CharField(max_length=40)),
                ('basis_key', models.CharField(blank=True, max_length=120)),
                ('basis_words', models.CharField(max_length=300)),
                ('basis_day', models.DateField()),
                ('registered_on', models.DateField(blank=True, null=True)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('basis_kind', ''), _negated=True), models.Q(('basis_words', ''), _negated=True)), name='rulebook_edition_rests_on_an_act', violation_error_message='Say by which decision the rules changed.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Clause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(max_length=60)),
                ('key', models.CharField(max_length=40)),
                ('value', models.JSONField()),
                ('text', models.TextField(blank=True, help_text='The words of the rule, where somebody wrote them.')),
                ('source', models.CharField(blank=True, help_text='Where it comes from: a model, a law, a custom.', max_length=200)),
                ('starts', models.DateField()),
                ('ends', models.DateField(blank=True, null=True)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clauses', to='rulebook.edition')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['scope', 'key', 'starts'], name='rulebook_clause_of'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gt', models.F('starts')), _connector='OR'), name='rulebook_clause_ends_after_it_starts', violation_error_message='A clause holds for a day at least.'),
                ],
            },
        ),
        no_overlap(
            name="rulebook_one_answer",
            table="rulebook_clause",
            keys=["scope", "key"],
            message="Another clause answers this on one of these days.",
        ),
        sealed(
            name="rulebook_edition_sealed",
            model="rulebook.Edition",
            message="What was adopted is not changed. Adopt a new edition.",
        ),
        sealed(
            name="rulebook_clause_sealed",
            model="rulebook.Clause",
            open_columns=("ends",),
            message="What was adopted is not changed. Adopt a new edition.",
        ),
    ])
