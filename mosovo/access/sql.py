"""The rule of sight and of writing as SQL, from the same declarations that ``visible`` reads."""

from typing import Any

from django.db import models

from mosovo.access.protection import Protection, case_model
from mosovo.access.states import RESTRICTED_RIGHTS, CaseRight, Compartment, UnitRight


def _once(call: str) -> str:
    """The call as a scalar subquery: the planner runs it once a query and can use an index on its array."""
    return f"(SELECT {call})"


def _in(column: str, array_call: str) -> str:
    return f"{column} = ANY ({_once(array_call)}::bigint[])"


def unit_array(right: UnitRight) -> str:
    """SQL for the array of units on which the acting person holds ``right``, read once a query."""
    return f"(SELECT sec.units('{right.value}'))::bigint[]"


def _column(model: type[models.Model], path: str) -> str:
    """The column of ``model`` that leads to the case: one hop; longer paths go through ``_through``."""
    field = model._meta.get_field(path) if path else model._meta.pk
    return str(field.column)  # type: ignore[union-attr] # a declared path is a foreign key


def case_sight(alias: str = "") -> str:
    """SQL over the case table: the case is in the acting person's sight."""
    dot = f"{alias}." if alias else ""
    return (
        f"((({_in(dot + 'unit_id', f'sec.units($${UnitRight.VIEW_CASES.value}$$)')}) AND NOT {dot}locked)"
        f" OR {_in(dot + _case_key(), f'sec.cases($${CaseRight.VIEW_CASE.value}$$)')})"
        f" AND NOT {_in(dot + _case_key(), 'sec.excluded()')}"
    )


def changes_case(column: str) -> str:
    """SQL: the acting person may change the case with this key; sight of it is the case table's own policy."""
    return f"EXISTS (SELECT 1 FROM {_case_table()} seen WHERE seen.{_case_key()} = {column} AND {may_change('seen')})"


def may_change(alias: str) -> str:
    """SQL over the case table: the acting person holds the right to change the case."""
    return _has_right(alias, UnitRight.CHANGE_CASES, CaseRight.CHANGE_CASE)


def may_read(compartment: Compartment, alias: str) -> str:
    """SQL over the case table: the acting person holds the right to this restricted part of the case."""
    return _has_right(alias, *RESTRICTED_RIGHTS[compartment])


def _has_right(alias: str, unit_right: UnitRight, case_right: CaseRight) -> str:
    key = f"{alias}.{_case_key()}"
    return (
        f"(({_in(f'{alias}.unit_id', f'sec.units($${unit_right.value}$$)')} AND NOT {alias}.locked)"
        f" OR {_in(key, f'sec.cases($${case_right.value}$$)')})"
    )


def policy_of(protection: Protection, table_model: type[models.Model] | None = None) -> str:
    """SQL over the model's table (or its event table): the row is visible to the acting person."""
    model = table_model or protection.model
    table = model._meta.db_table
    if protection.policy:
        return protection.policy
    first, _, rest = protection.path.partition("__")
    if rest:
        # Reached through a parent that has a policy of its own, which applies inside this subquery too.
        parent: Any = protection.model._meta.get_field(first).related_model
        return (
            f"EXISTS (SELECT 1 FROM {parent._meta.db_table} parent"
            f" WHERE parent.{parent._meta.pk.column} = {table}.{_column(model, first)})"
        )
    column = f"{table}.{_column(model, first)}"
    if not first and model is not protection.model:
        column = f"{table}.pgh_obj_id"
    if protection.compartment is Compartment.OPERATIONAL:
        everyone = _once("sec.can('see_flags')")
        seen = f"EXISTS (SELECT 1 FROM {_case_table()} seen WHERE seen.{_case_key()} = {column})"
        return f"({everyone} OR {seen}) AND NOT {_in(column, 'sec.excluded()')}"
    if protection.compartment is Compartment.CASE:
        if not first and model is protection.model:
            return case_sight()
        return f"EXISTS (SELECT 1 FROM {_case_table()} seen WHERE seen.{_case_key()} = {column})"
    return (
        f"{_once('sec.vetted()')} AND {_in(column, f'sec.opened($${protection.compartment.value}$$)')}"
        f" AND EXISTS (SELECT 1 FROM {_case_table()} seen WHERE seen.{_case_key()} = {column}"
        f" AND {may_read(protection.compartment, 'seen')})"
    )


def _case_table() -> str:
    return case_model()._meta.db_table


def _case_key() -> str:
    return _column(case_model(), "")


def _changing(protection: Protection) -> str:
    """SQL over the model's table: the row is of a case that the acting person may change."""
    model = protection.model
    table = model._meta.db_table
    if model is case_model():
        return may_change(table)
    first, _, rest = protection.path.partition("__")
    column = f"{table}.{_column(model, first)}"
    if not rest:
        return changes_case(column)
    parent: Any = model._meta.get_field(first).related_model
    return (
        f"EXISTS (SELECT 1 FROM {parent._meta.db_table} parent WHERE parent.{parent._meta.pk.column} = {column}"
        f" AND {changes_case(f'parent.{_column(parent, rest)}')})"
    )


def writing_rule(protection: Protection, seen: str) -> str:
    """Who writes the rows where the declaration names nobody."""
    follows_case = protection.compartment is not Compartment.PLAIN and not protection.policy
    return f"({seen}) AND {_changing(protection)}" if follows_case else seen
