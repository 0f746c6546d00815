"""Numbers that other systems know a person by: how they are written, and their check letters.

The check letter is the number modulo 23 (CJS data standards catalogue), as the services of the Ministry of Justice
check it.
"""

import re

CHECK_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"

_PNC = re.compile(r"(\d{4})/(\d{7})([A-Z])", re.ASCII)
_CRO = re.compile(r"(\d{1,6})/(\d{2})([A-Z])", re.ASCII)
_NOMS = re.compile(r"[A-Z]\d{4}[A-Z]{2}", re.ASCII)


def pnc_id(year: int, serial: int) -> str:
    """The PNC identifier of a record: year, seven figures, check letter."""
    return f"{year}/{serial:07}{_letter(f'{year % 100:02}{serial:07}')}"


def cro_number(serial: int, year: int) -> str:
    """The CRO number of a record: six figures, two of the year, check letter."""
    return f"{serial:06}/{year % 100:02}{_letter(f'{year % 100:02}{serial:06}')}"


def why_not_pnc_id(text: str) -> str | None:
    """Why ``text`` is no PNC identifier, or None."""
    found = _PNC.fullmatch(text)
    if found is None:
        return "is not written as a PNC identifier; write year, stroke, seven figures and letter, such as 2001/0012345P"
    wanted = _letter(found[1][2:] + found[2])
    return (
        None if found[3] == wanted else "has a check letter that does not fit its figures; look for a slip of the pen"
    )


def why_not_cro_number(text: str) -> str | None:
    """Why ``text`` is no CRO number, or None."""
    found = _CRO.fullmatch(text)
    if found is None:
        return "is not written as a CRO number; write up to six figures, stroke, year and letter, such as 012345/98A"
    wanted = _letter(found[2] + found[1].zfill(6))
    return (
        None if found[3] == wanted else "has a check letter that does not fit its figures; look for a slip of the pen"
    )


def why_not_noms_number(text: str) -> str | None:
    """Why ``text`` is no NOMS number, or None."""
    if _NOMS.fullmatch(text):
        return None
    return "is not written as a NOMS number; write letter, four figures and two letters, such as A1234BC"


def _letter(figures: str) -> str:
    return CHECK_LETTERS[int(figures) % len(CHECK_LETTERS)]
