"""What somebody typed, taken apart."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.rules.search import Asked, read

TODAY = dt.date(2026, 6, 15)
MAY_3 = dt.date(1980, 5, 3)


@pytest.mark.parametrize(
    "typed",
    ["3/5/1980", "03/05/80", "3.5.1980", "3-5-80", "3 5 1980", "1980-05-03", "3 May 1980", "3rd may 80", "03051980"],
)
def test_date_of_birth_is_read_however_written(typed: str) -> None:
    assert read(typed, today=TODAY) == Asked(born_on=MAY_3)
    assert read(f"Smith {typed}", today=TODAY) == Asked(words=("SMITH",), born_on=MAY_3)


@pytest.mark.parametrize(("typed", "year"), [("1/1/26", 2026), ("1/1/27", 1927), ("1/1/05", 2005), ("1/1/99", 1999)])
def test_year_of_two_figures_has_been(typed: str, year: int) -> None:
    assert read(typed, today=TODAY).born_on == dt.date(year, 1, 1)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("n0000012", "N0000012"),
        ("2001/0012345P", "2001/0012345P"),
        ("01/12345p", "2001/0012345P"),
        ("98/12345P", "1998/0012345P"),
        ("12345/01b", "012345/01B"),
        ("A1234BC", "A1234BC"),
        ("A 1234 BC", "A1234BC"),
    ],
)
def test_number_is_read_as_it_is_on_record(typed: str, number: str) -> None:
    assert number in read(typed, today=TODAY).numbers


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("o'brien, sean", ("OBRIEN", "SEAN")),
        ("J Smith", ("SMITH",)),
        ("J", ("J",)),
        ("smith smith", ("SMITH",)),
        ("a b c d e f g h", ("A", "B", "C", "D", "E", "F")),
        ("one two three four five six seven", ("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX")),
    ],
)
def test_words_are_those_of_names(typed: str, words: tuple[str, ...]) -> None:
    assert read(typed, today=TODAY).words == words


@pytest.mark.parametrize("typed", ["31/2/1980", "3 Smarch 1980", "99/99/9999"])
def test_no_real_date_is_none(typed: str) -> None:
    assert read(typed, today=TODAY).born_on is None


@pytest.mark.parametrize("typed", ["", "   ", "'", "-/-"])
def test_nothing_typed_is_nothing_asked(typed: str) -> None:
    assert not read(typed, today=TODAY)


@given(st.text(max_size=300))
def test_anything_may_be_typed(typed: str) -> None:
    read(typed, today=TODAY)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2026, 6, 15)))
def test_every_date_is_read_back(day: dt.date) -> None:
    for written in (f"{day:%d/%m/%Y}", f"{day:%-d %B %Y}", f"{day:%Y-%m-%d}", f"{day:%d%m%Y}"):
        assert read(written, today=TODAY).born_on == day
