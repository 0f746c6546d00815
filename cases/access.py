"""The policy of the case file: which compartment each table is in, and who may do what."""

from functools import partial

from django.db.models import Model

from cases import models
from cases.rules.status import why_closed
from cases.states import CaseStatus
from mosovo import clock
from mosovo.access.holdings import held_by
from mosovo.access.models import Cover, EmergencyAccess
from mosovo.access.others import ADMINISTRATOR, MYSELF
from mosovo.access.policies import lacks, policy
from mosovo.access.protection import bring_function, protect
from mosovo.access.sight import holds_right
from mosovo.access.sql import case_sight, changes_case
from mosovo.access.states import RESTRICTED_RIGHTS, CaseRight, Compartment, UnitRight
from mosovo.force_settings.queries import values_on
from mosovo.staff.models import Officer
from mosovo.staff.queries import units_where
from mosovo.staff.rules import why_not_vetted
from mosovo.staff.states import UNIT_WORK, Ability, Vetting

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
    models.Allocation,
    models.CapException,
    models.Conviction,
    models.Order,
    models.Licence,
    models.StatusChange,
    models.Visit,
    models.Contact,
):
    protect(model, Compartment.CASE)


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
protect(models.SensitiveEntry, Compartment.SENSITIVE)
protect(models.ConfidentialEntry, Compartment.CONFIDENTIAL)
protect(models.Informant, Compartment.CONFIDENTIAL, append_only=True)
for model in (models.InformantVersion, models.InformantInformation):
    protect(model, Compartment.CONFIDENTIAL, "informant__case", append_only=True)
protect(models.InformantReferral, Compartment.CONFIDENTIAL, "informant__case")

# The diary goes on while the part is shut, whoever acts. The function gives days alone, of cases in sight: no name, and
# not how many informants there are.
bring_function(f"""
CREATE OR REPLACE FUNCTION informant_days(cases bigint[])
RETURNS TABLE (case_id bigint, look_again_on date, looked_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
  SELECT i.case_id, min(v.look_again_on), max((v.recorded_at AT TIME ZONE 'Europe/London')::date)
  FROM cases_informant i JOIN cases_case seen ON seen.nominal_id = i.case_id
  CROSS JOIN LATERAL (
    SELECT * FROM cases_informantversion one WHERE one.informant_id = i.id
    ORDER BY one.recorded_at DESC, one.id DESC LIMIT 1) v
  WHERE i.case_id = ANY (cases) AND (sec.is_system() OR {case_sight("seen")})
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


def may_change(person: Officer, case: models.Case) -> bool:
    """Whether the person may write in the case file: by a right on its unit, or on the case."""
    return holds_right(person, case, UnitRight.CHANGE_CASES, CaseRight.CHANGE_CASE)


@policy("case.view")
def why_not_view(person: Officer, case: models.Case) -> str | None:
    """Being in sight is enough; a case out of sight is not found at all."""
    return None


@policy("case.change")
def why_not_change(person: Officer, case: models.Case) -> str | None:
    """The offender manager, whoever covers, and the unit's supervisors write in the file."""
    if may_change(person, case):
        return None
    manager = case.officer.full_name if case.officer else "nobody yet"
    return f"Only the offender manager ({manager}), whoever covers, or a supervisor of the unit may write in this case."


@policy("visit.record")
@policy("contact.record")
def why_not_write_entry(person: Officer, case: models.Case) -> str | None:
    """Whoever may write in the file, while the case is not closed."""
    return why_not_change(person, case) or why_closed(case.status, before="more is written into it")


@policy("visit.view")
def why_not_view_visit(person: Officer, visit: models.Visit) -> str | None:
    """Being in sight is enough."""
    return None


@policy("visit.correct")
def why_not_correct_visit(person: Officer, visit: models.Visit) -> str | None:
    """Whoever may write in the file; a closed case's entries may still be put right."""
    return why_not_change(person, visit.case)


def _why_not_open(person: Officer, case: models.Case, *, compartment: Compartment) -> str | None:
    """A right to the restricted part, on the unit or the case, and vetting in force."""
    unit_right, case_right = RESTRICTED_RIGHTS[compartment]
    if not holds_right(person, case, unit_right, case_right):
        manager = case.officer.full_name if case.officer else "nobody yet"
        return (
            f"The {compartment.label.lower()} part of this case is restricted: to its offender manager ({manager}), "
            f"the supervisors of {case.unit.name} and people named on the case. If your work needs it, ask one of them."
        )
    lapsed = why_not_cleared(person)
    if lapsed:
        return f"{lapsed} Until then the restricted parts of every case are shut to you; ask your unit manager."
    return None


def why_not_cleared(person: Officer, *, level: str = "") -> str | None:
    """Why the person's vetting does not reach to restricted parts today, or None: ours at least, and the force's.

    level: the force's, where it has been read already.
    """
    today = clock.today()
    levels = (Vetting.NPPV2, level or str(values_on(today)["vetting_level"]))
    whys = (why_not_vetted(person.vetting_level, person.vetting_expires_on, least=one, today=today) for one in levels)
    return next((why for why in whys if why), None)


def _why_not_record(person: Officer, case: models.Case, *, compartment: Compartment) -> str | None:
    """Whoever has the restricted part open and may write in the file."""
    refusal = _why_not_open(person, case, compartment=compartment) or why_not_write_entry(person, case)
    if refusal:
        return refusal
    if case.pk not in held_by(person.pk).opened(compartment):
        return f"The {compartment.label.lower()} part of this case is shut. Open it first, and say what for."
    return None


for compartment in RESTRICTED_RIGHTS:
    policy(f"{compartment}.open")(partial(_why_not_open, compartment=compartment))
    policy(f"{compartment}.record")(partial(_why_not_record, compartment=compartment))


@policy("informant.view")
def why_not_view_informant(person: Officer, informant: models.Informant) -> str | None:
    """Being in sight is enough: the confidential part is open to the person."""
    return None


@policy("referral.view")
def why_not_view_referral(person: Officer, referral: models.InformantReferral) -> str | None:
    """Being in sight is enough, as with the informant."""
    return None


@policy("informant.write")
def why_not_write_informant(person: Officer, informant: models.Informant) -> str | None:
    """Whoever has the confidential part open and may write in the file; the care that is owed outlasts the case."""
    part = Compartment.CONFIDENTIAL
    return _why_not_open(person, informant.case, compartment=part) or why_not_change(person, informant.case)


@policy("flag.view")
def why_not_view_flag(person: Officer, nominal: models.Nominal) -> str | None:
    """Being in sight is enough."""
    return None


SEEKERS = frozenset({Ability.SEE_FLAGS, Ability.HOLD_CASES, Ability.SUPERVISE, Ability.CHAIR_MEETINGS})


@policy("people.search")
def why_not_search(person: Officer, _: None) -> str | None:
    """Searching names is for people who may see flags or cases."""
    if lacks(person, *SEEKERS):
        return "Searching for people is for officers and staff who work with cases or flags."
    return None


@policy("meeting.call")
def why_not_call_meeting(person: Officer, case: models.Case) -> str | None:
    """Whoever may write in the case calls its meetings."""
    if may_change(person, case):
        return None
    return "Only the offender manager, whoever covers, or a supervisor of the unit may call a meeting on this case."


@policy("meeting.view")
def why_not_view_meeting(person: Officer, meeting: models.Meeting) -> str | None:
    """Being in sight is enough: minutes are part of the case file."""
    return None


@policy("meeting.arrange")
def why_not_arrange_meeting(person: Officer, meeting: models.Meeting) -> str | None:
    """Whoever may call meetings on the case may move them and renew their chair's sight."""
    return why_not_call_meeting(person, meeting.case)


@policy("meeting.cancel")
def why_not_cancel_meeting(person: Officer, meeting: models.Meeting) -> str | None:
    """Its chair, and whoever may call meetings on the case."""
    if why_not_record_meeting(person, meeting) is None:
        return None
    if may_change(person, meeting.case):
        return None
    return "Only its chair, the offender manager, whoever covers, or a supervisor of the unit may cancel this meeting."


@policy("meeting.record")
def why_not_record_meeting(person: Officer, meeting: models.Meeting) -> str | None:
    """The chair of this meeting alone, while the role is theirs."""
    if meeting.chair_id != person.pk:
        return f"Only the chair of this meeting, {meeting.chair.full_name}, may record and sign it."
    if lacks(person, Ability.CHAIR_MEETINGS):
        return "Your role as a meeting chair has ended, so you may no longer record or sign this meeting."
    return None


@policy("meeting_action.complete")
def why_not_complete_meeting_action(person: Officer, action: models.MeetingAction) -> str | None:
    """Whoever may write in the case, and the chair of the meeting that set the action."""
    if action.meeting.chair_id == person.pk or may_change(person, action.meeting.case):
        return None
    return "Only the chair, the offender manager, whoever covers, or a supervisor of the unit may complete this action."


@policy("document.view")
def why_not_view_document(person: Officer, document: models.Document) -> str | None:
    """Being in sight is enough."""
    return None


def supervises(person: Officer, case: models.Case) -> bool:
    """Whether the person supervises the case's unit and may write in this case."""
    supervised = units_where(person, Ability.SUPERVISE, today=clock.today()).filter(pk=case.unit_id)
    return supervised.exists() and may_change(person, case)


@policy("case.record")
def why_not_read_record(person: Officer, case: models.Case) -> str | None:
    """A supervisor or manager of the case's unit reads who changed and looked at it."""
    if not lacks(person, Ability.SUPERVISE, Ability.MANAGE_UNIT) and supervises(person, case):
        return None
    return f"Only a supervisor or manager of {case.unit} reads the record of its cases."


@policy("case.allocate")
def why_not_allocate(person: Officer, case: models.Case) -> str | None:
    """A supervisor of the case's unit, who may write in its cases."""
    return None if supervises(person, case) else f"Only a supervisor of {case.unit} allocates its cases."


@policy("status.change")
def why_not_change_status(person: Officer, case: models.Case) -> str | None:
    """Whoever may write in the file; what is closed is reopened by a supervisor of the unit."""
    refusal = why_not_change(person, case)
    if refusal or case.status != CaseStatus.CLOSED or supervises(person, case):
        return refusal
    return f"This case is closed. Only a supervisor of {case.unit} can reopen it; ask one of them."


@policy("status.close")
def why_not_close(person: Officer, case: models.Case) -> str | None:
    """A supervisor of the case's unit."""
    return (
        None if supervises(person, case) else f"Only a supervisor of {case.unit} can close this case; ask one of them."
    )


def _why_not_supervisor(person: Officer, case: models.Case, *, does: str) -> str | None:
    return None if supervises(person, case) else f"Only a supervisor of {case.unit} {does}; ask one of them."


for action, does in {
    "sight.give": "lets somebody see this case",
    "sight.end": "ends somebody's sight of this case",
    "sight.reasons": "reads why somebody is excluded",
    "case.lock": "locks and unlocks this case",
    "case.exclude": "excludes somebody from this case",
}.items():
    policy(action)(partial(_why_not_supervisor, does=does))


@policy("cover.give")
def why_not_give_cover(person: Officer, _: None) -> str | None:
    """Supervisors give cover, in the units they supervise."""
    return "Only a supervisor gives cover." if lacks(person, Ability.SUPERVISE) else None


@policy("cover.end")
def why_not_end_cover(person: Officer, cover: Cover) -> str | None:
    """A supervisor of the unit whose cases are covered."""
    if units_where(person, Ability.SUPERVISE, today=clock.today()).filter(pk=cover.unit_id).exists():
        return None
    return f"Only a supervisor of {cover.unit} ends this cover."


@policy("emergency.open")
def why_not_open_in_emergency(person: Officer, nominal: models.Nominal) -> str | None:
    """Those who hold or supervise cases anywhere, to any person whose flag is in their sight."""
    if lacks(person, *UNIT_WORK):
        return "Only officers who hold or supervise cases may open a case in an emergency; call the unit instead."
    return None


@policy("emergency.view")
def why_not_view_emergency(person: Officer, emergency: EmergencyAccess) -> str | None:
    """Being in sight is enough: their own, those on cases in sight, those of officers supervised."""
    return None


@policy("emergency.review")
def why_not_review_emergency(person: Officer, emergency: EmergencyAccess) -> str | None:
    """A supervisor or manager of the officer's own unit, never the officer themselves."""
    if emergency.officer_id == person.pk:
        return "Nobody reviews their own emergency access; another supervisor does."
    if units_where(person, Ability.SUPERVISE, today=clock.today()).filter(pk=emergency.unit_id or 0).exists():
        return None
    return f"Only a supervisor of {emergency.unit or 'the unit'} reviews this."
