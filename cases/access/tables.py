"""Which compartment each table of the case file is in, and who writes its rows."""

from django.db.models import Model

from cases import models
from mosovo.access.others import ADMINISTRATOR, MYSELF
from mosovo.access.protection import bring_function, protect
from mosovo.access.sql import case_sight, changes_case, may_read
from mosovo.access.states import Compartment

model: type[Model]
protect(models.Nominal, Compartment.OPERATIONAL, "")
for model in (models.Alias, models.Address, models.Flag):
    protect(model, Compartment.OPERATIONAL, "nominal")
protect(models.NameToken, Compartment.OPERATIONAL, "nominal", deletable=True)
# Words alone, tied to nobody.
protect(models.NameWord, Compartment.PLAIN, "", append_only=True)
protect(models.Agency, Compartment.PLAIN, "", insert=ADMINISTRATOR, update=ADMINISTRATOR)

# Whoever changes anything of a case locks it first, the chair of its meeting too.
protect(models.Case, Compartment.CASE, "", lockable=True)
for model in (
    models.CategoryPeriod,
    models.LevelPeriod,
    models.CapException,
    models.Conviction,
    models.Order,
    models.Licence,
    models.Visit,
    models.Contact,
):
    protect(model, Compartment.CASE)
protect(models.Allocation, Compartment.CASE, signed=("allocated_by",))
protect(models.StatusChange, Compartment.CASE, signed=("recorded_by",))


def _chairs(column: str) -> str:
    """SQL: the acting person chairs the meeting with this key."""
    return f"EXISTS (SELECT 1 FROM cases_meeting held WHERE held.id = {column} AND held.chair_id = {MYSELF})"


# The chair sees the case for the meeting's sake, and writes its record and nothing else.
protect(
    models.Meeting,
    Compartment.CASE,
    update=f"{changes_case('cases_meeting.case_id')} OR cases_meeting.chair_id = {MYSELF}",
    lockable=True,
)
protect(
    models.MeetingDecision,
    Compartment.CASE,
    "meeting__case",
    insert=f"cases_meetingdecision.decided_by_id = {MYSELF} AND {_chairs('cases_meetingdecision.meeting_id')}",
)
protect(models.Minutes, Compartment.CASE, "meeting__case", insert=_chairs("cases_minutes.meeting_id"))
protect(
    models.Document,
    Compartment.CASE,
    insert=f"cases_document.made_by_id = {MYSELF} AND ({changes_case('cases_document.case_id')} OR EXISTS"
    f" (SELECT 1 FROM cases_meeting held WHERE held.case_id = cases_document.case_id AND held.chair_id = {MYSELF}))",
)
# A slip is taken out again until the chair signs; a trigger closes both then.
for model in (models.Attendance, models.MeetingAction):
    table = model._meta.db_table
    chairs, changes = _chairs(f"{table}.meeting_id"), changes_case("held.case_id")
    protect(
        model,
        Compartment.CASE,
        "meeting__case",
        insert=chairs,
        update=f"{chairs} OR EXISTS"
        f" (SELECT 1 FROM cases_meeting held WHERE held.id = {table}.meeting_id AND {changes})",
        lockable=True,
        deletable=True,
    )
protect(models.SensitiveEntry, Compartment.SENSITIVE, signed=("recorded_by",))
protect(models.ConfidentialEntry, Compartment.CONFIDENTIAL, signed=("recorded_by",))
protect(models.Informant, Compartment.CONFIDENTIAL, append_only=True)
for model in (models.InformantVersion, models.InformantInformation):
    protect(model, Compartment.CONFIDENTIAL, "informant__case", append_only=True)
protect(models.InformantReferral, Compartment.CONFIDENTIAL, "informant__case")

# The diary goes on while the part is shut, for those who hold the right to it, as with the deadline it makes. The
# function gives days alone: no name, and not how many informants there are.
bring_function(f"""
CREATE OR REPLACE FUNCTION informant_days(cases bigint[])
RETURNS TABLE (case_id bigint, look_again_on date, looked_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
  SELECT i.case_id, min(v.look_again_on), max((v.recorded_at AT TIME ZONE 'Europe/London')::date)
  FROM cases_informant i JOIN cases_case seen ON seen.nominal_id = i.case_id
  CROSS JOIN LATERAL (
    SELECT * FROM cases_informantversion one WHERE one.informant_id = i.id
    ORDER BY one.recorded_at DESC, one.id DESC LIMIT 1) v
  WHERE i.case_id = ANY (cases) AND (sec.is_system()
    OR {case_sight("seen")} AND {may_read(Compartment.CONFIDENTIAL, "seen")})
  GROUP BY i.case_id
$body$
""")


# The cap counts all of an officer's cases: locked ones, and those of another unit, too. Row security hides such cases
# from a supervisor, and with them the truth about the share. The function gives numbers alone, no case and no name, of
# oneself and to those who answer for other people's loads.
bring_function("""
CREATE OR REPLACE FUNCTION caseload_figures(officers bigint[])
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
  WHERE o.id = (SELECT sec.uid())
    OR (SELECT sec.can('supervise') OR sec.can('manage_unit') OR sec.is_system())
    OR EXISTS (SELECT 1 FROM staff_officer s WHERE s.id = o.id
               AND s.unit_id = ANY ((SELECT sec.units('change_unit_cases'))::bigint[]))
$$
""")
