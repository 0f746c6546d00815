"""The events of a record, each by its kind."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cases.notification import states
from cases.notification.happened import (
    Absence,
    Advance,
    Change,
    Household,
    NoFixedAbode,
    Notified,
    Stay,
    Travel,
    TravelChange,
)
from cases.notification.reading import Fields
from cases.notification.states import Event
from cases.notification.travel import MUST_TELL, TELLS_IF_HELD

MOST_CHANGES = 50
# Known with the journey itself.
_OF_LEAVING = "leaves_on"


@dataclass
class Told:
    """All events, by the kind of fact they make."""

    made: dict[type, list[Any]] = field(default_factory=dict)

    def _of(self, kind: type) -> tuple[Any, ...]:
        return tuple(self.made.get(kind, ()))

    notified = property(lambda self: self._of(Notified))
    changes = property(lambda self: self._of(Change))
    stays = property(lambda self: self._of(Stay))
    households = property(lambda self: self._of(Household))
    no_fixed_abode = property(lambda self: self._of(NoFixedAbode))
    absences = property(lambda self: self._of(Absence))
    travels = property(lambda self: self._of(Travel))


def read(items: list[Fields]) -> Told:
    """Each event made into its fact; one that cannot be is a fault in its fields."""
    told = Told()
    for number, fields in enumerate(items, start=1):
        kind = fields.choice("kind", Event)
        if not fields.needed("kind", kind) or kind is None:
            continue
        fact = MAKERS[kind](fields, kind, fields.text("id") or f"{kind.value.replace('_', ' ')} {number}")
        fields.close()
        if fact is not None:
            told.made.setdefault(type(fact), []).append(fact)
    return told


def _notified(fields: Fields, _kind: Event, _id: str) -> Notified | None:
    section, on = fields.choice("section", states.Section), fields.date("on")
    given = [fields.needed("section", section), fields.needed("on", on)]
    return Notified(section, on) if all(given) and section and on else None


def _change(fields: Fields, kind: Event, id: str) -> Change | None:  # noqa: A002  the field's own word
    on, notified_on, before = fields.date("on"), fields.date("notified_on"), fields.inside("advance")
    excuse = fields.flag("excuse")
    advance = _advance(before) if before else None
    if before is None and not fields.needed("on", on):
        return None
    if on and notified_on and notified_on < on:
        fields.refuse("notified_on", "This is before the change: give it in “advance”, with the day that was named.")
    return Change(id, kind, on, notified_on, advance, excuse)


def _advance(fields: Fields) -> Advance | None:
    on, expected_on, said_so_on = (fields.date(name) for name in ("on", "expected_on", "said_so_on"))
    given = [fields.needed("on", on), fields.needed("expected_on", expected_on)]
    if on and expected_on and expected_on < on:
        fields.refuse("expected_on", "This is before the notification, which was then not one in advance.")
    fields.close()
    return Advance(on, expected_on, said_so_on) if all(given) and on and expected_on else None


def _stay(fields: Fields, _kind: Event, id: str) -> Stay | None:  # noqa: A002
    begins_on, last_on = _span(fields)
    premises, notified_on, excuse = fields.text("premises"), fields.date("notified_on"), fields.flag("excuse")
    if not premises:
        fields.refuse("premises", "Say which premises, in the same words for each stay there.")
    return Stay(id, premises, begins_on, last_on, notified_on, excuse) if begins_on else None


def _span(fields: Fields) -> tuple[dt.date | None, dt.date | None]:
    begins_on, last_on = fields.date("from"), fields.date("until")
    fields.needed("from", begins_on)
    if begins_on and last_on and last_on < begins_on:
        fields.refuse("until", "This is before it began.")
    return begins_on, last_on


def _household(fields: Fields, _kind: Event, id: str) -> Household | None:  # noqa: A002
    begins, ends = fields.moment("from"), fields.moment("until")
    notified_on, ended_on = fields.date("notified_on"), fields.date("ended_notified_on")
    excuse = fields.flag("excuse")
    if begins is None:
        fields.needed("from", None)
        return None
    for name, moment in (("from", begins), ("until", ends)):
        if moment and not moment.has_hour:
            fields.refuse(name, "Give the time too: twelve hours are counted.")
    if ends and ends.latest < begins.earliest:
        fields.refuse("until", "This is before it began.")
    return Household(id, begins.earliest, ends.latest if ends else None, notified_on, ended_on, excuse)


def _no_fixed_abode(fields: Fields, _kind: Event, id: str) -> NoFixedAbode | None:  # noqa: A002
    begins_on, until = _span(fields)
    notified_on, excuse = fields.date("notified_on"), fields.flag("excuse")
    if begins_on and notified_on and notified_on < begins_on:
        fields.refuse("notified_on", "This is before it began.")
    return NoFixedAbode(id, begins_on, until, notified_on, excuse) if begins_on else None


def _absence(fields: Fields, _kind: Event, id: str) -> Absence | None:  # noqa: A002
    begins_on, last_on = _span(fields)
    notified, excuse = fields.moment("notified"), fields.flag("excuse")
    return Absence(id, begins_on, last_on, notified, excuse) if begins_on else None


def _travel(fields: Fields, _kind: Event, id: str) -> Travel | None:  # noqa: A002
    leaves = fields.moment("leaves")
    known_on, notified = fields.date("known_on"), fields.moment("notified")
    returns_on, return_point = fields.date("returns_on"), fields.text("return_point")
    told = {name for name in (*MUST_TELL, *TELLS_IF_HELD) if name != _OF_LEAVING and fields.value(name)}
    changes = [_travel_change(item, f"{id}, change {number}") for number, item in _numbered(fields)]
    returned_on, returned_point = fields.date("returned_on"), fields.text("returned_point")
    return_notified_on = fields.date("return_notified_on")
    cancelled, excuse, late_return = (fields.flag(name) for name in ("cancelled", "excuse", "return_excuse"))
    if leaves is None:
        fields.needed("leaves", None)
        return None
    if returned_on and returned_on < leaves.day:
        fields.refuse("returned_on", "This is before leaving.")
    if returned_on and return_notified_on and return_notified_on < returned_on:
        fields.refuse("return_notified_on", "This is before the return: what was told before leaving is “returns_on”.")
    return Travel(
        id,
        leaves,
        known_on,
        notified,
        frozenset(told | {_OF_LEAVING}),
        returns_on,
        return_point,
        tuple(change for change in changes if change),
        bool(cancelled),
        returned_on,
        returned_point,
        return_notified_on,
        excuse,
        late_return,
    )


def _numbered(fields: Fields) -> list[tuple[int, Fields]]:
    return list(enumerate(fields.list("changes", MOST_CHANGES), start=1))


def _travel_change(fields: Fields, id: str) -> TravelChange | None:  # noqa: A002
    arose_on, notified, excuse = fields.date("arose_on"), fields.moment("notified"), fields.flag("excuse")
    fields.needed("arose_on", arose_on)
    fields.close()
    return TravelChange(id, arose_on, notified, excuse) if arose_on else None


MAKERS: dict[Event, Callable[[Fields, Event, str], Any]] = {
    Event.NOTIFIED: _notified,
    Event.MOVED: _change,
    Event.NAMED: _change,
    Event.PRESCRIBED: _change,
    Event.RELEASED: _change,
    Event.STAY: _stay,
    Event.CHILD_HOUSEHOLD: _household,
    Event.NO_FIXED_ABODE: _no_fixed_abode,
    Event.ABSENCE: _absence,
    Event.TRAVEL: _travel,
}
