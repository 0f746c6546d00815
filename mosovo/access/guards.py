"""What the database itself asks of a right on a case before it is given, changed or used: functions of the schema sec.

They are asked once for each row that is written, never for rows that are read. Like all of that schema they run as the
owner, so that what decides need not be readable to whoever asks.
"""

from mosovo.access.protection import DEFINER, case_model
from mosovo.access.sql import case_sight, may_change, may_read
from mosovo.access.states import RESTRICTED_RIGHTS, CaseRight, Compartment, GrantBasis
from mosovo.force_settings.keys import SETTINGS
from mosovo.staff.states import Ability

RESTRICTED = f"('{CaseRight.VIEW_SENSITIVE.value}', '{CaseRight.VIEW_CONFIDENTIAL.value}')"
# Not to one whose vetting has lapsed, nor for a day on which it will have.
ONLY_TO_THE_VETTED = (
    GrantBasis.ALLOCATION.value,
    GrantBasis.COVER.value,
    GrantBasis.NEED_TO_KNOW.value,
    GrantBasis.PANEL.value,
)
# What one host's clock may be ahead of another's.
LENIENCE = "interval '10 seconds'"


def _setting(key: str) -> str:
    """SQL for the whole number that a force setting holds today."""
    return (
        "coalesce((SELECT s.value::integer FROM force_settings_forcesetting s"
        f" WHERE s.key = '{key}' AND s.starts_on <= sec.today() ORDER BY s.starts_on DESC LIMIT 1),"
        f" {SETTINGS[key].default})"
    )


def _day_of(moment: str) -> str:
    return f"({moment} AT TIME ZONE 'Europe/London')::date"


def _midnight_after(days: str) -> str:
    """SQL for the end of the day that is so many days from today."""
    return f"((sec.today() + {days} + 1)::timestamp AT TIME ZONE 'Europe/London')"


def _inside(rule: str) -> str:
    """A rule inside the body of a function, which dollars quote already."""
    return rule.replace("$$", "$_$")


def guard_functions() -> str:
    """The functions, to be made after those of identity and rights."""
    case = case_model()._meta.db_table
    key = str(case_model()._meta.pk.column)
    asked = (_answering(case, key), _giving(case, key), _ending_cover(case, key), _opening(case, key))
    return "\n".join((NOW, ENDING, *asked))


def _answering(case: str, key: str) -> str:
    """Who answers for a case and its unit, and who must not be let near it."""
    return f"""
CREATE OR REPLACE FUNCTION sec.changes_case(asked bigint) RETURNS boolean {DEFINER} AS $$
  SELECT EXISTS (SELECT 1 FROM {case} c WHERE c.{key} = asked AND {_inside(case_sight("c"))}
    AND {_inside(may_change("c"))})
$$;

CREATE OR REPLACE FUNCTION sec.supervises_unit(person bigint, asked bigint) RETURNS boolean {DEFINER} AS $$
  SELECT EXISTS (SELECT 1 FROM staff_roleholding h JOIN staff_role r ON r.id = h.role_id
    JOIN staff_officer o ON o.id = h.officer_id
    WHERE h.officer_id = person AND o.is_active AND h.unit_id = asked
      AND '{Ability.SUPERVISE.value}' = ANY (r.abilities)
      AND h.starts_on <= sec.today() AND (h.ends_on IS NULL OR h.ends_on >= sec.today()))
$$;

CREATE OR REPLACE FUNCTION sec.supervises_case(asked bigint) RETURNS boolean {DEFINER} AS $$
  SELECT sec.changes_case(asked) AND EXISTS (
    SELECT 1 FROM {case} c WHERE c.{key} = asked AND sec.supervises_unit(sec.uid(), c.unit_id))
$$;

CREATE OR REPLACE FUNCTION sec.is_excluded(person bigint, asked bigint) RETURNS boolean {DEFINER} AS $$
  SELECT EXISTS (SELECT 1 FROM access_exclusion x
    WHERE x.officer_id = person AND x.case_id = asked AND x.ended_at IS NULL)
$$;

CREATE OR REPLACE FUNCTION sec.lapses_before(person bigint, day date) RETURNS boolean {DEFINER} AS $$
  SELECT EXISTS (SELECT 1 FROM staff_officer o
    WHERE o.id = person AND o.vetting_expires_on < greatest(day, sec.today()))
$$;
"""


def _giving(case: str, key: str) -> str:
    """Each right on a case is given on a ground of its own."""
    return f"""
CREATE OR REPLACE FUNCTION sec.may_give(given access_casegrant) RETURNS boolean {DEFINER} AS $$
  SELECT given.given_by_id = sec.uid() AND NOT sec.is_excluded(given.user_id, given.content_object_id)
    AND (given.basis NOT IN {ONLY_TO_THE_VETTED}
         OR NOT sec.lapses_before(given.user_id, {_day_of("given.valid_from")}))
    AND CASE given.basis
      WHEN '{GrantBasis.ALLOCATION.value}' THEN c.officer_id = given.user_id AND sec.supervises_case(c.{key})
      WHEN '{GrantBasis.LOCK.value}' THEN sec.supervises_unit(given.user_id, c.unit_id)
        AND sec.supervises_case(c.{key})
        AND EXISTS (SELECT 1 FROM access_caselock k WHERE k.case_id = c.{key} AND k.ended_at IS NULL)
      WHEN '{GrantBasis.COVER.value}' THEN sec.supervises_case(c.{key}) AND EXISTS (
        SELECT 1 FROM access_cover v WHERE v.coverer_id = given.user_id AND v.covered_id = c.officer_id
          AND v.ended_at IS NULL
          AND given.valid_until <= ((v.until_on + 1)::timestamp AT TIME ZONE 'Europe/London'))
      WHEN '{GrantBasis.NEED_TO_KNOW.value}' THEN given.user_id <> sec.uid() AND sec.supervises_case(c.{key})
        AND given.valid_until <= {_midnight_after(_setting("need_to_know_days"))}
        AND (p.codename NOT IN {RESTRICTED} OR sec.is_vetted(given.user_id))
      WHEN '{GrantBasis.PANEL.value}' THEN p.codename = '{CaseRight.VIEW_CASE.value}'
        AND given.valid_until IS NOT NULL AND sec.changes_case(c.{key})
      WHEN '{GrantBasis.DECISION.value}' THEN p.codename = '{CaseRight.VIEW_CASE.value}'
        AND given.valid_until <= {_midnight_after(_setting("disclosure_sight_days"))} AND sec.changes_case(c.{key})
      WHEN '{GrantBasis.EMERGENCY.value}' THEN given.user_id = sec.uid() AND EXISTS (
        SELECT 1 FROM access_emergencyaccess e WHERE e.officer_id = sec.uid() AND e.case_id = c.{key}
          AND given.valid_until <= e.until AND (p.codename = '{CaseRight.VIEW_CASE.value}'
            OR p.codename = '{CaseRight.VIEW_SENSITIVE.value}' AND e.compartment = '{Compartment.SENSITIVE.value}'))
      ELSE false END
    FROM {case} c, auth_permission p JOIN django_content_type t ON t.id = p.content_type_id
    WHERE c.{key} = given.content_object_id AND p.id = given.permission_id
      AND t.app_label = '{case_model()._meta.app_label}' AND t.model = '{case_model()._meta.model_name}'
$$;
"""


NOW = f"""
-- Whether it was said of the present, and not made earlier or later: hosts' clocks differ a little.
CREATE OR REPLACE FUNCTION sec.is_now(moment timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(moment BETWEEN transaction_timestamp() - {LENIENCE} AND statement_timestamp() + {LENIENCE}, false)
$$;
"""
ENDING = f"""
-- The row as it stands is what this very statement has not changed yet.
CREATE OR REPLACE FUNCTION sec.only_ends(changed access_casegrant) RETURNS boolean {DEFINER} AS $$
  SELECT EXISTS (SELECT 1 FROM access_casegrant b WHERE b.id = changed.id
    AND (b.user_id, b.permission_id, b.content_object_id, b.basis, b.reason, b.valid_from, b.given_by_id)
      IS NOT DISTINCT FROM (changed.user_id, changed.permission_id, changed.content_object_id, changed.basis,
                            changed.reason, changed.valid_from, changed.given_by_id)
    AND changed.valid_until <= coalesce(b.valid_until, 'infinity'))
$$;

-- A right on a unit follows from roles held there, from the first day of one to the last of one.
CREATE OR REPLACE FUNCTION sec.comes_with_role(given access_unitgrant) RETURNS boolean {DEFINER} AS $$
  SELECT coalesce(bool_or(given.valid_from >= (h.starts_on::timestamp AT TIME ZONE 'Europe/London')), false)
    AND coalesce(bool_or(h.ends_on IS NULL OR given.valid_until <= ((h.ends_on + 1)::timestamp
                                                                     AT TIME ZONE 'Europe/London')), false)
    FROM staff_roleholding h JOIN staff_role r ON r.id = h.role_id JOIN auth_permission p ON p.id = given.permission_id
    WHERE h.officer_id = given.user_id AND h.unit_id = given.content_object_id AND p.codename = ANY (r.unit_permissions)
$$;

CREATE OR REPLACE FUNCTION sec.only_ends_on_unit(changed access_unitgrant) RETURNS boolean {DEFINER} AS $$
  SELECT EXISTS (SELECT 1 FROM access_unitgrant b WHERE b.id = changed.id
    AND (b.user_id, b.permission_id, b.content_object_id, b.basis, b.valid_from)
      IS NOT DISTINCT FROM (changed.user_id, changed.permission_id, changed.content_object_id, changed.basis,
                            changed.valid_from)
    AND changed.valid_until <= coalesce(b.valid_until, 'infinity'))
$$;

CREATE OR REPLACE FUNCTION sec.same_grant(changed access_casegrant) RETURNS boolean {DEFINER} AS $$
  SELECT EXISTS (SELECT 1 FROM access_casegrant b WHERE b.id = changed.id
    AND (b.user_id, b.permission_id, b.content_object_id, b.basis)
      = (changed.user_id, changed.permission_id, changed.content_object_id, changed.basis))
$$;
"""


def _ending_cover(case: str, key: str) -> str:
    return f"""
-- Whoever supervises the unit ends its cover, also on cases out of their sight: locked meanwhile, or another unit's by
-- now. Whatever came with cover, and is owed to no other cover of the same person, ends.
CREATE OR REPLACE FUNCTION sec.take_cover_back(asked bigint, moment timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE access_casegrant g SET valid_until = greatest(moment, g.valid_from), ended_by_id = sec.uid(),
      ended_reason = v.ended_reason
    FROM access_cover v, {case} c
    WHERE v.id = asked AND v.ended_at IS NOT NULL AND sec.supervises_unit(sec.uid(), v.unit_id)
      AND g.user_id = v.coverer_id AND g.basis = '{GrantBasis.COVER.value}' AND c.{key} = g.content_object_id
      AND (g.valid_until IS NULL OR g.valid_until > moment)
      AND NOT EXISTS (SELECT 1 FROM access_cover w WHERE w.coverer_id = v.coverer_id AND w.covered_id = c.officer_id
        AND w.unit_id = c.unit_id AND w.ended_at IS NULL AND w.until_on >= sec.today())
$$;
"""


def _opening(case: str, key: str) -> str:
    """Restricted parts open for a while, and cases in an emergency."""
    rights = " ".join(f"WHEN '{part.value}' THEN {_inside(may_read(part, 'c'))}" for part in RESTRICTED_RIGHTS)
    return f"""
CREATE OR REPLACE FUNCTION sec.may_open(asked bigint, compartment text, until timestamptz) RETURNS boolean
{DEFINER} AS $$
  SELECT sec.vetted() AND until <= statement_timestamp() + {LENIENCE}
      + make_interval(mins => {_setting("restricted_minutes")})
    AND NOT asked = ANY (sec.excluded())
    AND EXISTS (SELECT 1 FROM {case} c WHERE c.{key} = asked AND CASE compartment {rights} ELSE false END)
$$;

CREATE OR REPLACE FUNCTION sec.may_break_in(opened access_emergencyaccess) RETURNS boolean {DEFINER} AS $$
  SELECT opened.officer_id = sec.uid() AND opened.reviewed_at IS NULL AND NOT opened.case_id = ANY (sec.excluded())
    AND (sec.can('{Ability.HOLD_CASES.value}') OR sec.can('{Ability.SUPERVISE.value}')
         OR sec.can('{Ability.MANAGE_UNIT.value}'))
    AND (opened.compartment = '{Compartment.CASE.value}'
         OR opened.compartment = '{Compartment.SENSITIVE.value}' AND sec.vetted())
    AND opened.until <= statement_timestamp() + {LENIENCE}
      + make_interval(mins => {_setting("break_glass_minutes")})
    -- Their own unit reviews it, or one they work in where they have none of their own.
    AND EXISTS (SELECT 1 FROM staff_officer o LEFT JOIN staff_roleholding h ON h.officer_id = o.id
      WHERE o.id = sec.uid() AND opened.unit_id = coalesce(o.unit_id, h.unit_id))
$$;

CREATE OR REPLACE FUNCTION sec.only_reviews(changed access_emergencyaccess) RETURNS boolean {DEFINER} AS $$
  SELECT changed.reviewed_by_id = sec.uid() AND EXISTS (
    SELECT 1 FROM access_emergencyaccess b WHERE b.id = changed.id AND b.reviewed_at IS NULL
      AND (b.case_id, b.officer_id, b.unit_id, b.compartment, b.reason, b.sentence, b.opened_at, b.until, b.reference)
        IS NOT DISTINCT FROM (changed.case_id, changed.officer_id, changed.unit_id, changed.compartment, changed.reason,
                              changed.sentence, changed.opened_at, changed.until, changed.reference))
$$;
"""
