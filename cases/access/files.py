"""Files that people add: in which part each is seen, and who opens, releases and withdraws one."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import Q

from cases import models
from cases.access.case import supervises, why_not_change, why_not_write_entry
from cases.access.sight import why_not_supervisor
from cases.states import FileState
from mosovo import clock
from mosovo.access.others import MYSELF
from mosovo.access.policies import policy
from mosovo.access.protection import DEFINER, Protection, bring_function, protect
from mosovo.access.sight import in_hand, in_part_sight
from mosovo.access.sql import changes_case, policy_of
from mosovo.access.states import CaseRight, Compartment, UnitRight
from mosovo.staff.models import Officer
from mosovo.staff.queries import units_where
from mosovo.staff.states import Ability

# Files lie in three parts, in one table: each row is seen as an entry of its part is.
FILE_PARTS = (Compartment.CASE, Compartment.SENSITIVE, Compartment.CONFIDENTIAL)


def _file_in_sight(person: Officer, path: str = "") -> Q:
    parts = (Q(**{f"{path}part": part.value}) & in_part_sight(person, part, f"{path}case__") for part in FILE_PARTS)
    return reduce(or_, parts)


def _content_in_sight(person: Officer) -> Q:
    """Out of quarantine; of a file that was withdrawn, for those who supervise the unit."""
    supervised = units_where(person, Ability.SUPERVISE, today=clock.today())
    changes = in_hand(person.pk, "file__case__") & Q(file__case__unit__in=supervised)
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
    changed="sec.only_decides_file(cases_casefile)",
)
# A person withdraws in their own name what they added or supervise, and with that says nothing new of whether it was
# cleared; releases, as its supervisor, what another added; both at the moment that is written. Only the system refuses.
# Columns given once have a trigger, and what belongs to other states a constraint. Whether a scanner is there the
# database does not know.
bring_function(f"""
CREATE OR REPLACE FUNCTION sec.only_decides_file(changed cases_casefile) RETURNS boolean {DEFINER} AS $$
  SELECT EXISTS (SELECT 1 FROM cases_casefile b WHERE b.id = changed.id AND (
    changed.state = '{FileState.WITHDRAWN.value}'
      AND b.state IN ('{FileState.QUARANTINE.value}', '{FileState.OPEN.value}')
      AND changed.withdrawn_by_id = sec.uid() AND sec.is_now(changed.withdrawn_at)
      AND (b.cleared_at, b.released_by_id, b.released_reason)
        IS NOT DISTINCT FROM (changed.cleared_at, changed.released_by_id, changed.released_reason)
      AND (b.added_by_id = sec.uid() OR sec.supervises_case(b.case_id))
    OR changed.state = '{FileState.OPEN.value}' AND b.state = '{FileState.QUARANTINE.value}'
      AND changed.released_by_id = sec.uid() AND b.added_by_id <> sec.uid() AND sec.is_now(changed.cleared_at)
      AND sec.supervises_case(b.case_id)))
$$;
""")
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
    return why_not_supervisor(person, file.case, does="opens files that are in quarantine")


@policy("file.withdraw")
def why_not_withdraw_file(person: Officer, file: models.CaseFile) -> str | None:
    """Whoever added it while they may write in the case, and the unit's supervisors."""
    refusal = why_not_change(person, file.case)
    if refusal or file.added_by_id == person.pk or supervises(person, file.case):
        return refusal
    return f"Only {file.added_by.full_name}, who added this file, or a supervisor of {file.case.unit} withdraws it."
