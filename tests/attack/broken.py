"""Checks of rights that fail while they are asked: in the application, and in the database."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

from django.db import connection, transaction

from mosovo.access import holdings, policies, protection, sight
from mosovo.access.protection import protections
from mosovo.staff import queries, rules

FAULT = "qzfault in a check"
# What decides a right, beside the access.py of every app: what they ask, and not what registers them.
DECIDING = (holdings, policies, protection, sight)
ASKED = (queries.abilities_of, queries.units_where, rules.why_not_vetted)
HOLDINGS = ("units", "cases", "opened", "named_to", "never")
REGISTERING = {"policy", "protect", "bring_held", "bring_function"}
LISTING = {"actions", "protections", "functions", "event_models"}


def checks() -> dict[str, FunctionType]:
    """Every function that decides a right, or that one of these asks, by its place."""
    modules = [module for name, module in sorted(sys.modules.items()) if _is_of_access(name)]
    found = {place: one for module in (*DECIDING, *modules) for place, one in _written_in(module)}
    found |= {f"{one.__module__}.{one.__name__}": one for one in ASKED}
    found |= {
        f"holdings.Holdings.{name}": _of_class(name) for name in ("units", "cases", "opened", "named_to", "never")
    }
    for declared in protections():
        one = declared.condition
        if isinstance(one, FunctionType):
            found.setdefault(f"{one.__module__}.{one.__qualname__} of {declared.model.__name__}", one)
    return _each_once(found)


def _is_of_access(name: str) -> bool:
    first, *rest = name.split(".")
    return (first in {"cases", "risk", "sharing", "media_comms"} and rest[:1] == ["access"]) or (
        first == "mosovo" and rest[1:] == ["access"]
    )


def _written_in(module: ModuleType) -> Iterator[tuple[str, FunctionType]]:
    for name, one in vars(module).items():
        is_own = isinstance(one, FunctionType) and one.__module__ == module.__name__
        if is_own and name not in REGISTERING | LISTING:
            yield f"{module.__name__}.{name}", one


def _of_class(name: str) -> FunctionType:
    one = vars(holdings.Holdings)[name]
    found: FunctionType = one.fget if isinstance(one, property) else one
    return found


def _each_once(found: dict[str, FunctionType]) -> dict[str, FunctionType]:
    seen: set[CodeType] = set()
    once = {}
    for place, one in found.items():
        if one.__code__ not in seen:
            seen.add(one.__code__)
            once[place] = one
    return once


@contextmanager
def counted(checks: dict[str, FunctionType]) -> Iterator[Counter[str]]:
    """How often each check is asked meanwhile."""
    places, asked = {one.__code__: place for place, one in checks.items()}, Counter[str]()

    def note(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and frame.f_code in places:
            asked[places[frame.f_code]] += 1

    sys.setprofile(note)
    try:
        yield asked
    finally:
        sys.setprofile(None)


@contextmanager
def failing(check: FunctionType) -> Iterator[None]:
    """The check raises instead of answering, wherever it has been imported to."""
    whole, kept = check.__code__, check.__code__.co_freevars
    check.__code__ = _raising(len(kept)).__code__
    try:
        yield
    finally:
        check.__code__ = whole


def _raising(free: int) -> Callable[..., Any]:
    """A function that raises; with as many variables of an outer one as the check has that it stands for."""
    names = [f"free_{number}" for number in range(free)]
    lines = ["def outer():", *(f"  {name} = None" for name in names), "  def inner(*args, **kwargs):"]
    lines += [f"    {name}" for name in names] + [f"    raise RuntimeError({FAULT!r})", "  return inner"]
    made: dict[str, Any] = {}
    exec("\n".join(lines), made)  # noqa: S102 # our own words
    function: Callable[..., Any] = made["outer"]()
    return function


# Replaced by one that raises, with the arguments and the answer it had; what a sequence has counted is not undone.
BREAK = """
SELECT format('CREATE OR REPLACE FUNCTION %%s(%%s) RETURNS %%s LANGUAGE plpgsql %%s SECURITY DEFINER AS '
    '$qz$ BEGIN PERFORM nextval(''public.qz_asked''); RAISE EXCEPTION ''{fault}''; END $qz$', p.oid::regproc,
    pg_get_function_arguments(p.oid), pg_get_function_result(p.oid),
    CASE p.provolatile WHEN 'v' THEN '' ELSE 'STABLE' END)
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'sec' AND p.proname = %s
"""


@contextmanager
def failing_in_database(name: str) -> Iterator[None]:
    """The function of the schema sec raises instead of answering; whatever is written meanwhile is undone."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("CREATE SEQUENCE public.qz_asked")
            cursor.execute(BREAK.format(fault=FAULT), [name])
            for (statement,) in cursor.fetchall():
                cursor.execute(statement)
        yield
        transaction.set_rollback(True)


def times_asked() -> int:
    """How often the function that fails in the database has been asked so far; as the owner of the tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM public.qz_asked")
        return int(cursor.fetchone()[0])
