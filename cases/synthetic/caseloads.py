"""Sharing the made-up people out to units and officers, so that every state of a caseload is there.

Of every six officers two are just under the cap on high risk, one is over it with an exception, one over it without,
and two have room. Some cases wait for an officer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from random import Random

from cases.synthetic.people import Facts
from cases.synthetic.shares import apportioned

UNALLOCATED_SHARE = 0.03


class Load(Enum):
    """How an officer's caseload stands; the value is the share of high and very high risk aimed at."""

    NEAR_CAP = 0.2
    OVER_WITH_EXCEPTION = 0.3
    ROOM = 0.12
    OVER = 0.25


PATTERN = (Load.NEAR_CAP, Load.OVER_WITH_EXCEPTION, Load.ROOM, Load.NEAR_CAP, Load.OVER, Load.ROOM)
# The first officer of a unit carries a full caseload, near the cap.
FIRST_WEIGHT = 2.8


@dataclass
class Caseload:
    """One officer's share. place: of the officer in the force, from 0."""

    place: int
    load: Load
    people: list[Facts] = field(default_factory=list)


@dataclass
class UnitShare:
    """One unit's people: the caseloads of its officers, who waits for one, whose case is closed."""

    caseloads: list[Caseload]
    waiting: list[Facts]
    closed: list[Facts]


def share_out(rng: Random, people: Sequence[Facts], officers: Sequence[int]) -> list[UnitShare]:
    """Divide the people among units with these numbers of officers, in proportion."""
    shuffled = list(people)
    rng.shuffle(shuffled)
    shares, start, place = [], 0, 0
    for size, count in zip(apportioned(len(shuffled), officers), officers, strict=True):
        mine = shuffled[start : start + size]
        caseloads = [Caseload(place + n, PATTERN[(place + n) % len(PATTERN)]) for n in range(count)]
        caseloads[0].load = Load.NEAR_CAP
        shares.append(_share_unit(rng, mine, caseloads))
        start, place = start + size, place + count
    return shares


def _share_unit(rng: Random, people: list[Facts], caseloads: list[Caseload]) -> UnitShare:
    active = [one for one in people if one.is_active]
    high = [one for one in active if one.is_high]
    rest = [one for one in active if not one.is_high]
    waiting = max(1, round(len(active) * UNALLOCATED_SHARE)) if active else 0
    weights = [FIRST_WEIGHT, *(rng.uniform(0.7, 1.3) for _ in caseloads[1:])]
    sizes = _rounded(apportioned(len(active) - waiting, weights))
    for caseload, size in zip(caseloads, sizes, strict=True):
        caseload.people += _take(high, int(size * caseload.load.value))
    _place_surplus(high, caseloads, sizes, kept=(waiting + 1) // 2)
    for caseload, size in zip(caseloads, sizes, strict=True):
        caseload.people += _take(rest, size - len(caseload.people))
    return UnitShare(caseloads, high + rest, [one for one in people if not one.is_active])


def _rounded(sizes: list[int]) -> list[int]:
    """The first caseload a multiple of five, so that one more case of high risk would take it over 20 per cent."""
    spare = sizes[0] % 5 if len(sizes) > 1 else 0
    return [sizes[0] - spare, *sizes[1:-1], sizes[-1] + spare] if spare else sizes


def _take(pool: list[Facts], count: int) -> list[Facts]:
    taken = pool[: max(count, 0)]
    del pool[: max(count, 0)]
    return taken


def _place_surplus(high: list[Facts], caseloads: list[Caseload], sizes: list[int], *, kept: int) -> None:
    """High risk beyond every aim goes to those over the cap already, all but the few that wait for an officer."""
    over = [(one, size) for one, size in zip(caseloads, sizes, strict=True) if one.load.value > Load.NEAR_CAP.value]
    for caseload, size in over:
        room = min(len(high) - kept, size - len(caseload.people))
        caseload.people += _take(high, room)
