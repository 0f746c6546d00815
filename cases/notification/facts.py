"""What is known of one person. Nothing here is worked out."""

import datetime as dt
from dataclasses import dataclass, field

from cases.notification import states
from cases.notification.happened import (
    Absence,
    Change,
    Household,
    NoFixedAbode,
    Notified,
    Stay,
    Travel,
)
from cases.notification.spans import Pause


@dataclass(frozen=True)
class Length:
    """A length as a court states it, in months and days of the calendar; years are twelve months."""

    months: int = 0
    days: int = 0

    def __add__(self, other: "Length") -> "Length":
        return Length(self.months + other.months, self.days + other.days)

    @property
    def in_words(self) -> str:
        """24 months and 10 days; what there is none of is left out."""
        named = [(number, noun) for number, noun in ((self.months, "month"), (self.days, "day")) if number]
        parts = [f"{number} {noun}{'' if number == 1 else 's'}" for number, noun in named]
        return " and ".join(parts) or "0 days"

    def __sub__(self, other: "Length") -> "Length":
        return Length(self.months - other.months, self.days - other.days)


@dataclass(frozen=True)
class Disposal:
    """How the person was dealt with for an offence to which the Act applies."""

    id: str
    kind: states.Disposal
    relevant_on: dt.date
    made_on: dt.date
    length: Length | None = None
    has_restriction: bool = False
    consecutive_to: str | None = None
    overlap: Length | None = None
    regime: states.Regime = states.Regime.SEXUAL


@dataclass(frozen=True)
class Order:
    """An order of a court, with its last day unless it stands until further order."""

    kind: states.Order
    begins_on: dt.date
    last_on: dt.date | None


@dataclass(frozen=True)
class Spell:
    """Time in custody, in hospital or abroad, up to the day of release or return; None while it goes on."""

    kind: states.Spell
    begins_on: dt.date
    until: dt.date | None


@dataclass(frozen=True)
class Review:
    """An application for review of an indefinite period, and what became of it."""

    first_notified_on: dt.date | None = None
    received_on: dt.date | None = None
    acknowledged_on: dt.date | None = None
    bodies_told_on: dt.date | None = None
    bodies_replied_on: dt.date | None = None
    decided_on: dt.date | None = None
    is_refused: bool | None = None
    years_until_next: int | None = None
    told_on: dt.date | None = None
    appealed_on: dt.date | None = None


@dataclass(frozen=True)
class Person:
    """All of it, and the day it is looked at."""

    id: str
    born_on: dt.date
    today: dt.date
    disposals: tuple[Disposal, ...] = ()
    orders: tuple[Order, ...] = ()
    spells: tuple[Spell, ...] = ()
    notified: tuple[Notified, ...] = ()
    changes: tuple[Change, ...] = ()
    stays: tuple[Stay, ...] = ()
    households: tuple[Household, ...] = ()
    no_fixed_abode: tuple[NoFixedAbode, ...] = ()
    absences: tuple[Absence, ...] = ()
    travels: tuple[Travel, ...] = ()
    review: Review = field(default_factory=Review)
    do_prescribed_changes_reset: bool | None = None

    def disposals_under(self, regime: states.Regime) -> tuple[Disposal, ...]:
        """Those of one Act."""
        return tuple(disposal for disposal in self.disposals if disposal.regime is regime)

    def pauses(self, *kinds: states.Spell) -> tuple[Pause, ...]:
        """Days of these kinds that are not counted. A journey whose return is known was time abroad."""
        told = [(spell.kind, spell.begins_on, spell.until) for spell in self.spells]
        told += [(states.Spell.ABROAD, trip.leaves.day, trip.returned_on) for trip in self.travels if trip.returned_on]
        ends = {states.Spell.ABROAD: "return"}
        spells = [
            Pause(begins_on, until, ends.get(kind, "release")) for kind, begins_on, until in told if kind in kinds
        ]
        return tuple(spells)

    @property
    def notifications(self) -> set[dt.date]:
        """The days of all notifications under sections 83, 84 and 85 that were not given in advance."""
        told = [change.notified_on for change in self.changes]
        told += [stay.notified_on for stay in self.stays]
        told += [stay.notified_on for stay in self.households]
        told += [time.notified_on for time in self.no_fixed_abode]
        return {notice.on for notice in self.notified} | {day for day in told if day}

    @property
    def uncounted(self) -> tuple[Pause, ...]:
        """What the Sexual Offences Act 2003 leaves out of a limit (section 83(6))."""
        return self.pauses(states.Spell.CUSTODY, states.Spell.HOSPITAL, states.Spell.ABROAD)
