"""Addresses, telephone numbers and record numbers that belong to nobody."""

from random import Random

from cases.rules.identifiers import cro_number, pnc_id
from cases.synthetic import words

COUNTY = "Testshire"
TOWNS, STREETS, KINDS = words.TOWNS.split(), words.STREETS.split(), words.STREET_KINDS.split()
# No postal area begins with X; the second half never has C, I, K, M, O or V.
_AREA, _INWARD = "XT", "ABDEFGHJLNPQRSTUWXYZ"
# Serial numbers that the systems themselves have not come near in any year.
_UNUSED_PNC, _UNUSED_CRO = 9_000_000, 900_000


def address(rng: Random, town: str = "") -> tuple[str, str]:
    """(lines, postcode) in Testshire."""
    town = town or rng.choice(TOWNS)
    number = f"Flat {rng.randint(1, 24)}, {rng.randint(1, 90)}" if rng.random() < 0.3 else f"{rng.randint(1, 180)}"
    district = TOWNS.index(town) + 1
    postcode = f"{_AREA}{district} {rng.randint(1, 9)}{rng.choice(_INWARD)}{rng.choice(_INWARD)}"
    return f"{number} {rng.choice(STREETS)} {rng.choice(KINDS)}, {town}, {COUNTY}", postcode


def phone(number: int) -> str:
    """One of the thousand numbers that Ofcom keeps for drama."""
    return f"01632 960{number % 1000:03}"


def pnc_of(number: int, year: int) -> str:
    """A PNC identifier with its check letter, of a serial number not in use; each ``number`` has its own."""
    return pnc_id(year, _UNUSED_PNC + number % 1_000_000)


def cro_of(number: int, year: int) -> str:
    """A CRO number with its check letter, of a serial number not in use."""
    return cro_number(_UNUSED_CRO + number % 100_000, year)


def noms_of(number: int) -> str:
    """A NOMS number beginning with Z, which the prisons' do not."""
    letters = divmod(number // 10_000 % 676, 26)
    return f"Z{number % 10_000:04}" + "".join(chr(ord("A") + letter) for letter in letters)


def visor_of(number: int) -> str:
    """A ViSOR reference that begins with TEST."""
    return f"TEST/{number:07}"
