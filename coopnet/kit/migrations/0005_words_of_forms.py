from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kit', '0004_rehearsal'),
    ]

    operations = [
        migrations.AddField(
            model_name='submission',
            name='words',
            field=models.CharField(default='', help_text='SHA-256 of what was sent with it.', max_length=64),
        ),
    ]
