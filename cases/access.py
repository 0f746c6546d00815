"""The policy of the case file: which compartment each table is in, and who may do what."""

from functools import partial, reduce
from operator import or_

from django.conf import settings
from django.db.models import Model, Q

from cases import models
from cases.rules.status import why_closed
from cases.states import CaseStatus, FileState
from mosovo import clock
from mosovo.access.holdings import held_by
from mosovo.access.models import Cover, EmergencyAccess
from mosovo.access.others import ADMINISTRATOR, MYSELF
from mosovo.access.policies import lacks, policy
from mosovo.access.protection import Protection, bring_function, protect
from mosovo.access.sight import holds_right, in_change, in_part_sight
from mosovo.access.sql import changes_case, policy_of
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

# Files lie in three parts, in one table: each row is seen as an entry of its part is.
FILE_PARTS = (Compartment.CASE, Compartment.SENSITIVE, Compartment.CONFIDENTIAL)


def _file_in_sight(person: Officer, path: str = "") -> Q:
    parts = (Q(**{f"{path}part": part.value}) & in_part_sight(person, part, f"{path}case__") for part in FILE_PARTS)
    return reduce(or_, parts)


def _content_in_sight(person: Officer) -> Q:
    """Out of quarantine; of a file that was withdrawn, for those who supervise the unit."""
    supervised = units_where(person, Ability.SUPERVISE, today=clock.today())
    changes = in_change(person.pk, "file__case__") & Q(file__case__unit__in=supervised)
    withdrawn = Q(file__state=FileState.WITHDRAWN, file__cleared_at__isnull=False) & changes
    return _file_in_sight(person, "file__") & (Q(file__state=FileState.OPEN) | withdrawn)


FILE_SEEN = " OR ".join(
    f"(cases_casefile.part = '{part.value}' AND {policy_of(Protection(models.CaseFile, part))})" for part in FILE_PARTS
)
protect(
    models.CaseFile,
    Compartment.CASE,
    condition=_file_in_sight,
    policy=FILE_SEEN,
    insert=f"cases_casefile.added_by_id = {MYSELF} AND ({FILE_SEEN}) AND {changes_case('cases_casefile.case_id')}",
    update=f"({FILE_SEEN}) AND {changes_case('cases_casefile.case_id')}",
    # A person withdraws in their own name, and releases what another added. Only the system refuses.
    changed=f"cases_casefile.state = 'withdrawn' AND cases_casefile.withdrawn_by_id = {MYSELF}"
    f" OR cases_casefile.state = 'open' AND cases_casefile.released_by_id = {MYSELF}"
    f" AND cases_casefile.added_by_id <> {MYSELF} AND sec.supervises_case(cases_casefile.case_id)",
)
OF_FILE = "EXISTS (SELECT 1 FROM cases_casefile file WHERE file.id = cases_filecontent.file_id AND "
protect(
    models.FileContent,
    Compartment.CASE,
    "file__case",
    condition=_content_in_sight,
    policy=f"{OF_FILE}(file.state = 'open' OR file.state = 'withdrawn' AND file.cleared_at IS NOT NULL"
    " AND sec.supervises_case(file.case_id)))",
    insert=f"{OF_FILE}file.state = 'quarantine' AND file.added_by_id = {MYSELF})",
    append_only=True,
    deletable=True,  # what the scanner found bad, by the system alone
    removed="false",
)

# A supervisor is told that files wait in parts that are shut to them now: numbers alone, no title and no name.
bring_function(f"""
CREATE OR REPLACE FUNCTION files_waiting(units bigint[])
RETURNS TABLE (case_id bigint, part varchar, waiting bigint, since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT f.case_id, f.part, count(*), min(f.added_at)
  FROM cases_casefile f JOIN cases_case c ON c.nominal_id = f.case_id
  WHERE f.state = 'quarantine' AND c.unit_id = ANY (units) AND sec.supervises_case(f.case_id)
    AND (f.part = 'case'
      OR f.part = 'sensitive' AND (c.unit_id = ANY (sec.units('{UnitRight.VIEW_SENSITIVE.value}')) AND NOT c.locked
        OR f.case_id = ANY (sec.cases('{CaseRight.VIEW_SENSITIVE.value}')))
      OR f.part = 'confidential' AND (c.unit_id = ANY (sec.units('{UnitRight.VIEW_CONFIDENTIAL.value}'))
        AND NOT c.locked OR f.case_id = ANY (sec.cases('{CaseRight.VIEW_CONFIDENTIAL.value}'))))
  GROUP BY 1, 2
$$
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


@policy("file.add")
def why_not_add_file(person: Officer, case: models.Case) -> str | None:
    """Whoever may write in the file, while the case is not closed."""
    return why_not_write_entry(person, case)


@policy("file.open")
def why_not_open_file(person: Officer, file: models.CaseFile) -> str | None:
    """Out of quarantine; what was withdrawn, a supervisor of the unit."""
    if file.state == FileState.QUARANTINE:
        return "This file is in quarantine. It opens when it has been found clean; you need do nothing."
    if file.state == FileState.REFUSED:
        return f"This file was refused and destroyed: {file.refused_reason}"
    if file.state == FileState.WITHDRAWN and not (file.cleared_at and supervises(person, file.case)):
        return f"This file was withdrawn: {file.withdrawn_reason} Ask a supervisor of {file.case.unit} if you need it."
    return None


@policy("file.release")
def why_not_release_file(person: Officer, file: models.CaseFile) -> str | None:
    """A supervisor of the unit, never whoever added it, and only where no scanner answers for it."""
    if settings.CLAMAV:
        return "The scanner looks at every file, and this one opens when it has been found clean."
    if file.added_by_id == person.pk:
        return "You added this file, so another supervisor decides whether it is opened."
    return _why_not_supervisor(person, file.case, does="opens files that are in quarantine")


@policy("file.withdraw")
def why_not_withdraw_file(person: Officer, file: models.CaseFile) -> str | None:
    """Whoever added it while they may write in the case, and the unit's supervisors."""
    refusal = why_not_change(person, file.case)
    if refusal or file.added_by_id == person.pk or supervises(person, file.case):
        return refusal
    return f"Only {file.added_by.full_name}, who added this file, or a supervisor of {file.case.unit} withdraws it."
