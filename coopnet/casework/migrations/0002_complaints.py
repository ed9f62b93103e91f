import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from coopnet.kit.sealed import sealed
from coopnet.kit.steps import at_once


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0001_casework'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = at_once([
        migrations.CreateModel(
            name='Complaint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('came_on', models.DateField()),
                ('name', models.CharField(blank=True, max_length=120)),
                ('reach', models.CharField(blank=True, max_length=254)),
                ('words', models.TextField(blank=True)),
                ('due_on', models.DateField()),
                ('acknowledged_on', models.DateField(null=True)),
                ('extended_on', models.DateField(null=True)),
                ('extended_to', models.DateField(null=True)),
                ('extended_why', models.CharField(blank=True, max_length=300)),
                ('answered_on', models.DateField(null=True)),
                ('answer', models.TextField(blank=True)),
                ('made_at', models.DateTimeField()),
                ('forgotten_at', models.DateTimeField(null=True)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('due_on__gt', models.F('came_on')), models.Q(('acknowledged_on__isnull', True), ('acknowledged_on__gte', models.F('came_on')), _connector='OR'), models.Q(('answered_on__isnull', True), ('answered_on__gte', models.F('acknowledged_on')), _connector='OR')), name='casework_complaint_days', violation_error_message='A complaint comes, is acknowledged, and then is answered.'),
                    models.CheckConstraint(condition=models.Q(('answered_on__isnull', True), models.Q(('acknowledged_on__isnull', False), models.Q(models.Q(('answer', ''), _negated=True), ('forgotten_at__isnull', False), _connector='OR')), _connector='OR'), name='casework_complaint_answer', violation_error_message='An answer says what came of it.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('extended_on__isnull', True), ('extended_to__isnull', True), ('extended_why', '')), models.Q(('extended_on__isnull', False), ('extended_on__lte', models.F('due_on')), ('extended_to__gt', models.F('due_on')), models.Q(('extended_why', ''), _negated=True)), _connector='OR'), name='casework_complaint_extended', violation_error_message='More time is taken in time, up to a day, for a reason.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('forgotten_at__isnull', True), models.Q(('words', ''), _negated=True)), models.Q(('answer', ''), ('answered_on__isnull', False), ('forgotten_at__isnull', False), ('name', ''), ('reach', ''), ('words', '')), _connector='OR'), name='casework_complaint_forgotten', violation_error_message='What was forgotten was answered, and holds no words and no names.'),
                ],
            },
        ),
        sealed(
            name="casework_complaint_sealed", model="casework.Complaint",
            open_columns=(
                "name", "reach", "words", "acknowledged_on", "extended_on", "extended_to", "extended_why",
                "answered_on", "answer", "forgotten_at",
            ),
            message="When a complaint came, and by when it is answered, stays as it was written.",
        ),
    ])
