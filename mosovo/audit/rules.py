"""What is unusual about one person's looking on one day, from plain values. It accuses nobody: a person reviews it.

Data Protection Act 2018, section 62: what is on record of looks is for monitoring that they were lawful.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
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
    """Who looked: the unit they manage cases in, if they do; family name, others on record, home postcode."""

    unit_id: int | None
    family_name: str
    other_names: tuple[str, ...] = ()
    postcode: str = ""


@dataclass(frozen=True)
class Seen:
    """What is known of a case that was seen. names: family names, and whole names used besides; postcodes of today."""

    unit_id: int
    names: tuple[str, ...]
    postcodes: tuple[str, ...] = ()


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
        for found in (
            _many(alone, limits),
            _outside(who, alone, seen, limits),
            _namesakes(who, known, seen),
            _neighbours(who, known, seen),
        )
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
    """Whose family name, or the end of another name they use, is a name of the looker's."""
    own = {plain for name in (who.family_name, *who.other_names) if (plain := _plain(name))}
    cases = {
        glance.case_id
        for glance in known
        for name in map(_plain, seen[glance.case_id].names)
        if any(name == mine or name.endswith(f" {mine}") for mine in own)
    }
    return _found(Unusual.NAME, cases, "of the same family name as their own, or one on record as near to them")


def _neighbours(who: Onlooker, known: list[Glance], seen: Mapping[int, Seen]) -> Found | None:
    """Who lives in the looker's postcode, a household or a few doors."""
    home = _letters(who.postcode)
    cases = {
        glance.case_id
        for glance in known
        if home and home in {_letters(postcode) for postcode in seen[glance.case_id].postcodes}
    }
    return _found(Unusual.HOME, cases, "who lives in their own postcode", "who live in their own postcode")


def _found(kind: Unusual, cases: set[int], one: str, many: str = "") -> Found | None:
    if not cases:
        return None
    some = f"a person {one}" if len(cases) == 1 else f"{len(cases)} people {many or one}"
    return Found(kind, f"Looked at {some}.", tuple(sorted(cases)))


def _letters(postcode: str) -> str:
    return "".join(postcode.split()).casefold()


def next_asked(
    asked: Sequence[int], now_asked: int | None, *, absent: Collection[int], looker: int, is_late: bool
) -> int | None:
    """Who is to review a finding: whoever is asked already, while they may be and are in time; else the next one.

    asked: managers, then superintendents, in the order in which they are asked. Somebody absent is asked only where
    there is nobody else; whoever is late keeps it where nobody comes after them.
    """
    able = [pk for pk in asked if pk != looker]
    there = [pk for pk in able if pk not in absent] or able
    if now_asked not in there:
        return there[0] if there else None
    after = there[there.index(now_asked) + 1 :]
    return after[0] if is_late and after else now_asked


def _plain(name: str) -> str:
    return " ".join(name.replace("-", " ").replace("'", "").replace("’", "").casefold().split())
