from django.db import migrations, models

NEEDED_NO_MORE = "DELETE FROM metrics_count WHERE grain = 'd' AND cut IN ('company', 'co_area', 'co_team')"
"""Days of a company are told from the finest cut, which has few rows of any one day."""


class Migration(migrations.Migration):
    dependencies = [
        ("metrics", "0005_shelves_and_companies"),
    ]

    operations = [
        migrations.RunSQL(NEEDED_NO_MORE, migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="count", name="count_of_its_days"),
        migrations.RemoveIndex(model_name="count", name="count_of_one_company"),
        migrations.AddIndex(
            model_name="count",
            index=models.Index(
                condition=models.Q(("company_id__gt", 0)),
                fields=["company_id", "cut", "grain", "first"],
                name="count_of_a_company",
            ),
        ),
    ]
