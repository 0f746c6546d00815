"""A case carries the day of its first open deadline: sorting ten thousand cases by it must not look up each one's.

The diary's rows stay the truth. The trigger runs as the owner, because whoever ends a deadline need not be somebody who
may write in the case; every writer of a case's deadlines holds the lock on the case already.
"""

from django.db import migrations

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
"""
REMOVE = "DROP TRIGGER cases_next_due ON diary_deadline; DROP FUNCTION cases_next_due();"


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("diary", "0001_initial")]
    operations = [migrations.RunSQL(CREATE, REMOVE)]
