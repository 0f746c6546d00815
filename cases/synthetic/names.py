"""Names of made-up people."""

from dataclasses import dataclass
from random import Random

from cases.states import Sex
from cases.synthetic.words import GIVEN, NICKNAMES, ORIGINS, THINGS


@dataclass(frozen=True)
class Name:
    """A made-up name and the origin it was taken from."""

    given: str
    family: str
    origin: str


_FAMILY = {origin: words.split() for origin, words in THINGS.items()}
_MEN = {origin: men.split() for origin, (men, _) in GIVEN.items()}
_WOMEN = {origin: women.split() for origin, (_, women) in GIVEN.items()}
_NICKNAMES = NICKNAMES.split()
_ORIGINS, _WEIGHTS = list(ORIGINS), list(ORIGINS.values())
# Shares of people with a double family name, and with a second given name.
_DOUBLE, _SECOND_GIVEN = 0.06, 0.4


def person_name(rng: Random, sex: str) -> Name:
    """A name of one origin, sometimes with a second given name or a double family name."""
    origin = rng.choices(_ORIGINS, _WEIGHTS)[0]
    given = _given(rng, sex, origin)
    family = rng.choice(_FAMILY[origin])
    if rng.random() < _DOUBLE:
        family += "-" + rng.choice(_FAMILY["english"])
    return Name(given, family, origin)


def other_names(rng: Random, name: Name, sex: str) -> list[tuple[str, str]]:
    """Other names the person has used: (name, kind). None for about half of the people."""
    found = []
    if rng.random() < 0.25:
        found.append((f"{_first(name.given)} {rng.choice(_FAMILY[name.origin])}", "alias"))
    if rng.random() < 0.2:
        found.append((rng.choice(_NICKNAMES), "nickname"))
    if rng.random() < 0.08:
        found.append((f"{_given(rng, sex, name.origin)} {rng.choice(_FAMILY['english'])}", "former"))
    return [one for one in found if one[0] != f"{name.given} {name.family}"]


def _given(rng: Random, sex: str, origin: str) -> str:
    known = (_WOMEN if sex == Sex.FEMALE else _MEN)[origin]
    first = rng.choice(known)
    if rng.random() < _SECOND_GIVEN:
        second = rng.choice(known)
        return first if second == first else f"{first} {second}"
    return first


def _first(given: str) -> str:
    return given.split()[0]
