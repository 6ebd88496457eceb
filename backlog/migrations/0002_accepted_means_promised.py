"""A ticket is accepted if and only if it has a voice on an item that is not dropped: checked at every commit."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION accepted_means_promised(number bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    is_accepted boolean;
    has_voice boolean;
BEGIN
    SELECT stage = 'accepted' INTO is_accepted FROM tickets_ticket WHERE id = number;
    SELECT EXISTS (
        SELECT FROM backlog_voice v JOIN backlog_item i ON i.id = v.item_id
        WHERE v.ticket_id = number AND v.withdrawn_at IS NULL AND i.stage <> 'dropped'
    ) INTO has_voice;
    IF is_accepted IS DISTINCT FROM has_voice THEN
        RAISE EXCEPTION 'CS-%: accepted is %, a voice on an item in force is %', number, is_accepted, has_voice
            USING ERRCODE = 'check_violation', CONSTRAINT = 'accepted_means_promised';
    END IF;
END $$;

CREATE FUNCTION ticket_accepted_means_promised() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM accepted_means_promised(NEW.id); RETURN NULL; END $$;
CREATE FUNCTION voice_accepted_means_promised() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM accepted_means_promised(COALESCE(NEW.ticket_id, OLD.ticket_id)); RETURN NULL; END $$;
CREATE FUNCTION item_accepted_means_promised() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM accepted_means_promised(v.ticket_id) FROM backlog_voice v
    WHERE v.item_id = NEW.id AND v.withdrawn_at IS NULL;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER a_ticket_is_accepted_when_promised AFTER INSERT OR UPDATE OF stage ON tickets_ticket
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ticket_accepted_means_promised();
CREATE CONSTRAINT TRIGGER a_voice_speaks_for_an_accepted_ticket AFTER INSERT OR UPDATE OR DELETE ON backlog_voice
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION voice_accepted_means_promised();
CREATE CONSTRAINT TRIGGER a_dropped_item_promises_nobody AFTER UPDATE OF stage ON backlog_item
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.stage = 'dropped') EXECUTE FUNCTION item_accepted_means_promised();
"""
BACKWARDS = """
DROP TRIGGER a_dropped_item_promises_nobody ON backlog_item;
DROP TRIGGER a_voice_speaks_for_an_accepted_ticket ON backlog_voice;
DROP TRIGGER a_ticket_is_accepted_when_promised ON tickets_ticket;
DROP FUNCTION item_accepted_means_promised();
DROP FUNCTION voice_accepted_means_promised();
DROP FUNCTION ticket_accepted_means_promised();
DROP FUNCTION accepted_means_promised(bigint);
"""


class Migration(migrations.Migration):
    """Deferred to the commit, because a verb changes both sides one after the other."""

    dependencies = [("backlog", "0001_initial"), ("tickets", "0002_what_stays")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
