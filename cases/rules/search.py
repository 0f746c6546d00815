"""What somebody typed to find a person: words of names, a date of birth, numbers of other systems."""

import datetime as dt
import re
from dataclasses import dataclass

from cases.rules.names import words_of

LONGEST = 100
MOST_WORDS = 6
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = r"(?P<year>\d{4}|\d{2})"
_DATES = (
    re.compile(r"(?<![\d/])(?P<year>\d{4})[-/. ](?P<month>\d{1,2})[-/. ](?P<day>\d{1,2})(?![\d/])"),
    re.compile(r"(?<![\d/])(?P<day>\d{1,2})[-/. ](?P<month>\d{1,2})[-/. ]" + _YEAR + r"(?![\d/])"),
    re.compile(
        r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?[-/. ]+(?P<month>[a-z]{3,9})[-/., ]+(?P<year>\d{4}|\d{2})(?!\d)"
    ),
    re.compile(r"(?<!\d)(?P<day>\d{2})(?P<month>\d{2})(?P<year>(?:19|20)\d{2})(?!\d)"),
)
_PNC = re.compile(r"(\d{4}|\d{2})/(\d{1,7})([A-Z])", re.ASCII)
_CRO = re.compile(r"(\d{1,6})/(\d{2})([A-Z])", re.ASCII)


@dataclass(frozen=True)
class Asked:
    """What to look for. words: as words_of gives them; numbers: every way in which the typed ones may be on record."""

    words: tuple[str, ...] = ()
    born_on: dt.date | None = None
    numbers: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.words or self.born_on or self.numbers)


def read(text: str, *, today: dt.date) -> Asked:
    """Take apart what was typed: "smith 3/5/80", "2001/12345P", "3 May 1980", "O'Brien Sean"."""
    rest, born_on = _take_date(text[:LONGEST].lower(), today)
    typed = rest.upper().split()
    numbers = {form for part in typed if _is_number(part) for form in _forms(part, today)}
    whole = "".join(typed)
    if numbers and len(whole) <= 20:
        numbers |= _forms(whole, today)
    words = words_of(" ".join(part for part in typed if not _is_number(part)))
    # An initial beside a whole word would match half the force's records.
    words = [word for word in words if len(word) > 1] or words
    return Asked(tuple(dict.fromkeys(words))[:MOST_WORDS], born_on, frozenset(numbers))


def _take_date(text: str, today: dt.date) -> tuple[str, dt.date | None]:
    for pattern in _DATES:
        found = pattern.search(text)
        day = _day(found, today) if found else None
        if found and day:
            return f"{text[: found.start()]} {text[found.end() :]}", day
    return text, None


def _day(found: re.Match[str], today: dt.date) -> dt.date | None:
    month = found["month"]
    if month[:3] in MONTHS:
        month = str(MONTHS.index(month[:3]) + 1)
    try:
        return dt.date(_year(found["year"], today), int(month), int(found["day"]))
    except ValueError:
        return None


def _year(text: str, today: dt.date) -> int:
    """Two figures are a year that has been: 80 is 1980, 05 is 2005."""
    year = int(text)
    if len(text) == 4:
        return year
    return 2000 + year if 2000 + year <= today.year else 1900 + year


def _is_number(part: str) -> bool:
    return any(letter.isdigit() for letter in part)


def _forms(number: str, today: dt.date) -> set[str]:
    """A PNC identifier and a CRO number have noughts in front and a year of four or of two figures."""
    forms = {number}
    if found := _PNC.fullmatch(number):
        forms.add(f"{_year(found[1], today)}/{found[2].zfill(7)}{found[3]}")
    if found := _CRO.fullmatch(number):
        forms.add(f"{found[1].zfill(6)}/{found[2]}{found[3]}")
    return forms
