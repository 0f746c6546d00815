"""Who may see what, worked out a second time from the facts alone: no query and no code of the application's.

The rules are those of the table of compartments in the README; whoever changes one there changes it here by hand.
"""

import datetime as dt
from dataclasses import dataclass, field

from mosovo.access.states import CaseRight, Compartment, UnitRight

VETTED = {"nppv2", "nppv3", "mv"}
PART_RIGHTS = {
    Compartment.SENSITIVE: (UnitRight.VIEW_SENSITIVE, CaseRight.VIEW_SENSITIVE),
    Compartment.CONFIDENTIAL: (UnitRight.VIEW_CONFIDENTIAL, CaseRight.VIEW_CONFIDENTIAL),
}


@dataclass(frozen=True)
class Right:
    """A right of a person on a unit or a case, from a moment and perhaps until one."""

    person: int
    right: str
    about: int
    starts: dt.datetime
    ends: dt.datetime | None

    def holds(self, now: dt.datetime) -> bool:
        return self.starts <= now and (self.ends is None or self.ends > now)


@dataclass
class Person:
    """What counts about a person besides their rights. sees_flags: a role of theirs lets them see every flag today."""

    is_active: bool = True
    vetting: str = "nppv2"
    vetted_until: dt.date | None = None
    sees_flags: bool = False


@dataclass
class Facts:
    """A whole force as the oracle knows it. people, cases: by key; cases: (unit, locked)."""

    people: dict[int, Person] = field(default_factory=dict)
    cases: dict[int, tuple[int, bool]] = field(default_factory=dict)
    on_units: list[Right] = field(default_factory=list)
    on_cases: list[Right] = field(default_factory=list)
    never: set[tuple[int, int]] = field(default_factory=set)
    opened: list[Right] = field(default_factory=list)
    # Namings to the covert record of a case; rights of any other kind give nothing there.
    named: list[Right] = field(default_factory=list)

    def seen(self, person: int, part: Compartment, *, now: dt.datetime, today: dt.date) -> set[int]:
        """The cases whose ``part`` the person may see."""
        return {case for case in self.cases if self._may(person, case, part, now, today)}

    def _may(self, person: int, case: int, part: Compartment, now: dt.datetime, today: dt.date) -> bool:
        who = self.people[person]
        if not who.is_active or (person, case) in self.never:
            return False
        vetted = who.vetting in VETTED and who.vetted_until is not None and who.vetted_until >= today
        if part is Compartment.COVERT:
            return vetted and any((row.person, row.about) == (person, case) and row.holds(now) for row in self.named)
        sees = self.holds(person, case, UnitRight.VIEW_CASES, CaseRight.VIEW_CASE, now)
        if part is Compartment.OPERATIONAL:
            return who.sees_flags or sees
        if part is Compartment.CASE or not sees:
            return sees
        is_open = any(
            (row.person, row.right, row.about) == (person, part, case) and row.holds(now) for row in self.opened
        )
        return vetted and is_open and self.holds(person, case, *PART_RIGHTS[part], now)

    def holds(self, person: int, case: int, unit_right: str, case_right: str, now: dt.datetime) -> bool:
        """Whether the person has either right over the case, and may see it at all."""
        if (person, case) in self.never:
            return False
        unit, locked = self.cases[case]
        by_unit = any(
            (row.person, row.right, row.about) == (person, unit_right, unit) and row.holds(now) for row in self.on_units
        )
        return (by_unit and not locked) or self._on_case(person, case, case_right, now)

    def _on_case(self, person: int, case: int, right: str, now: dt.datetime) -> bool:
        return any(
            (row.person, row.right, row.about) == (person, right, case) and row.holds(now) for row in self.on_cases
        )
