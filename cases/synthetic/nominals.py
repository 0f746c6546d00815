"""Made-up nominals: the person, other names, addresses, and what a patrol is told."""

import datetime as dt
from collections.abc import Iterable
from random import Random

from django.db.models import Model

from cases.models import Address, Alias, Flag, Nominal
from cases.states import CaseStatus
from cases.synthetic import names, places
from cases.synthetic.people import Facts
from cases.synthetic.places import TOWNS
from cases.synthetic.subject import Offence, Subject

WARNINGS = (
    "",
    "",
    "",
    "Approach in pairs.",
    "Dog at the address.",
    "Has been violent to police.",
    "May film officers.",
)
METHODS = {
    Offence.CONTACT_ADULT: "Befriends lone adults late in the evening near licensed premises.",
    Offence.CONTACT_CHILD: "Befriends families with young children through neighbours and offers to help out.",
    Offence.IMAGES_INDIRECT: "Uses false profiles on gaming and chat services, and hidden storage on devices.",
    Offence.NON_CONTACT: "Offends in parks and on footpaths in the early morning.",
    Offence.VIOLENCE: "Violence after drinking, mostly to people known to him.",
    Offence.OTHER: "Offends for gain to pay for drugs.",
}
FACTORS = (
    "Drinking",
    "Loss of work",
    "Being alone",
    "Access to the internet without supervision",
    "Drugs",
    "A new relationship",
)
AT_RISK = {
    Offence.CONTACT_ADULT: "Lone women after dark.",
    Offence.CONTACT_CHILD: "Children under 13, their families.",
    Offence.IMAGES_INDIRECT: "Children aged 10 to 15 online.",
    Offence.NON_CONTACT: "People alone in parks.",
    Offence.VIOLENCE: "Partners and acquaintances.",
    Offence.OTHER: "Nobody in particular.",
}
APPROACH = (
    "Speak calmly, say who you are. Ask who else is in the house. Tell the offender manager the same day.",
    "Note who is with the person and any device in use. Tell the unit before the end of the tour of duty.",
)


def nominal_of(rng: Random, facts: Facts) -> tuple[Nominal, names.Name]:
    """The nominal, not yet saved, and the name's origin; numbers on most records, as in life."""
    name = names.person_name(rng, facts.sex)
    first_year = min(facts.born_on.year + rng.randint(16, 30), facts.opened_on.year)
    return Nominal(
        reference=f"N{facts.number:07}",
        given_names=name.given,
        family_name=name.family,
        date_of_birth=facts.born_on,
        sex=facts.sex,
        pnc_id=places.pnc_of(facts.number, first_year) if rng.random() < 0.97 else "",
        cro_number=places.cro_of(facts.number, first_year) if rng.random() < 0.8 else "",
        noms_number=places.noms_of(facts.number) if rng.random() < 0.6 else "",
        visor_reference=places.visor_of(facts.number),
    ), name


def alias_rows(subject: Subject) -> Iterable[Model]:
    """Other names of about half of the people."""
    for other, kind in names.other_names(subject.rng, subject.name, subject.facts.sex):
        yield Alias(nominal=subject.nominal, name=other, kind=kind)


def address_rows(subject: Subject) -> Iterable[Model]:
    """One to five addresses, the present one first; earlier ones end the day the next begins."""
    rng, facts = subject.rng, subject.facts
    town = TOWNS[(facts.number + rng.randint(0, 2)) % len(TOWNS)]
    until: dt.date | None = None
    from_on = subject.day_between(facts.opened_on, subject.today)
    for _ in range(1 + min(int(rng.expovariate(0.8)), 4)):
        lines, postcode = places.address(rng, town)
        if facts.status == CaseStatus.CUSTODY and until is None:
            lines, postcode = "HMP Imaginary, Prison Lane, Nonesuch, Testshire", "XT12 9ZZ"
        yield Address(nominal=subject.nominal, lines=lines, postcode=postcode, from_on=from_on, until_on=until)
        until, from_on = from_on, from_on - dt.timedelta(days=rng.randint(60, 1500))
        town = rng.choice(TOWNS)


def flag_rows(subject: Subject) -> Iterable[Model]:
    """What a patrol needs at once; nothing restricted."""
    rng = subject.rng
    kind = subject.sanctions[-1].offence if subject.sanctions else Offence.VIOLENCE
    yield Flag(
        nominal=subject.nominal,
        warning=rng.choice(WARNINGS),
        method=METHODS[kind],
        risk_factors="; ".join(rng.sample(FACTORS, rng.randint(1, 3))) + ".",
        conditions="Ask the unit for the terms of orders and licence in force.",
        people_at_risk=AT_RISK[kind],
        approach=rng.choice(APPROACH),
        call_unit=subject.staff.unit,
        call_officer=subject.officer,
        reviewed_on=subject.day_between(subject.today - dt.timedelta(days=330), subject.today),
    )
