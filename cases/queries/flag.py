"""The operational flag: what a patrol or the control room must know at once, and nothing restricted."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from cases.models import Address, Alias, Case, Flag, Nominal
from mosovo.access.sight import visible
from mosovo.staff.models import Officer


@dataclass(frozen=True)
class FlagSheet:
    """One flag as one person sees it; flag is None where none is written, case where the file is in sight."""

    nominal: Nominal
    flag: Flag | None
    aliases: list[Alias]
    addresses: list[Address]
    age: int | None
    case: Case | None

    @property
    def may_open_case(self) -> bool:
        return self.case is not None

    @property
    def texts(self) -> list[tuple[str, str]]:
        """The parts in the order in which they matter on a doorstep."""
        if self.flag is None:
            return []
        return [
            ("What to do on contact", self.flag.approach),
            ("People at risk", self.flag.people_at_risk),
            ("Method of offending", self.flag.method),
            ("Risk factors", self.flag.risk_factors),
            ("Licence and order conditions", self.flag.conditions),
        ]

    @property
    def call_phone(self) -> str:
        """The telephone of the unit to call, else of the officer's own unit."""
        if self.flag is None:
            return ""
        officer = self.flag.call_officer
        unit = self.flag.call_unit or (officer.unit if officer else None)
        return unit.phone if unit else ""


def flag_sheet(person: Officer, nominal: Nominal, *, today: dt.date) -> FlagSheet:
    """The flag of a nominal in the person's sight, from the operational compartment alone; five queries."""
    lived_until = Q(until_on__isnull=True) | Q(until_on__gte=today)
    return FlagSheet(
        nominal=nominal,
        flag=visible(person, Flag).select_related("call_officer__unit", "call_unit").filter(nominal=nominal).first(),
        aliases=list(visible(person, Alias).filter(nominal=nominal).order_by("name")),
        addresses=list(visible(person, Address).filter(lived_until, nominal=nominal)),
        age=age_on(nominal.date_of_birth, today),
        case=visible(person, Case).filter(nominal=nominal).first(),
    )


def age_on(born: dt.date | None, today: dt.date) -> int | None:
    """Whole years on ``today``; someone born on 29 February is a year older on 1 March."""
    if born is None:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
