"""What happened in the life of somebody subject to notification, and when it was notified."""

import datetime as dt
from dataclasses import dataclass

from cases.notification import states
from cases.notification.spans import Moment, Pause


@dataclass(frozen=True)
class Advance:
    """A notification given before the change, with the day it named for it."""

    on: dt.date
    expected_on: dt.date
    said_so_on: dt.date | None = None


@dataclass(frozen=True)
class Notified:
    """A notification in person that is not told with its event."""

    section: states.Section
    on: dt.date


@dataclass(frozen=True)
class Change:
    """A new name or address, a prescribed change, or a release. `on` is None while what was announced is awaited."""

    id: str
    kind: states.Event
    on: dt.date | None
    notified_on: dt.date | None = None
    advance: Advance | None = None
    is_excused: bool | None = None


@dataclass(frozen=True)
class Stay:
    """Days at premises that were not notified, the first and the last included; None while it goes on."""

    id: str
    premises: str
    begins_on: dt.date
    last_on: dt.date | None
    notified_on: dt.date | None = None
    is_excused: bool | None = None


@dataclass(frozen=True)
class Household:
    """A stay at a private household where a child lives or stays."""

    id: str
    begins_at: dt.datetime
    ends_at: dt.datetime | None
    notified_on: dt.date | None = None
    ended_notified_on: dt.date | None = None
    is_excused: bool | None = None


@dataclass(frozen=True)
class NoFixedAbode:
    """Time without a sole or main residence, up to the day on which there is one again."""

    id: str
    begins_on: dt.date
    until: dt.date | None
    notified_on: dt.date | None = None
    is_excused: bool | None = None

    @property
    def pause(self) -> Pause:
        return Pause(self.begins_on, self.until)


@dataclass(frozen=True)
class Absence:
    """Time away from the sole or main residence, both days included; None while it goes on."""

    id: str
    begins_on: dt.date
    last_on: dt.date | None
    notified: Moment | None = None
    is_excused: bool | None = None


@dataclass(frozen=True)
class TravelChange:
    """What changed of travel that was notified, when, and when that was notified."""

    id: str
    arose_on: dt.date
    notified: Moment | None = None
    is_excused: bool | None = None


@dataclass(frozen=True)
class Travel:
    """A journey out of the United Kingdom, as notified and as made."""

    id: str
    leaves: Moment
    known_on: dt.date | None = None
    notified: Moment | None = None
    told: frozenset[str] = frozenset()
    returns_on: dt.date | None = None
    return_point: str = ""
    changes: tuple[TravelChange, ...] = ()
    is_cancelled: bool = False
    returned_on: dt.date | None = None
    returned_point: str = ""
    return_notified_on: dt.date | None = None
    is_excused: bool | None = None
    is_return_excused: bool | None = None
