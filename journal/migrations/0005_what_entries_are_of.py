from django.db import migrations

KNOWN = """
CREATE STATISTICS what_entries_are_of ON
  (plain -> 'is_first'), (plain -> 'area_id'), (plain -> 'channel'), (plain -> 'language'), (plain -> 'team_id')
FROM journal_entry;
ANALYZE journal_entry
"""
"""The tickets behind a number of one area are the newest entries of it. Without this PostgreSQL expects one such entry, and so
looks at all of their kind in the period before it sorts them."""


class Migration(migrations.Migration):
    dependencies = [("journal", "0004_entries_of_a_company")]

    operations = [migrations.RunSQL(KNOWN, "DROP STATISTICS what_entries_are_of")]
