from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0003_addresses'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['failed', 'bounced']), ('trouble__isnull', False), models.Q(('kind', 'code'), _negated=True)), models.Q(('trouble__isnull', True), models.Q(models.Q(('state__in', ['failed', 'bounced']), _negated=True), ('kind', 'code'), _connector='OR')), _connector='OR'), name='notices_undelivered_letters_are_to_do', violation_error_message='A letter that was not delivered stands against its address; no other does.'),
        ),
    ]
