from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("tickets", "0003_arrival")]

    operations = [
        migrations.AddField(
            model_name="productarea",
            name="promise_needs_manager_above",
            field=models.DecimalField(blank=True, decimal_places=2, help_text="empty: the parent’s, then the setting", max_digits=14, null=True, verbose_name="A promise needs a manager above, a month"),
        ),
        migrations.AddConstraint(
            model_name="productarea",
            constraint=models.CheckConstraint(condition=models.Q(("promise_needs_manager_above__isnull", True), ("promise_needs_manager_above__gte", 0), _connector="OR"), name="a_managers_limit_is_not_negative"),
        ),
    ]
