"""How time is counted: days, months and years of the calendar, days that do not count, and hours in London.

The corresponding date rule (Dodds v Walker [1981] 1 WLR 1027): months and years end on the day of the same number, or,
where that month has none, on its last day. A period AFTER a day ends on the corresponding date. A period BEGINNING WITH
a day counts it, so ends on the eve of the corresponding date; but where there is none, on the last day of that month.
Weekends and holidays move nothing.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from cases.notification.law import Row, Unit
from mosovo.working_days import add_months

LONDON = ZoneInfo("Europe/London")
DAY = dt.timedelta(days=1)
_MONTHS = {Unit.MONTHS: 1, Unit.YEARS_BEGINNING: 12, Unit.YEARS_AFTER: 12}


def last_day(begins_on: dt.date, months: int) -> dt.date:
    """The last day of so many months beginning with a day: a year from 29 February 2024 ends on 28 February 2025."""
    corresponding = add_months(begins_on, months)
    return corresponding - DAY if corresponding.day == begins_on.day else corresponding


def end_of(row: Row, day: dt.date) -> dt.date:
    """The last day of the period that a row of law gives from an event on ``day``."""
    match row.unit:
        case Unit.DAYS_BEGINNING:
            return day + (row.value - 1) * DAY
        case Unit.DAYS_AFTER:
            return day + row.value * DAY
        case Unit.WEEKS_AFTER:
            return day + 7 * row.value * DAY
        case Unit.YEARS_BEGINNING:
            return last_day(day, 12 * row.value)
        case Unit.YEARS_AFTER:
            return add_months(day, 12 * row.value)
    raise ValueError(f"{row.rule} gives no period")


def in_numbers(row: Row) -> str:
    """The length of a row in words: 3 days, 10 years."""
    noun = row.unit.value.split("_")[0]
    return f"1 {noun.removesuffix('s')}" if row.value == 1 else f"{row.value} {noun}"


@dataclass(frozen=True, order=True)
class Pause:
    """Days that do not count, from the first up to the day of release or return, which counts again."""

    begins_on: dt.date
    until: dt.date | None
    ends_with: str = field(default="release", compare=False)

    def covers(self, day: dt.date) -> bool:
        return self.begins_on <= day and (self.until is None or day < self.until)


def merged(pauses: Iterable[Pause]) -> list[Pause]:
    """The same days, in order, with what overlaps or touches made one."""
    result: list[Pause] = []
    for pause in sorted(pauses, key=lambda pause: (pause.begins_on, pause.until or dt.date.max)):
        before = result[-1] if result else None
        if pause.until is not None and pause.until <= pause.begins_on:
            continue
        if before and before.until is None:
            break
        if before and before.until and pause.begins_on <= before.until:
            last = before if pause.until and pause.until <= before.until else pause
            result[-1] = Pause(before.begins_on, last.until, last.ends_with)
        else:
            result.append(pause)
    return result


def pause_on(pauses: Iterable[Pause], day: dt.date) -> Pause | None:
    """What keeps ``day`` from counting, if anything does; `pauses` as `merged` gives them."""
    return next((pause for pause in pauses if pause.covers(day)), None)


def end_counting(row: Row, day: dt.date, pauses: Iterable[Pause]) -> dt.date | None:
    """The last day of a period of days of which those in pauses do not count; None while an open pause goes on."""
    standing = merged(pauses)
    wanted = row.value if row.unit is Unit.DAYS_BEGINNING else row.value + 1
    while True:
        pause = pause_on(standing, day)
        if pause:
            if pause.until is None:
                return None
            day = pause.until
            continue
        wanted -= 1
        if wanted <= 0:
            return day
        day += DAY


def end_disregarding(begins_on: dt.date, ends_on: dt.date, pauses: Iterable[Pause]) -> dt.date | None:
    """The end of a long period moved on by every day of it that is disregarded; None while an open pause goes on."""
    for pause in merged(pauses):
        if pause.begins_on > ends_on:
            break
        if pause.until is None:
            return None
        ends_on += max(pause.until - max(pause.begins_on, begins_on), dt.timedelta(0))
    return ends_on


def is_under(years: int, born_on: dt.date, day: dt.date) -> bool:
    """Whether somebody is younger than ``years`` on ``day``. One born on 29 February has it on 1 March otherwise."""
    year = born_on.year + years
    try:
        reached = born_on.replace(year=year)
    except ValueError:
        reached = dt.date(year, 3, 1)
    return day < reached


@dataclass(frozen=True)
class Moment:
    """When something was or is to be: a time, or a whole day where nobody noted the hour. Always a stretch of time.

    Held in UTC: Python compares two times of one zone by their clocks, which the clock change would make wrong.
    """

    earliest: dt.datetime
    latest: dt.datetime
    has_hour: bool

    @classmethod
    def at(cls, moment: dt.datetime) -> "Moment":
        return cls(moment.astimezone(dt.UTC), moment.astimezone(dt.UTC), has_hour=True)

    @classmethod
    def on(cls, day: dt.date) -> "Moment":
        return cls(midnight(day), midnight(day + DAY), has_hour=False)

    @property
    def day(self) -> dt.date:
        """The date in London."""
        return day_of(self.earliest)


def day_of(moment: dt.datetime) -> dt.date:
    """The date in London at a moment."""
    return moment.astimezone(LONDON).date()


def midnight(day: dt.date) -> dt.datetime:
    """The beginning of a day in London."""
    return dt.datetime.combine(day, dt.time(), LONDON).astimezone(dt.UTC)


def hours_before(moment: dt.datetime, hours: int) -> dt.datetime:
    """So many hours of real time before: a night of the clock change has 23 or 25 of a day's."""
    return moment.astimezone(dt.UTC) - dt.timedelta(hours=hours)


def hours_between(earlier: dt.datetime, later: dt.datetime) -> int:
    """Hours begun from the one to the other, in real time."""
    return -(-(later - earlier) // dt.timedelta(hours=1))
