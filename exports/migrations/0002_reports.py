"""Views for those who ask in SQL. What they show is documented in docs/reports.md.

PostgreSQL refuses to change the type of a column, or to drop one, that a view shows: a migration that must do so drops the
view first and makes it again in the same migration (the view, never the schema: default privileges live in it).
"""

from django.db import migrations

VIEWS = {
    "tickets": """
        SELECT t.id AS ticket_id, 'CS-' || t.id AS reference, t.stage, t.received_at, t.occurred_on, t.channel,
            t.language, t.product_area_id AS area_id, area.name AS area, parent.name AS part_of,
            owner.name AS owner, team.name AS team, t.customer_id, c.company_id, company.name AS company,
            c.relationship, c.monthly_value, t.waiting_since, t.due_at, t.heard_at, a.finding,
            a.cost_each_time * a.times_per_month AS monthly_cost, d.id AS decision_id, d.outcome,
            nullif(d.reason, '') AS reason, d.at AS decided_at, waited.name AS waits_for, d.revisit_on,
            aside.reason AS set_aside_reason,
            ARRAY(SELECT tag.name::text FROM tickets_tickettag put JOIN tickets_tag tag ON tag.id = put.tag_id
                  WHERE put.ticket_id = t.id ORDER BY tag.name) AS tags
        FROM tickets_ticket t
        LEFT JOIN tickets_productarea area ON area.id = t.product_area_id
        LEFT JOIN tickets_productarea parent ON parent.id = area.parent_id
        LEFT JOIN accounts_user owner ON owner.id = t.owner_id
        LEFT JOIN accounts_team team ON team.id = t.team_id
        LEFT JOIN customers_customer c ON c.id = t.customer_id
        LEFT JOIN customers_company company ON company.id = c.company_id
        LEFT JOIN tickets_assessment a ON a.id = t.assessment_id
        LEFT JOIN tickets_decision d ON d.id = t.decision_id
        LEFT JOIN capabilities_capability waited ON waited.id = d.waiting_for_id
        LEFT JOIN tickets_settingaside aside ON aside.id = t.setting_aside_id""",
    "words": """
        SELECT t.id AS ticket_id, t.verbatim, l.restatement AS understood, nullif(l.situation, '') AS situation,
            nullif(l.wish, '') AS wish, d.message AS told
        FROM tickets_ticket t
        LEFT JOIN tickets_listening l ON l.id = t.listening_id
        LEFT JOIN tickets_decision d ON d.id = t.decision_id""",
    "decisions": """
        SELECT d.id AS decision_id, d.ticket_id, d.at AS decided_at, d.outcome, nullif(d.reason, '') AS reason,
            coalesce(t.decision_id = d.id, false) AS stands, waited.name AS waits_for, d.revisit_on,
            earlier.ticket_id AS decided_as_ticket_id, t.product_area_id AS area_id, area.name AS area, t.channel,
            t.language, c.company_id
        FROM tickets_decision d
        JOIN tickets_ticket t ON t.id = d.ticket_id
        LEFT JOIN capabilities_capability waited ON waited.id = d.waiting_for_id
        LEFT JOIN tickets_decision earlier ON earlier.id = d.precedent_id
        LEFT JOIN tickets_productarea area ON area.id = t.product_area_id
        LEFT JOIN customers_customer c ON c.id = t.customer_id""",
    "items": """
        SELECT i.id AS item_id, 'PB-' || i.id AS reference, i.title, i.stage, i.problem, i.promise,
            i.product_area_id AS area_id, area.name AS area, owner.name AS owner, i.monthly_cost, i.weight, i.estimate,
            i.confidence, i.proposed_at, i.shipped_at, i.review_on, i.retired_at, nullif(i.drop_reason, '') AS drop_reason,
            i.joined_into_id AS joined_into_item_id, heard.voices, heard.customers, heard.companies, m.verdict,
            m.before AS complaints_before, m.after AS complaints_since, m.days_before, m.days_after, m.ratio AS rate_ratio
        FROM backlog_item i
        LEFT JOIN tickets_productarea area ON area.id = i.product_area_id
        LEFT JOIN accounts_user owner ON owner.id = i.owner_id
        LEFT JOIN backlog_measurement m ON m.item_id = i.id
        CROSS JOIN LATERAL (
            SELECT count(*) AS voices, count(DISTINCT t.customer_id) AS customers,
                count(DISTINCT c.company_id) AS companies
            FROM backlog_voice v
            JOIN tickets_ticket t ON t.id = v.ticket_id
            LEFT JOIN customers_customer c ON c.id = t.customer_id
            WHERE v.item_id = i.id AND v.withdrawn_at IS NULL) AS heard""",
    "voices": """
        SELECT v.id AS voice_id, v.item_id, v.ticket_id, v.importance, v.joined_at, v.withdrawn_at,
            v.withdrawn_at IS NULL AS speaks, nullif(v.standing, '') AS standing
        FROM backlog_voice v""",
    "fields": """
        SELECT value.ticket_id, value.field_id, field.name AS field, field.kind, value.text, value.number,
            choice.name AS choice, value.day, value.yes
        FROM tickets_fieldvalue value
        JOIN tickets_customfield field ON field.id = value.field_id
        LEFT JOIN tickets_fieldchoice choice ON choice.id = value.choice_id""",
    "daily_counts": """
        SELECT n.first AS day, nullif(n.area_id, 0) AS area_id, area.name AS area, nullif(n.channel, '') AS channel,
            nullif(n.language, '') AS language, nullif(n.team_id, 0) AS team_id, team.name AS team, n.received, n.heard,
            n.confirmed, n.misheard, n.assessed, n.accepted, n.declined, n.set_aside, n.lasting, n.by_hand, n.promoted,
            n.shipped, n.told, n.quiet, n.came_back, n.in_time, n.late, n.proposed, n.from_complaint
        FROM metrics_count n
        LEFT JOIN tickets_productarea area ON area.id = n.area_id
        LEFT JOIN accounts_team team ON team.id = n.team_id
        WHERE n.cut = 'each' AND n.grain = 'd'""",
}


class Migration(migrations.Migration):
    dependencies = [
        ("exports", "0001_initial"),
        ("accounts", "0004_columns"),
        ("customers", "0006_unreachable"),
        ("capabilities", "0002_plans"),
        ("tickets", "0017_team_of_a_ticket"),
        ("backlog", "0008_beside_items"),
        ("metrics", "0003_counts_in_spans_and_cuts"),
    ]

    operations = [
        migrations.RunSQL("CREATE SCHEMA IF NOT EXISTS reports", "DROP SCHEMA reports"),
        *[
            migrations.RunSQL(f"CREATE VIEW reports.{name} AS {said}", f"DROP VIEW reports.{name}")
            for name, said in VIEWS.items()
        ],
    ]
