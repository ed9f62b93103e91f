from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('membership', '0002_inspections'),
        ('people', '0001_people_and_organisations'),
        ('register', '0001_the_school_list'),
    ]

    operations = [
        migrations.AddField(
            model_name='application',
            name='ask_again_on',
            field=models.DateField(blank=True, help_text='Of one that was refused: when to ask it again.', null=True),
        ),
        migrations.AddField(
            model_name='application',
            name='ask_again_words',
            field=models.TextField(blank=True, help_text='Why then; for officers alone.'),
        ),
        migrations.AddField(
            model_name='member',
            name='ask_again_words',
            field=models.TextField(blank=True, help_text='Why then; for officers alone.'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ask_again_on__isnull', False), ('state__in', ['refused', 'refused-for-good', 'withdrawn'])), models.Q(('ask_again_on__isnull', True), ('ask_again_words', '')), _connector='OR'), name='membership_application_asked_again', violation_error_message='Only one that left or was refused has a day to be asked again.'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.CheckConstraint(condition=models.Q(('ask_again_on__isnull', False), models.Q(('ask_again_on__isnull', True), ('ask_again_words', '')), _connector='OR'), name='membership_member_asked_again', violation_error_message='Only one that left or was refused has a day to be asked again.'),
        ),
    ]
