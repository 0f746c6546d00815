"""One made-up person while the rows about them are being put together, and the staff they have to do with."""

import datetime as dt
from dataclasses import dataclass, field
from enum import Enum
from random import Random
from uuid import UUID

from django.utils import timezone

from cases.models import Agency, Case, Nominal
from cases.synthetic.caseloads import Caseload
from cases.synthetic.names import Name
from cases.synthetic.people import Facts
from mosovo.staff.models import Officer, Unit


class Offence(Enum):
    """The kinds of sanction that the predictors count, and the rest."""

    CONTACT_ADULT = "contact_adult"
    CONTACT_CHILD = "contact_child"
    IMAGES_INDIRECT = "images_indirect"
    NON_CONTACT = "non_contact"
    VIOLENCE = "violence"
    OTHER = "other"

    @property
    def is_sexual(self) -> bool:
        return self not in {Offence.VIOLENCE, Offence.OTHER}


@dataclass(frozen=True)
class Sanction:
    """One conviction or caution: when, what for, and the days of custody, if any."""

    on: dt.date
    offence: Offence
    custody_days: int = 0


@dataclass(frozen=True)
class UnitStaff:
    """A unit with its people; ``officers`` are its offender managers in the order of their caseloads."""

    unit: Unit
    officers: list[Officer]
    supervisors: list[Officer]
    manager: Officer


@dataclass(frozen=True)
class Cast:
    """Everybody whose name may stand under a record, and the agencies."""

    units: list[UnitStaff]
    superintendent: Officer
    chair: Officer
    agencies: dict[str, Agency]


@dataclass
class Subject:
    """A made-up person, their nominal and case (not yet saved), and everything a part needs to add its rows.

    officer: the offender manager, and caseload: that officer's, or None while the case waits or is closed.
    """

    facts: Facts
    rng: Random
    now: dt.datetime
    today: dt.date
    cast: Cast
    staff: UnitStaff
    officer: Officer | None
    caseload: Caseload | None
    nominal: Nominal
    name: Name
    case: Case
    sanctions: list[Sanction] = field(default_factory=list)

    @property
    def writer(self) -> Officer:
        """Who writes in the file: the offender manager, or the supervisor where there is none."""
        return self.officer or self.staff.supervisors[0]

    def day_between(self, first: dt.date, last: dt.date) -> dt.date:
        """A day from ``first`` to ``last``; ``first`` where there is none."""
        return first + dt.timedelta(days=self.rng.randint(0, max((last - first).days, 0)))

    def moment(self, day: dt.date) -> dt.datetime:
        """Some moment of that day between eight and eight, or of the minutes before now."""
        at = timezone.make_aware(
            dt.datetime.combine(day, dt.time(self.rng.randint(8, 19), self.rng.choice((0, 15, 30, 45))))
        )
        return min(at, self.now)

    def uuid(self) -> UUID:
        """A reference that follows from the seed."""
        return UUID(int=self.rng.getrandbits(128), version=4)
