"""The two layers, asked alone and together for every row of a table of each compartment.

The application's filter is asked as the owner of the tables, whom row security does not hold; row security is asked
under the login of a force for every row there is, without the application's filter.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Model

from cases.models import (
    Address,
    Case,
    ConfidentialEntry,
    CovertRecord,
    Flag,
    Informant,
    Nominal,
    SensitiveEntry,
    Visit,
)
from mosovo.access.sight import visible
from mosovo.access.states import Compartment
from mosovo.identity import acting_as
from mosovo.staff.models import Officer
from risk.models import LevelDecision
from tests.attack.force import RandomForce
from tests.logins import logged_in_as

Layer = Callable[[Officer, type[Model], str], set[int]]

# A table of each compartment, and the way from its row to the case.
TABLES: tuple[tuple[type[Model], str, Compartment], ...] = (
    (Nominal, "pk", Compartment.OPERATIONAL),
    (Flag, "nominal", Compartment.OPERATIONAL),
    (Address, "nominal", Compartment.OPERATIONAL),
    (Case, "pk", Compartment.CASE),
    (Visit, "case", Compartment.CASE),
    (LevelDecision, "case", Compartment.CASE),
    (SensitiveEntry, "case", Compartment.SENSITIVE),
    (ConfidentialEntry, "case", Compartment.CONFIDENTIAL),
    (Informant, "case", Compartment.CONFIDENTIAL),
    (CovertRecord, "case", Compartment.COVERT),
)


def by_the_application(person: Officer, model: type[Model], path: str) -> set[int]:
    return set(visible(person, model).values_list(path, flat=True))


def by_the_database(person: Officer, model: type[Model], path: str) -> set[int]:
    with logged_in_as("mosovo_web"), acting_as(person):
        return set(model._default_manager.values_list(path, flat=True))


def by_both(person: Officer, model: type[Model], path: str) -> set[int]:
    with logged_in_as("mosovo_web"), acting_as(person):
        return by_the_application(person, model, path)


@dataclass(frozen=True)
class Answer:
    """What one person was shown of one table, and what the oracle says they may see: cases, by key."""

    person: Officer
    model: type[Model]
    part: Compartment
    told: frozenset[int]
    right: frozenset[int]

    def __str__(self) -> str:
        told, right = sorted(self.told - self.right), sorted(self.right - self.told)
        return f"{self.person}, {self.model.__name__}: was shown {told}, was not shown {right}"


def answers(force: RandomForce, layer: Layer) -> Iterator[Answer]:
    """Everybody's answers in this force, table by table."""
    facts = force.facts
    for person in force.people:
        for model, path, part in TABLES:
            told = layer(person, model, path) & set(facts.cases)
            right = facts.seen(person.pk, part, now=force.now, today=force.today)
            yield Answer(person, model, part, frozenset(told), frozenset(right))


def shown(found: list[Answer]) -> Counter[Compartment]:
    """How much of each compartment the oracle lets be seen in these answers."""
    return Counter({part: sum(len(one.right) for one in found if one.part is part) for _, _, part in TABLES})
