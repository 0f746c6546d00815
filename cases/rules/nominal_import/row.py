"""One row of the extract as values, or everything that is wrong with it."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cases.rules.nominal_import import cells
from cases.rules.nominal_import.columns import COLUMNS
from cases.rules.nominal_import.faults import Fault
from cases.states import CaseStatus, Category, Level, RiskLevel, Sex
from mosovo.days import in_words

# The age of criminal responsibility (Children and Young Persons Act 1933, section 50).
LEAST_AGE = 10


@dataclass(frozen=True)
class Row:
    """One row, read. given: the columns that held something; an empty cell leaves what is on record as it is."""

    line: int
    reference: str
    visor_reference: str
    given_names: str
    family_name: str
    aliases: tuple[str, ...]
    date_of_birth: dt.date
    sex: Sex
    pnc_id: str
    cro_number: str
    noms_number: str
    category: Category
    level: Level
    risk_level: RiskLevel | None
    risk_level_on: dt.date | None
    unit: str
    officer: str
    status: CaseStatus
    opened_on: dt.date
    closed_on: dt.date | None
    address: str
    postcode: str
    address_from: dt.date | None
    warning: str
    given: frozenset[str]


READERS: Mapping[str, Callable[[str], Any]] = {
    "reference": cells.reference,
    "given_names": cells.person_name,
    "family_name": cells.person_name,
    "aliases": cells.aliases,
    "date_of_birth": cells.date,
    "sex": cells.sex,
    "pnc_id": cells.pnc_id,
    "cro_number": cells.cro_number,
    "noms_number": cells.noms_number,
    "category": cells.category,
    "level": cells.level,
    "risk_level": cells.risk_level,
    "risk_level_on": cells.date,
    "status": cells.status,
    "opened_on": cells.date,
    "closed_on": cells.date,
    "postcode": cells.postcode,
    "address_from": cells.date,
}


def read_row(line: int, given: Mapping[str, str], *, today: dt.date) -> Row | list[Fault]:
    """The row, or all of its faults: those of single cells first, and where there are none, the contradictions."""
    values: dict[str, Any] = {}
    faults = []
    for column in COLUMNS:
        try:
            text = cells.plain(column.name, given.get(column.name, ""))
            if column.required and not text:
                raise ValueError("is empty; every row needs it")
            values[column.name] = READERS.get(column.name, str)(text)
        except ValueError as error:
            faults.append(Fault(line, column.name, str(error)))
    if faults:
        return faults
    filled = frozenset(name for name, text in given.items() if text.strip())
    row = Row(line=line, given=filled, **values)
    contradictions = [Fault(line, column, message) for column, message in _contradictions(row, today)]
    return contradictions or row


def _contradictions(row: Row, today: dt.date) -> Iterator[tuple[str, str]]:
    yield from _of_dates(row, today)
    yield from _of_management(row)
    if not row.address and (row.postcode or row.address_from):
        yield "address", "is empty, but there is a postcode or a day it began; write the address too"


def _of_dates(row: Row, today: dt.date) -> Iterator[tuple[str, str]]:
    for name in ("date_of_birth", "risk_level_on", "opened_on", "closed_on", "address_from"):
        day = getattr(row, name)
        if day is not None and day > today:
            yield name, f"{in_words(day)} is in the future; look at the year"
    if _age(row.date_of_birth, row.opened_on) < LEAST_AGE:
        words = f"makes the person under {LEAST_AGE} when the case was opened on {in_words(row.opened_on)}"
        yield "date_of_birth", f"{words}; look at both dates"
    if row.closed_on and row.closed_on < row.opened_on:
        yield "closed_on", f"is before the case was opened on {in_words(row.opened_on)}; look at both dates"
    if row.address_from and row.address_from < row.date_of_birth:
        yield "address_from", "is before the person was born; look at both dates"
    if row.risk_level_on and row.risk_level_on < row.date_of_birth:
        yield "risk_level_on", "is before the person was born; look at both dates"


def _of_management(row: Row) -> Iterator[tuple[str, str]]:
    if row.category is Category.PDP and row.level != Level.ONE:
        yield "level", f"is {row.level} for a potentially dangerous person, who is outside MAPPA; leave it empty"
    if row.category is Category.MAPPA_3 and row.level == Level.ONE:
        yield "level", "is 1 in category 3, which is managed at level 2 or 3 only; write 2 or 3"
    if (row.risk_level is None) != (row.risk_level_on is None):
        empty = "risk_level" if row.risk_level is None else "risk_level_on"
        yield empty, "is empty; a risk level and the day it was set go together"
    if row.status is CaseStatus.CLOSED and row.closed_on is None:
        yield "closed_on", "is empty for a closed case; write the day it was closed"
    if row.status is not CaseStatus.CLOSED and row.closed_on is not None:
        yield "closed_on", f"is filled though the status is {row.status}; write closed, or leave the day out"
    if row.status is CaseStatus.CLOSED and row.officer:
        yield "officer", "is filled for a closed case; leave it empty"


def _age(born_on: dt.date, day: dt.date) -> int:
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
