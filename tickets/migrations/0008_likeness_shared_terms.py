import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("tickets", "0007_likeness_in_a_crowd")]

    operations = [
        migrations.AddIndex("likeness", django.contrib.postgres.indexes.GinIndex(fields=["terms"], name="likeness_shared_terms", opclasses=["gin__int_ops"])),
    ]
