"""Figures of whole caseloads, for people who may not see every case in them.

The cap counts all of an officer's cases: locked ones, and those of another unit, too. Row security hides such cases
from a supervisor, and with them the truth about the share. The function gives numbers alone, no case and no name.
"""

from django.db import migrations

CREATE = """
CREATE FUNCTION caseload_figures(officers bigint[])
RETURNS TABLE (
  officer_id bigint, very_high bigint, high bigint, medium bigint, low bigint, unassessed bigint, excepted_until date
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT o.id, coalesce(c.very_high, 0), coalesce(c.high, 0), coalesce(c.medium, 0), coalesce(c.low, 0),
         coalesce(c.unassessed, 0), x.until
  FROM unnest(officers) AS o (id)
  LEFT JOIN (
    SELECT cases_case.officer_id,
           count(*) FILTER (WHERE risk_level = 'very_high') AS very_high,
           count(*) FILTER (WHERE risk_level = 'high') AS high,
           count(*) FILTER (WHERE risk_level = 'medium') AS medium,
           count(*) FILTER (WHERE risk_level = 'low') AS low,
           count(*) FILTER (WHERE risk_level = '') AS unassessed
    FROM cases_case WHERE cases_case.officer_id = ANY (officers) AND status <> 'closed' GROUP BY 1
  ) c ON c.officer_id = o.id
  LEFT JOIN (
    SELECT cases_capexception.officer_id, max(ends_on) AS until
    FROM cases_capexception
    WHERE cases_capexception.officer_id = ANY (officers) GROUP BY 1
  ) x ON x.officer_id = o.id
$$;
REVOKE ALL ON FUNCTION caseload_figures(bigint[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION caseload_figures(bigint[]) TO mosovo_app, mosovo_system;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION caseload_figures(bigint[])")]
