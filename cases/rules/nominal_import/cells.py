"""What each cell may hold. Each reader gives the value, or raises ValueError with what is wrong and what to do."""

import datetime as dt
import re
import unicodedata

from cases.rules.identifiers import why_not_cro_number, why_not_noms_number, why_not_pnc_id
from cases.rules.nominal_import.columns import BY_NAME
from cases.states import CaseStatus, Category, Level, RiskLevel, Sex

REAL_DATE = "write a real date such as 1980-02-28"
EARLIEST = dt.date(1900, 1, 1)
_DATES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})"),
    re.compile(r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})"),
)
_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}")
SEXES = {"m": Sex.MALE, "f": Sex.FEMALE, "": Sex.UNKNOWN, "not known": Sex.UNKNOWN, **{sex.value: sex for sex in Sex}}
FORMULA = "=+-@"


def plain(name: str, text: str) -> str:
    """The cell's text with spaces tidied. Refuses what no column may hold."""
    if "\x00" in text:
        raise ValueError("holds a NUL character; take it out")
    text = (
        " ".join(text.split()) if name != "warning" else "\n".join(" ".join(part.split()) for part in text.splitlines())
    )
    if any(unicodedata.category(letter) in {"Cc", "Cs", "Co"} for letter in text.replace("\n", "")):
        raise ValueError("holds a character that cannot be printed; take it out")
    if text and text[0] in FORMULA:
        raise ValueError(f"begins with {text[0]}, which a spreadsheet takes for a formula; take it out")
    longest = BY_NAME[name].longest
    if len(text) > longest:
        raise ValueError(f"is {len(text)} characters long; at most {longest} fit")
    return text


def reference(text: str) -> str:
    """The number of the record."""
    if not _REFERENCE.fullmatch(text):
        raise ValueError(f"{_shown(text)} is no reference; write letters, figures and dashes only")
    return text.upper()


def person_name(text: str) -> str:
    """A name; it holds a letter and no figure."""
    if not any(letter.isalpha() for letter in text) or any(letter.isdigit() for letter in text):
        raise ValueError(f"{_shown(text)} is no name; write it in letters")
    return text


def aliases(text: str) -> tuple[str, ...]:
    """Other names, each once, in the order given."""
    names = tuple(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))
    for name in names:
        if len(name) > 200:
            raise ValueError("one of the names is longer than 200 characters; separate names by semicolons")
        if not any(letter.isalnum() for letter in name):
            raise ValueError(f"{_shown(name)} is no name; write it in letters")
    return names


def date(text: str) -> dt.date | None:
    """A day of the calendar since 1900; None for an empty cell."""
    if not text:
        return None
    found = next((match for form in _DATES if (match := form.fullmatch(text))), None)
    if found is None:
        raise ValueError(f"{_shown(text)} is not written as a date; {REAL_DATE}")
    try:
        day = dt.date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        raise ValueError(f"{_shown(text)} is no date; {REAL_DATE}") from None
    if day < EARLIEST:
        raise ValueError(f"{_shown(text)} is before 1900; {REAL_DATE}")
    return day


def sex(text: str) -> Sex:
    """Male, female, other, or not known."""
    try:
        return SEXES[text.lower()]
    except KeyError:
        raise ValueError(f"{_shown(text)} is not known; write male, female, other or unknown") from None


def pnc_id(text: str) -> str:
    """A PNC identifier."""
    return _identifier(text, why_not_pnc_id(text.upper()))


def cro_number(text: str) -> str:
    """A CRO number."""
    return _identifier(text, why_not_cro_number(text.upper()))


def noms_number(text: str) -> str:
    """A NOMS number."""
    return _identifier(text, why_not_noms_number(text.upper()))


def category(text: str) -> Category:
    """A MAPPA category, or a potentially dangerous person."""
    try:
        return Category(text.lower())
    except ValueError:
        raise ValueError(f"{_shown(text)} is no category; write 1, 2, 3, 4 or pdp") from None


def level(text: str) -> Level:
    """A MAPPA level, 1 where the cell is empty."""
    if text not in {"", "1", "2", "3"}:
        raise ValueError(f"{_shown(text)} is no level; write 1, 2 or 3")
    return Level(int(text or 1))


def risk_level(text: str) -> RiskLevel | None:
    """A risk level; None where there is none yet."""
    if not text:
        return None
    try:
        return RiskLevel(text.lower().replace(" ", "_"))
    except ValueError:
        raise ValueError(f"{_shown(text)} is no risk level; write very high, high, medium or low") from None


def status(text: str) -> CaseStatus:
    """Where the person is, in the community where the cell is empty."""
    try:
        return CaseStatus(text.lower() or CaseStatus.COMMUNITY)
    except ValueError:
        raise ValueError(f"{_shown(text)} is no status; write community, custody, abroad or closed") from None


def postcode(text: str) -> str:
    """A postcode as the Post Office writes it, with one space."""
    upper = text.upper()
    if upper and not _POSTCODE.fullmatch(upper):
        raise ValueError(f"{_shown(text)} is no postcode; write it as XT1 2AB")
    packed = upper.replace(" ", "")
    return f"{packed[:-3]} {packed[-3:]}" if packed else ""


def _identifier(text: str, why_not: str | None) -> str:
    if text and why_not:
        raise ValueError(f"{_shown(text)} {why_not}")
    return text.upper()


def _shown(text: str) -> str:
    return f"“{text[:40]}”" + ("…" if len(text) > 40 else "")
