"""What a person holds at this moment: their rights, the cases never theirs, the parts they have open.

Read from the rows that row security reads, once in a transaction of theirs (``recalled``): a page that asks for twelve
kinds of rows works out its reader's sight once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from mosovo import clock
from mosovo.access.states import CaseRight, Compartment, UnitRight
from mosovo.identity import recalled

Row = tuple[str, str, int]
ON_UNIT, ON_CASE, NEVER, OPEN, FEW = "unit", "case", "never", "open", "few"
_brought: list[str] = []


def bring_held(sql: str) -> None:
    """Have a SELECT of (kind, name, number) asked with the rest, for what an app keeps of what %(person)s holds."""
    _brought.append(sql)


@dataclass(frozen=True)
class Holdings:
    """(kind, right or compartment) -> the units or cases it is about."""

    about: Mapping[tuple[str, str], tuple[int, ...]]

    def units(self, right: UnitRight) -> tuple[int, ...]:
        """The units on whose cases the person holds the right."""
        return self.about.get((ON_UNIT, right.value), ())

    def cases(self, right: CaseRight) -> tuple[int, ...]:
        """The cases on which the person holds the right by name."""
        return self.about.get((ON_CASE, right.value), ())

    @property
    def named_to(self) -> dict[UUID, int]:
        """What a few alone know of and the person is named to -> the case it is about; none of a case never theirs."""
        few = ((name, numbers) for (kind, name), numbers in self.about.items() if kind == FEW)
        return {UUID(name): numbers[0] for name, numbers in few if numbers[0] not in self.never}

    def opened(self, compartment: Compartment) -> tuple[int, ...]:
        """The cases of which the person has this restricted part open."""
        return self.about.get((OPEN, compartment.value), ())

    @property
    def never(self) -> tuple[int, ...]:
        """The cases the person is excluded from, whatever rights they hold."""
        return self.about.get((NEVER, ""), ())


def held_by(person_id: int | None) -> Holdings:
    """What the person holds now; one query, in their own transaction asked once until it writes."""
    return recalled(("holdings", person_id), lambda: _gathered(_rows(person_id)))


# By the database's clock, which row security reads too; an opening ends by the application's, as pages say it does.
HELD = """
SELECT 'unit', permission.codename, held.content_object_id FROM access_unitgrant held
JOIN auth_permission permission ON permission.id = held.permission_id WHERE held.user_id = %(person)s
AND held.valid_from <= statement_timestamp() AND (held.valid_until IS NULL OR held.valid_until > statement_timestamp())
UNION ALL
SELECT 'case', permission.codename, held.content_object_id FROM access_casegrant held
JOIN auth_permission permission ON permission.id = held.permission_id WHERE held.user_id = %(person)s
AND held.valid_from <= statement_timestamp() AND (held.valid_until IS NULL OR held.valid_until > statement_timestamp())
UNION ALL
SELECT 'never', '', case_id FROM access_exclusion WHERE officer_id = %(person)s AND ended_at IS NULL
UNION ALL
SELECT 'open', compartment, case_id FROM access_opening WHERE officer_id = %(person)s AND until > %(now)s
"""


def _rows(person_id: int | None) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([HELD, *_brought]), {"person": person_id, "now": clock.now()})
        rows: list[Row] = cursor.fetchall()
    return rows


def _gathered(rows: Iterable[Row]) -> Holdings:
    about: dict[tuple[str, str], list[int]] = {}
    for kind, name, number in rows:
        about.setdefault((kind, name), []).append(number)
    return Holdings({key: tuple(sorted(set(numbers))) for key, numbers in about.items()})
