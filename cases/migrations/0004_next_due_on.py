"""A case carries the day of its first open deadline: sorting ten thousand cases by it must not look up each one's.

The diary's rows stay the truth. The trigger runs as the owner, because whoever ends a deadline need not be somebody who
may write in the case; every writer of a case's deadlines holds the lock on the case already.
"""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

CREATE = """
CREATE FUNCTION cases_next_due() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE cases_case SET next_due_on = first.due_on
  FROM (SELECT min(due_on) AS due_on FROM diary_deadline WHERE case_id = NEW.case_id AND state = 'open') first
  WHERE nominal_id = NEW.case_id AND next_due_on IS DISTINCT FROM first.due_on;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION cases_next_due() FROM PUBLIC;
CREATE TRIGGER cases_next_due AFTER INSERT OR UPDATE OF state, due_on, case_id ON diary_deadline
FOR EACH ROW WHEN (NEW.case_id IS NOT NULL) EXECUTE FUNCTION cases_next_due();
UPDATE cases_case SET next_due_on = first.due_on
FROM (SELECT case_id, min(due_on) AS due_on FROM diary_deadline WHERE state = 'open' GROUP BY case_id) first
WHERE first.case_id = nominal_id;
"""
REMOVE = "DROP TRIGGER cases_next_due ON diary_deadline; DROP FUNCTION cases_next_due();"


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0003_meetings_cancelled'),
        ('diary', '0002_deadline_legal_moves'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='case',
            name='update_update',
        ),
        migrations.AddField(
            model_name='case',
            name='next_due_on',
            field=models.DateField(editable=False, help_text="The first open deadline's day; kept by a trigger on the diary, so that a list need not look it up.", null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."allocated_on" IS DISTINCT FROM (NEW."allocated_on") OR OLD."category" IS DISTINCT FROM (NEW."category") OR OLD."last_visit_on" IS DISTINCT FROM (NEW."last_visit_on") OR OLD."level" IS DISTINCT FROM (NEW."level") OR OLD."locked" IS DISTINCT FROM (NEW."locked") OR OLD."nominal_id" IS DISTINCT FROM (NEW."nominal_id") OR OLD."officer_id" IS DISTINCT FROM (NEW."officer_id") OR OLD."opened_on" IS DISTINCT FROM (NEW."opened_on") OR OLD."risk_level" IS DISTINCT FROM (NEW."risk_level") OR OLD."risk_level_on" IS DISTINCT FROM (NEW."risk_level_on") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id"))', func='INSERT INTO "cases_caseevent" ("allocated_on", "category", "last_visit_on", "level", "locked", "nominal_id", "officer_id", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "risk_level", "risk_level_on", "status", "unit_id") VALUES (NEW."allocated_on", NEW."category", NEW."last_visit_on", NEW."level", NEW."locked", NEW."nominal_id", NEW."officer_id", NEW."opened_on", _pgh_attach_context(), NOW(), \'update\', NEW."nominal_id", NEW."risk_level", NEW."risk_level_on", NEW."status", NEW."unit_id"); RETURN NULL;', hash='b2afd4b1f2ba32c83bf03bdadf5ce90126d13cf5', operation='UPDATE', pgid='pgtrigger_update_update_f5146', table='cases_case', when='AFTER')),
        ),
        migrations.RunSQL(CREATE, REMOVE),
    ]
