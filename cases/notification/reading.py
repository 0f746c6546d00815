"""Fields of JSON objects, each read once; whatever is wrong with one is a fault naming it, never an error."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from cases.notification.spans import LONDON, Moment

EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2150, 12, 31)
LONGEST_TEXT = 200
_LONGEST_QUOTED = 40
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?")

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True)
class Fault:
    """One thing wrong with one field, which is named by its path: events[2].on."""

    field: str
    message: str


class Fields:
    """The fields of one object. `faults` and `unknown` are shared with the objects inside it."""

    def __init__(self, record: Mapping[str, object], path: str, faults: list[Fault], unknown: list[str]) -> None:
        self._record = record
        self._read: set[str] = set()
        self.path = path
        self.faults = faults
        self.unknown = unknown

    def name(self, name: str) -> str:
        """The path of a field."""
        return f"{self.path}.{name}" if self.path else name

    def refuse(self, name: str, message: str) -> None:
        """A fault of a field, in words that say what to do."""
        self.faults.append(Fault(self.name(name), message))

    def close(self) -> None:
        """Notes the names that nobody has asked for."""
        self.unknown += [self.name(str(name)[:_LONGEST_QUOTED]) for name in self._record if name not in self._read]

    def value(self, name: str) -> object:
        """The field as it stands; null is "not given"."""
        self._read.add(name)
        return self._record.get(name)

    def needed(self, name: str, value: E | dt.date | None) -> bool:
        """Whether it was given; a fault where it was not, unless it had one already."""
        if value is None and self._record.get(name) is None:
            self.refuse(name, "This is needed.")
        return value is not None

    def date(self, name: str) -> dt.date | None:
        """A day of the calendar."""
        value = self.value(name)
        if value is None:
            return None
        day = _day(value)
        if day is None:
            self.refuse(name, f"Write a date of the calendar as YYYY-MM-DD, not {shown(value)}.")
        elif not EARLIEST <= day <= LATEST:
            self.refuse(name, f"The date must lie between {EARLIEST:%Y} and {LATEST:%Y}.")
            return None
        return day

    def moment(self, name: str) -> Moment | None:
        """A day, or a day with the time in London (or with its offset)."""
        value = self.value(name)
        if isinstance(value, str) and _TIME.fullmatch(value):
            return self._at(name, value)
        day = self.date(name)
        return Moment.on(day) if day else None

    def _at(self, name: str, value: str) -> Moment | None:
        try:
            moment = dt.datetime.fromisoformat(value)
        except ValueError:
            self.refuse(name, f"There is no such time as {shown(value)}.")
            return None
        if not EARLIEST <= moment.date() <= LATEST:
            self.refuse(name, f"The date must lie between {EARLIEST:%Y} and {LATEST:%Y}.")
            return None
        if moment.tzinfo:
            return Moment.at(moment)
        first, second = (moment.replace(tzinfo=LONDON, fold=fold) for fold in (0, 1))
        if first.astimezone(dt.UTC).astimezone(LONDON).replace(tzinfo=None) != moment:
            self.refuse(name, "The clocks went forward over that time: it was never on the clock.")
            return None
        if first.utcoffset() != second.utcoffset():
            self.refuse(
                name, "That time came twice as the clocks went back: add +01:00 for the first, +00:00 for the second."
            )
            return None
        return Moment.at(first)

    def count(self, name: str, most: int) -> int | None:
        """A whole number from 0."""
        value = self.value(name)
        # bool is a kind of int in Python, but true is no count
        if value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most):
            return value
        self.refuse(name, f"Write a whole number from 0 to {most}, not {shown(value)}.")
        return None

    def flag(self, name: str) -> bool | None:
        """Yes or no."""
        value = self.value(name)
        if value is None or isinstance(value, bool):
            return value
        self.refuse(name, f"Write true or false, not {shown(value)}.")
        return None

    def text(self, name: str) -> str:
        """A line of text, or nothing."""
        value = self.value(name)
        if value is None:
            return ""
        if isinstance(value, str) and len(value) <= LONGEST_TEXT:
            return value.strip()
        self.refuse(name, f"Write a text of at most {LONGEST_TEXT} characters, not {shown(value)}.")
        return ""

    def choice(self, name: str, among: type[E]) -> E | None:
        """One of a few words."""
        value = self.value(name)
        for choice in among:
            if value == choice.value:
                return choice
        if value is not None:
            self.refuse(name, f"Write one of {', '.join(among)}, not {shown(value)}.")
        return None

    def inside(self, name: str) -> "Fields | None":
        """An object in this one."""
        value = self.value(name)
        if value is None:
            return None
        if isinstance(value, dict):
            return Fields(value, self.name(name), self.faults, self.unknown)
        self.refuse(name, f"Write an object with fields, not {shown(value)}.")
        return None

    def list(self, name: str, most: int) -> "list[Fields]":
        """Objects in a list."""
        value = self.value(name)
        if value is None:
            return []
        if not isinstance(value, list) or len(value) > most:
            self.refuse(name, f"Write a list of at most {most} objects, not {shown(value)}.")
            return []
        result = []
        for place, item in enumerate(value):
            if isinstance(item, dict):
                result.append(Fields(item, f"{self.name(name)}[{place}]", self.faults, self.unknown))
            else:
                self.refuse(f"{name}[{place}]", f"Write an object with fields, not {shown(item)}.")
        return result


def _day(value: object) -> dt.date | None:
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            return None
    return None


def shown(value: object) -> str:
    """A value as a sentence can quote it."""
    if isinstance(value, str):
        return f"“{value[:_LONGEST_QUOTED]}”"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float) and abs(value) < 10**9:
        return str(value)
    return "that"
