"""A file may belong to a message of its ticket; what is chosen and not sent yet waits."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

BELONGS = """
CREATE FUNCTION file_is_of_the_ticket_of_its_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.message_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM tickets_message m WHERE m.id = NEW.message_id AND m.ticket_id = NEW.ticket_id
    ) THEN
        RAISE EXCEPTION 'message % is not on CS-%', NEW.message_id, NEW.ticket_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_file_is_of_the_ticket_of_its_message';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_file_is_of_the_ticket_of_its_message BEFORE INSERT OR UPDATE ON tickets_attachment
FOR EACH ROW EXECUTE FUNCTION file_is_of_the_ticket_of_its_message();
"""
PARTS = """
DROP TRIGGER a_file_is_of_the_ticket_of_its_message ON tickets_attachment;
DROP FUNCTION file_is_of_the_ticket_of_its_message();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('tickets', '0021_meanings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='attachment',
            name='message',
            field=models.ForeignKey(blank=True, help_text='with what it was said; nothing: it came with the complaint', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to='tickets.message'),
        ),
        migrations.CreateModel(
            name='UnsentFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(help_text='random name in the store and in the address', max_length=43, unique=True)),
                ('name', models.CharField(max_length=200, verbose_name='Name')),
                ('content_type', models.CharField(help_text='decided by content, not by name', max_length=100)),
                ('size', models.PositiveIntegerField(verbose_name='Bytes')),
                ('has_preview', models.BooleanField(default=False)),
                ('at', models.DateTimeField(db_index=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unsent_files', to=settings.AUTH_USER_MODEL)),
                ('ticket', models.ForeignKey(blank=True, help_text='on which it waits; nothing: it waits for a complaint that is still written down', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='unsent_files', to='tickets.ticket')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='an_unsent_file_is_not_empty')],
            },
        ),
        migrations.RunSQL(BELONGS, PARTS),
    ]
