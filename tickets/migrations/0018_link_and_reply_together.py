from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tickets', '0017_team_of_a_ticket'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='batch', name='a_batch_does_a_known_act'),
        migrations.AlterField(
            model_name='batch',
            name='act',
            field=models.CharField(choices=[('assign', 'Assign'), ('tag', 'Tag'), ('file', 'Set area'), ('link', 'Link to an item'), ('reply', 'Reply'), ('set_aside', 'Set aside')], max_length=9),
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['assign', 'tag', 'file', 'link', 'reply', 'set_aside'])), name='a_batch_does_a_known_act'),
        ),
    ]
