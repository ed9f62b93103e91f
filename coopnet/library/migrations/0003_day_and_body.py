import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bodies', '0002_terms_never_overlap'),
        ('library', '0002_one_in_force'),
    ]

    operations = [
        migrations.AddField(
            model_name='paper',
            name='body',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.body'),
        ),
        migrations.AddField(
            model_name='paper',
            name='day',
            field=models.DateField(blank=True, null=True),
        ),
    ]
