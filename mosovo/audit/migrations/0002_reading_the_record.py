"""Reading the record of looks is itself on record: one more kind of look."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='look',
            name='kind',
            field=models.CharField(choices=[('page', 'Opened a page'), ('list', 'Saw in a list'), ('search', 'Found in a search'), ('api', 'Read through the API'), ('document', 'Opened a document'), ('opened', 'Opened a restricted part'), ('record', 'Read the record of looks')], max_length=10),
        ),
    ]
