"""The customer's words, assessments and decisions stay; a stage and its current decision agree."""

from django.db import migrations

STAYS = """
CREATE TRIGGER a_decision_stays BEFORE UPDATE OR DELETE ON tickets_decision
FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER an_assessment_stays BEFORE UPDATE OR DELETE ON tickets_assessment
FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER a_setting_aside_stays BEFORE UPDATE OR DELETE ON tickets_settingaside
FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER a_message_stays BEFORE UPDATE OR DELETE ON tickets_message
FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER a_ticket_stays BEFORE DELETE ON tickets_ticket
FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER the_verbatim_stays BEFORE UPDATE OF verbatim ON tickets_ticket
FOR EACH ROW WHEN (OLD.verbatim IS DISTINCT FROM NEW.verbatim) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER a_listening_stays BEFORE DELETE ON tickets_listening
FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER what_was_understood_stays BEFORE UPDATE ON tickets_listening
FOR EACH ROW WHEN ((OLD.restatement, OLD.situation, OLD.wish) IS DISTINCT FROM (NEW.restatement, NEW.situation, NEW.wish))
EXECUTE FUNCTION refuse_change();
"""
GOES = """
DROP TRIGGER a_decision_stays ON tickets_decision;
DROP TRIGGER an_assessment_stays ON tickets_assessment;
DROP TRIGGER a_setting_aside_stays ON tickets_settingaside;
DROP TRIGGER a_message_stays ON tickets_message;
DROP TRIGGER a_ticket_stays ON tickets_ticket;
DROP TRIGGER the_verbatim_stays ON tickets_ticket;
DROP TRIGGER a_listening_stays ON tickets_listening;
DROP TRIGGER what_was_understood_stays ON tickets_listening;
"""
AGREES = """
CREATE FUNCTION decision_fits_stage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.decision_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM tickets_decision d WHERE d.id = NEW.decision_id AND d.ticket_id = NEW.id AND d.outcome = NEW.stage
    ) THEN
        RAISE EXCEPTION 'CS-% is % but its current decision says otherwise', NEW.id, NEW.stage
            USING ERRCODE = 'check_violation', CONSTRAINT = 'the_current_decision_fits_the_stage';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER the_current_decision_fits_the_stage
AFTER INSERT OR UPDATE OF stage, decision_id ON tickets_ticket DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION decision_fits_stage();

CREATE FUNCTION twin_is_of_the_same_customer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.twin_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM tickets_ticket one JOIN tickets_ticket other ON other.customer_id = one.customer_id
        WHERE one.id = NEW.ticket_id AND other.id = NEW.twin_id
    ) THEN
        RAISE EXCEPTION 'CS-% and CS-% are of different customers', NEW.ticket_id, NEW.twin_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_twin_is_of_the_same_customer';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_twin_is_of_the_same_customer BEFORE INSERT ON tickets_settingaside
FOR EACH ROW EXECUTE FUNCTION twin_is_of_the_same_customer();
"""
DISAGREES = """
DROP TRIGGER a_twin_is_of_the_same_customer ON tickets_settingaside;
DROP FUNCTION twin_is_of_the_same_customer();
DROP TRIGGER the_current_decision_fits_the_stage ON tickets_ticket;
DROP FUNCTION decision_fits_stage();
"""


class Migration(migrations.Migration):
    """What a check constraint cannot say."""

    dependencies = [("tickets", "0001_initial"), ("journal", "0002_append_only")]
    operations = [migrations.RunSQL(STAYS, GOES), migrations.RunSQL(AGREES, DISAGREES)]
