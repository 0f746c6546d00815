"""Who the made-up people are: category, level, risk, where they are. The mix is that of the published figures.

Risk: March 2016, 52,000 registered offenders. Levels: 2022 joint inspection. Category 1: 68,357 of 91,040 in 2023; the
split of the rest, the share in custody and the share of women are not published and are ours.
"""

import datetime as dt
from dataclasses import dataclass
from random import Random

from cases.states import HIGH_RISK, CaseStatus, Category, Level, RiskLevel, Sex
from cases.synthetic.shares import dealt

RISK = {RiskLevel.VERY_HIGH: 2, RiskLevel.HIGH: 18, RiskLevel.MEDIUM: 30, RiskLevel.LOW: 50}
LEVELS = {Level.ONE: 98.4, Level.TWO: 1.4, Level.THREE: 0.2}
CATEGORIES = {Category.MAPPA_1: 75.1, Category.MAPPA_2: 24.1, Category.MAPPA_4: 0.2, Category.PDP: 0.6}
# Of those at level 2 and 3; nobody is category 3 at level 1.
CATEGORY_3_SHARE = 0.25
STATUSES = {CaseStatus.COMMUNITY: 84, CaseStatus.CUSTODY: 12, CaseStatus.ABROAD: 1, CaseStatus.CLOSED: 3}
SEXES = {Sex.MALE: 97.8, Sex.FEMALE: 2, Sex.OTHER: 0.1, Sex.UNKNOWN: 0.1}


@dataclass(frozen=True)
class Facts:
    """What is settled about a made-up person before anything is written. number: from 1, never used twice."""

    number: int
    sex: Sex
    born_on: dt.date
    opened_on: dt.date
    category: Category
    level: Level
    risk: RiskLevel
    status: CaseStatus

    @property
    def is_active(self) -> bool:
        return self.status != CaseStatus.CLOSED

    @property
    def is_high(self) -> bool:
        return self.risk in HIGH_RISK


def deal_people(rng: Random, *, total: int, first: int, today: dt.date) -> list[Facts]:
    """``total`` people numbered from ``first``, in exactly the shares above."""
    risks = dealt(rng, RISK, total)
    levels = _levels(rng, risks)
    categories = _categories(rng, levels)
    statuses = [
        CaseStatus.COMMUNITY if level != Level.ONE else status
        for level, status in zip(levels, dealt(rng, STATUSES, total), strict=True)
    ]
    sexes = dealt(rng, SEXES, total)
    people = []
    for place in range(total):
        opened_on, born_on = _dates(rng, today)
        people.append(
            Facts(
                number=first + place,
                sex=sexes[place],
                born_on=born_on,
                opened_on=opened_on,
                category=categories[place],
                level=levels[place],
                risk=risks[place],
                status=statuses[place],
            )
        )
    return people


def _levels(rng: Random, risks: list[RiskLevel]) -> list[Level]:
    """Levels 2 and 3 go to people at high or very high risk first (MAPPA guidance, chapter 7)."""
    raised = [level for level in dealt(rng, LEVELS, len(risks)) if level != Level.ONE]
    order = sorted(range(len(risks)), key=lambda place: (risks[place] not in HIGH_RISK, rng.random()))
    levels = [Level.ONE] * len(risks)
    for place, level in zip(order, raised, strict=False):
        levels[place] = level
    return levels


def _categories(rng: Random, levels: list[Level]) -> list[Category]:
    """Category 3 is managed at level 2 or 3 only; a potentially dangerous person is outside MAPPA's levels."""
    categories = dealt(rng, CATEGORIES, len(levels))
    for place, level in enumerate(levels):
        if level == Level.ONE:
            continue
        if rng.random() < CATEGORY_3_SHARE:
            categories[place] = Category.MAPPA_3
        elif categories[place] == Category.PDP:
            categories[place] = Category.MAPPA_2
    return categories


def _dates(rng: Random, today: dt.date) -> tuple[dt.date, dt.date]:
    """(opened, born): most cases are some years old, some a few weeks; nobody was under 19 when theirs was opened."""
    days = min(10 + int(rng.expovariate(1 / 1700)), 20 * 365)
    opened_on = today - dt.timedelta(days=days)
    age = int(rng.triangular(19, 82, 38) * 365.25)
    return opened_on, opened_on - dt.timedelta(days=age + rng.randrange(365))
