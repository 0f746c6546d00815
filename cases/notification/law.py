"""The numbers of the law, with the days from and until which each applies and its paragraph. They stand in law.csv."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from mosovo.days import in_words


class Unit(StrEnum):
    """How a number is counted. "Beginning" counts the day of the event, "after" does not."""

    DAYS_BEGINNING = "days_beginning"
    DAYS_AFTER = "days_after"
    WEEKS_AFTER = "weeks_after"
    YEARS_BEGINNING = "years_beginning"
    YEARS_AFTER = "years_after"
    DAYS_BEFORE = "days_before"
    HOURS_BEFORE = "hours_before"
    DAYS = "days"
    MONTHS = "months"
    HOURS = "hours"
    YEARS_OF_AGE = "years_of_age"
    DIVIDED_BY = "divided_by"
    YES_NO = "yes_no"


COUNTED = frozenset({Unit.DAYS_BEGINNING, Unit.DAYS_AFTER, Unit.WEEKS_AFTER, Unit.YEARS_BEGINNING, Unit.YEARS_AFTER})
OF_DAYS = frozenset({Unit.DAYS_BEGINNING, Unit.DAYS_AFTER})
YEARS = frozenset({Unit.YEARS_BEGINNING})
# What each rule may be counted in. A rule that is not named here is a slip of the pen.
RULES: Mapping[str, frozenset[Unit]] = {
    "period.indefinite_from": frozenset({Unit.MONTHS}),
    "period.long_above": frozenset({Unit.MONTHS}),
    "period.long": YEARS,
    "period.short": YEARS,
    "period.hospital": YEARS,
    "period.caution": YEARS,
    "period.other": YEARS,
    "period.young_below": frozenset({Unit.YEARS_OF_AGE}),
    "period.young_part": frozenset({Unit.DIVIDED_BY}),
    "period.training_part": frozenset({Unit.DIVIDED_BY}),
    "initial.within": OF_DAYS,
    "change.within": OF_DAYS,
    "change.stay": frozenset({Unit.DAYS}),
    "change.stay_within": frozenset({Unit.MONTHS}),
    "advance.early": frozenset({Unit.DAYS}),
    "advance.wait": OF_DAYS,
    "advance.say_so": OF_DAYS,
    "prescribed.within": OF_DAYS,
    "child_household.stay": frozenset({Unit.HOURS}),
    "periodic.within": COUNTED,
    "periodic.no_fixed_abode": COUNTED,
    "periodic.after_release": OF_DAYS,
    "periodic.prescribed_resets": frozenset({Unit.YES_NO}),
    "travel.known": frozenset({Unit.DAYS_BEFORE}),
    "travel.at_least": frozenset({Unit.HOURS_BEFORE}),
    "travel.change_at_least": frozenset({Unit.HOURS_BEFORE}),
    "travel.change_without_excuse": frozenset({Unit.HOURS_BEFORE}),
    "travel.return": OF_DAYS,
    "terrorism.youngest": frozenset({Unit.YEARS_OF_AGE}),
    "terrorism.adult": frozenset({Unit.YEARS_OF_AGE}),
    "terrorism.sentence": frozenset({Unit.MONTHS}),
    "terrorism.long_from": frozenset({Unit.MONTHS}),
    "terrorism.medium_from": frozenset({Unit.MONTHS}),
    "terrorism.long": YEARS,
    "terrorism.medium": YEARS,
    "terrorism.otherwise": YEARS,
    "violent_offender.shortest": YEARS,
    "violent_offender.longest": YEARS,
    "review.adult": YEARS,
    "review.young": YEARS,
    "review.acknowledge": COUNTED,
    "review.bodies": COUNTED,
    "review.decide": COUNTED,
    "review.appeal": COUNTED,
    "review.again_soonest": YEARS,
    "review.again_latest": YEARS,
    # Foreseen by a bill and, as far as could be found, in force nowhere: no row stands in law.csv.
    "absence.longer_than": frozenset({Unit.DAYS}),
    "absence.notice": frozenset({Unit.HOURS_BEFORE}),
}
# Rules that may have no row, or none any longer: nothing else waits for them.
NOT_NEEDED = frozenset({"absence.longer_than", "absence.notice"})
COLUMNS = ["rule", "applies_from", "applies_until", "value", "unit", "basis", "note"]
LARGEST = 1000


class LawError(ValueError):
    """The file of the law is not as it must be; says which line, and what is wrong with it."""


class NotWorkedOut(Exception):
    """Something cannot be worked out from the law on file or from the facts; the message says why."""


@dataclass(frozen=True)
class Row:
    """One number of the law."""

    rule: str
    applies_from: dt.date
    applies_until: dt.date | None
    value: int
    unit: Unit
    basis: str
    note: str

    def covers(self, day: dt.date) -> bool:
        """Whether it is in force on ``day``; both its first and its last day included."""
        return self.applies_from <= day and (self.applies_until is None or day <= self.applies_until)


class Law:
    """All rows, by rule."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows: dict[str, list[Row]] = {}
        for row in rows:
            self._rows.setdefault(row.rule, []).append(row)
        for of_rule in self._rows.values():
            of_rule.sort(key=lambda row: row.applies_from)
            _refuse_overlap_and_gap(of_rule)
        if absent := sorted(RULES.keys() - NOT_NEEDED - self._rows.keys()):
            raise LawError(f"These rules have no row: {', '.join(absent)}.")

    def find(self, rule: str, day: dt.date) -> Row | None:
        """The row in force on ``day``, or None."""
        return next((row for row in self._rows.get(rule, ()) if row.covers(day)), None)

    def row(self, rule: str, day: dt.date) -> Row:
        """The row in force on ``day``; without one nothing is worked out."""
        row = self.find(rule, day)
        if row is None:
            raise NotWorkedOut(f"no law on file for “{rule}” was in force on {in_words(day)}")
        return row

    @classmethod
    def read(cls, text: str) -> "Law":
        """Reads the text of a file such as law.csv. Raises LawError for whatever is wrong with it."""
        reader = csv.DictReader(io.StringIO(text))
        if reader.fieldnames != COLUMNS:
            raise LawError(f"The columns must be {', '.join(COLUMNS)}.")
        return cls([_row(line, reader.line_num) for line in reader])


@lru_cache(maxsize=1)
def standing_law() -> Law:
    """The law of law.csv."""
    return Law.read((Path(__file__).parent / "law.csv").read_text(encoding="utf-8"))


def _row(line: dict[str, str], number: int) -> Row:
    if None in line or None in line.values():
        raise LawError(f"Line {number} must have {len(COLUMNS)} columns.")
    rule, unit = line["rule"], line["unit"]
    if rule not in RULES:
        raise LawError(f"Line {number}: “{rule}” is not a rule.")
    if unit not in {known.value for known in RULES[rule]}:
        raise LawError(f"Line {number}: {rule} cannot be counted in “{unit}”.")
    if not line["basis"].strip():
        raise LawError(f"Line {number}: {rule} names no paragraph.")
    begins, ends = _day(line["applies_from"], number), line["applies_until"] and _day(line["applies_until"], number)
    if ends and ends < begins:
        raise LawError(f"Line {number}: {rule} ends before it begins.")
    return Row(rule, begins, ends or None, _value(line["value"], unit, number), Unit(unit), line["basis"], line["note"])


def _day(text: str, number: int) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise LawError(f"Line {number}: “{text}” is not a day written as YYYY-MM-DD.") from error


def _value(text: str, unit: str, number: int) -> int:
    least, most = (0, 1) if unit == Unit.YES_NO else (1, LARGEST)
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise LawError(f"Line {number}: “{text}” is not a whole number from {least} to {most}.")
    return int(text)


def _refuse_overlap_and_gap(rows: list[Row]) -> None:
    for before, after in pairwise(rows):
        if before.applies_until is None or after.applies_from <= before.applies_until:
            raise LawError(f"Two rows of {before.rule} apply on {in_words(after.applies_from)}.")
        next_day = before.applies_until + dt.timedelta(days=1)
        if before.rule not in NOT_NEEDED and after.applies_from != next_day:
            raise LawError(f"No row of {before.rule} applies on {in_words(next_day)}.")
    if rows[-1].rule not in NOT_NEEDED and rows[-1].applies_until is not None:
        raise LawError(f"No row of {rows[-1].rule} applies after {in_words(rows[-1].applies_until)}.")
