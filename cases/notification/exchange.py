"""One person's record, as a line of the command's file holds it, made into facts."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from cases.notification import events, faults, states
from cases.notification.facts import Disposal, Length, Order, Person, Review, Spell
from cases.notification.law import Law, standing_law
from cases.notification.reading import Fault, Fields

MOST = 100
MOST_EVENTS = 5000
MOST_YEARS, MOST_MONTHS, MOST_DAYS = 99, 1188, 36159

T = TypeVar("T")


@dataclass(frozen=True)
class Reading:
    """A record as read: the person where nothing is wrong with it, and the names that are not known."""

    person: Person | None
    faults: tuple[Fault, ...]
    unknown: tuple[str, ...]

    @property
    def warnings(self) -> tuple[str, ...]:
        """A field that is not known stops nothing."""
        return (f"These fields are not known and were not read: {', '.join(self.unknown)}.",) if self.unknown else ()


def read(record: Mapping[str, object], *, today: dt.date, law: Law | None = None) -> Reading:
    """Reads one record. Never raises: whatever is wrong with a field is a fault that names it."""
    wrong: list[Fault] = []
    unknown: list[str] = []
    fields = Fields(record, "", wrong, unknown)
    name, day = fields.text("id"), fields.date("today") or today
    born_on = fields.date("date_of_birth")
    fields.needed("date_of_birth", born_on)
    disposals = _each(fields, "disposals", _disposal)
    orders = _each(fields, "orders", _order)
    spells = _each(fields, "spells", _spell)
    told = events.read(fields.list("events", MOST_EVENTS))
    review = _review(fields)
    resets = fields.flag("prescribed_changes_reset")
    fields.close()
    if wrong or born_on is None:
        return Reading(None, tuple(wrong), tuple(unknown))
    person = Person(
        id=name,
        born_on=born_on,
        today=day,
        disposals=disposals,
        orders=orders,
        spells=spells,
        notified=told.notified,
        changes=told.changes,
        stays=told.stays,
        households=told.households,
        no_fixed_abode=told.no_fixed_abode,
        absences=told.absences,
        travels=told.travels,
        review=review,
        do_prescribed_changes_reset=resets,
    )
    found = tuple(faults.contradictions(person, law or standing_law()))
    return Reading(None if found else person, found, tuple(unknown))


def _each(fields: Fields, name: str, make: Callable[[Fields, int], T | None]) -> tuple[T, ...]:
    made = []
    for number, item in enumerate(fields.list(name, MOST), start=1):
        made.append(make(item, number))
        item.close()
    return tuple(one for one in made if one is not None)


def _disposal(fields: Fields, number: int) -> Disposal | None:
    kind = fields.choice("kind", states.Disposal)
    relevant_on = fields.date("relevant_on")
    made_on = fields.date("made_on") or relevant_on
    length, overlap = _length(fields), fields.inside("overlap")
    over = _length(overlap) if overlap else None
    if overlap:
        overlap.close()
    regime = fields.choice("regime", states.Regime) or states.Regime.SEXUAL
    name, follows = fields.text("id") or f"disposal {number}", fields.text("consecutive_to") or None
    restriction = bool(fields.flag("restriction"))
    given = [fields.needed("kind", kind), fields.needed("relevant_on", relevant_on)]
    if not all(given) or kind is None or relevant_on is None or made_on is None:
        return None
    return Disposal(name, kind, relevant_on, made_on, length, restriction, follows, over, regime)


def _length(fields: Fields) -> Length | None:
    """Years, months and days as they were said; None where none of them was."""
    years, months = fields.count("years", MOST_YEARS), fields.count("months", MOST_MONTHS)
    days = fields.count("days", MOST_DAYS)
    if years is None and months is None and days is None:
        return None
    return Length(12 * (years or 0) + (months or 0), days or 0)


def _order(fields: Fields, _number: int) -> Order | None:
    kind, begins_on, last_on = fields.choice("kind", states.Order), fields.date("from"), fields.date("until")
    given = [fields.needed("kind", kind), fields.needed("from", begins_on)]
    _refuse_backwards(fields, begins_on, last_on)
    return Order(kind, begins_on, last_on) if all(given) and kind and begins_on else None


def _spell(fields: Fields, _number: int) -> Spell | None:
    kind, begins_on, until = fields.choice("kind", states.Spell), fields.date("from"), fields.date("until")
    given = [fields.needed("kind", kind), fields.needed("from", begins_on)]
    _refuse_backwards(fields, begins_on, until)
    return Spell(kind, begins_on, until) if all(given) and kind and begins_on else None


def _refuse_backwards(fields: Fields, begins_on: dt.date | None, until: dt.date | None) -> None:
    if begins_on and until and until < begins_on:
        fields.refuse("until", "This is before it began.")


def _review(record: Fields) -> Review:
    fields = record.inside("review")
    if fields is None:
        return Review()
    review = Review(
        first_notified_on=fields.date("first_notified_on"),
        received_on=fields.date("received_on"),
        acknowledged_on=fields.date("acknowledged_on"),
        bodies_told_on=fields.date("bodies_told_on"),
        bodies_replied_on=fields.date("bodies_replied_on"),
        decided_on=fields.date("decided_on"),
        is_refused=fields.flag("refused"),
        years_until_next=fields.count("years_until_next", MOST_YEARS),
        told_on=fields.date("told_on"),
        appealed_on=fields.date("appealed_on"),
    )
    fields.close()
    return review
