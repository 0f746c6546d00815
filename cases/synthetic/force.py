"""The posts of a made-up force: who there is, in which unit, with which rank, role and vetting. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from cases.states import Sex
from cases.synthetic.names import person_name
from mosovo.staff.states import Rank, Vetting

OFFICERS_TO_A_SUPERVISOR = 10
AREAS = ("North", "South", "East", "West", "Mid", "Coast", "Moor", "Vale", "Forest", "City", "River", "Hill")
# Days until vetting ends, by the officer's place in the force: lapsed, about to lapse, and otherwise in order.
LAPSED, LAPSING = {7: -10, 19: -45}, {3: 20, 11: 6, 15: 55}
HEADQUARTERS = (
    ("superintendent", "superintendent", Rank.SUPERINTENDENT),
    ("chair", "meeting_chair", Rank.CHIEF_INSPECTOR),
    ("press", "press_officer", Rank.STAFF),
    ("control", "control_room", Rank.STAFF),
    ("intel", "intelligence", Rank.STAFF),
    ("auditor", "auditor", Rank.STAFF),
    ("admin", "administrator", Rank.STAFF),
    ("admin2", "administrator", Rank.STAFF),
)


@dataclass(frozen=True)
class Post:
    """One person to be signed up. unit: place among the units to be made, None for headquarters."""

    sign_in: str
    role: str
    rank: Rank
    unit: int | None
    given_names: str
    family_name: str
    vetting: Vetting
    vetted_for_days: int


def unit_name(place: int) -> str:
    """North Testshire, South Testshire …, and numbers when the directions are used up."""
    area = AREAS[place % len(AREAS)]
    round_ = place // len(AREAS)
    return f"{area} Testshire" + (f" {round_ + 1}" if round_ else "")


def split_officers(officers: int, units: int) -> list[int]:
    """How many of the officers each unit has; the first units one more where it does not come out even."""
    whole, rest = divmod(officers, units)
    return [whole + (place < rest) for place in range(units)]


def unit_posts(rng: Random, officers: list[int], *, taken: int = 0, units_taken: int = 0) -> Iterator[Post]:
    """Offender managers, supervisors and a manager for each unit; sign-in names go on from those taken."""
    place = taken
    for unit, count in enumerate(officers):
        for _ in range(count):
            yield _post(rng, _sign_in("officer", place), "offender_manager", Rank.CONSTABLE, unit, place)
            place += 1
        for number in range(-(-count // OFFICERS_TO_A_SUPERVISOR)):
            sign_in = _sign_in("supervisor", unit + units_taken) + ("" if number == 0 else f"-{number + 1}")
            yield _post(rng, sign_in, "supervisor", Rank.SERGEANT, unit)
        yield _post(rng, _sign_in("manager", unit + units_taken), "unit_manager", Rank.INSPECTOR, unit)


def headquarters_posts(rng: Random) -> Iterator[Post]:
    """One person for each kind of work outside the units; two who administer, for the second confirms."""
    for sign_in, role, rank in HEADQUARTERS:
        yield _post(rng, sign_in, role, rank, None)


def _sign_in(word: str, place: int) -> str:
    return word if place == 0 else f"{word}{place + 1}"


def _post(rng: Random, sign_in: str, role: str, rank: Rank, unit: int | None, place: int | None = None) -> Post:
    name = person_name(rng, rng.choice((Sex.MALE, Sex.FEMALE)))
    days = rng.randint(120, 1000)
    vetting = Vetting.NPPV3 if rank is Rank.SUPERINTENDENT else Vetting.NPPV2
    if place is not None:
        days = LAPSED.get(place % 24, LAPSING.get(place % 24, days))
    return Post(sign_in, role, rank, unit, name.given.split()[0], name.family, vetting, days)
