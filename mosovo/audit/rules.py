"""What is unusual about one person's looking on one day, from plain values. It accuses nobody: a person reviews it.

Data Protection Act 2018, section 62: what is on record of looks is for monitoring that they were lawful.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mosovo.audit.states import Unusual

HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Glance:
    """One case seen at one moment. alone: opened for itself, not one of many in a list or a search."""

    at: dt.datetime
    case_id: int
    alone: bool = True


@dataclass(frozen=True)
class Onlooker:
    """Who looked: the unit they manage cases in, if they do; family name."""

    unit_id: int | None
    family_name: str


@dataclass(frozen=True)
class Seen:
    """What is known of a case that was seen."""

    unit_id: int
    family_names: tuple[str, ...]


@dataclass(frozen=True)
class Limits:
    """The force's figures: more than so many cases in an hour, or outside one's unit in a day, is unusual."""

    an_hour: int
    outside_unit: int


@dataclass(frozen=True)
class Found:
    """What was unusual, in a sentence without names, and the cases it is about, in order of number."""

    kind: Unusual
    sentence: str
    case_ids: tuple[int, ...]


def unusual(who: Onlooker, glances: Iterable[Glance], seen: Mapping[int, Seen], limits: Limits) -> list[Found]:
    """What is unusual about a day's looks, by kind; nothing for a day like others. Unknown cases are left out."""
    known = [glance for glance in glances if glance.case_id in seen]
    alone = [glance for glance in known if glance.alone]
    return [
        found
        for found in (_many(alone, limits), _outside(who, alone, seen, limits), _namesakes(who, known, seen))
        if found
    ]


def busiest_hour(glances: Iterable[Glance]) -> set[int]:
    """The different cases seen within the hour, wherever it begins, in which most were."""
    in_order = sorted(glances, key=lambda glance: glance.at)
    best: set[int] = set()
    start = 0
    for end, last in enumerate(in_order):
        while last.at - in_order[start].at > HOUR:
            start += 1
        within = {glance.case_id for glance in in_order[start : end + 1]}
        best = max(best, within, key=len)
    return best


def _many(alone: list[Glance], limits: Limits) -> Found | None:
    cases = busiest_hour(alone)
    if len(cases) <= limits.an_hour:
        return None
    sentence = f"Opened {len(cases)} different cases within an hour; more than {limits.an_hour} is unusual."
    return Found(Unusual.MANY, sentence, tuple(sorted(cases)))


def _outside(who: Onlooker, alone: list[Glance], seen: Mapping[int, Seen], limits: Limits) -> Found | None:
    if who.unit_id is None:
        return None
    cases = {glance.case_id for glance in alone if seen[glance.case_id].unit_id != who.unit_id}
    if len(cases) <= limits.outside_unit:
        return None
    sentence = f"Opened {len(cases)} cases of other units in a day; more than {limits.outside_unit} is unusual."
    return Found(Unusual.OUTSIDE, sentence, tuple(sorted(cases)))


def _namesakes(who: Onlooker, known: list[Glance], seen: Mapping[int, Seen]) -> Found | None:
    own = _plain(who.family_name)
    cases = {
        glance.case_id
        for glance in known
        if own and own in {_plain(name) for name in seen[glance.case_id].family_names}
    }
    if not cases:
        return None
    some = "a person" if len(cases) == 1 else f"{len(cases)} people"
    return Found(Unusual.NAME, f"Looked at {some} of the same family name as their own.", tuple(sorted(cases)))


def _plain(name: str) -> str:
    return " ".join(name.replace("-", " ").replace("'", "").replace("’", "").casefold().split())
