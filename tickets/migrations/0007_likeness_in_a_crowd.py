from typing import Any

from django.db import migrations, models


def cut_anew(apps: Any, schema_editor: Any) -> None:
    """What is kept was cut in another way: cut the words of every ticket anew."""
    from tickets.likeness import asked, claims, length_of

    likeness = apps.get_model("tickets", "Likeness")
    rows = []
    for row in likeness.objects.select_related("ticket").only("ticket__verbatim").iterator(chunk_size=500):
        wanted = asked(row.ticket.verbatim)
        row.terms, row.length = sorted(wanted), length_of(claims(wanted, {}))
        rows.append(row)
        if len(rows) == 500:
            likeness.objects.bulk_update(rows, ["terms", "length"])
            rows = []
    likeness.objects.bulk_update(rows, ["terms", "length"])
    apps.get_model("tickets", "TermWeight").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("tickets", "0006_words_and_aftermath"), ("common", "0002_documents")]

    operations = [
        migrations.RemoveIndex("likeness", "likeness_terms"),
        migrations.AddField("likeness", "length", models.FloatField(default=1.0, help_text="how much it claims, so that long texts are not like everything")),
        migrations.AddField("likeness", "crowd", models.FloatField(default=0.0, help_text="how like its nearest it is: what is like many says less")),
        migrations.RunPython(cut_anew, migrations.RunPython.noop, elidable=True),
    ]
