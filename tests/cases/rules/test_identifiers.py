import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.rules.identifiers import (
    CHECK_LETTERS,
    cro_number,
    pnc_id,
    why_not_cro_number,
    why_not_noms_number,
    why_not_pnc_id,
)

years = st.integers(1950, 2026)


@given(years, st.integers(0, 9_999_999))
def test_every_pnc_identifier_made_is_one_and_no_other_letter_fits_it(year, serial):
    made = pnc_id(year, serial)
    assert why_not_pnc_id(made) is None
    others = [letter for letter in CHECK_LETTERS if letter != made[-1]]
    assert all(why_not_pnc_id(made[:-1] + letter) for letter in others)


@given(years, st.integers(0, 999_999))
def test_every_cro_number_made_is_one_with_or_without_its_leading_zeros(year, serial):
    made = cro_number(serial, year)
    assert why_not_cro_number(made) is None
    assert why_not_cro_number(made.lstrip("0") if serial else made) is None


@given(years, st.integers(0, 9_999_999), st.integers(0, 6))
def test_one_wrong_figure_of_a_pnc_identifier_is_found(year, serial, place):
    """23 is prime and ten is not a multiple of it, so no single slip goes unseen."""
    made = list(pnc_id(year, serial))
    figure = made[5 + place]
    made[5 + place] = str((int(figure) + 1) % 10)
    assert "check letter" in (why_not_pnc_id("".join(made)) or "")


@pytest.mark.parametrize("text", ["2001/12345P", "01/0012345P", "20010012345P", "2001/0012345", "2001/001234５P", ""])
def test_other_writings_are_no_pnc_identifier(text):
    assert "is not written as" in why_not_pnc_id(text)


@pytest.mark.parametrize(
    ("text", "fits"), [("A1234BC", True), ("a1234bc", False), ("A123BC", False), ("AB1234C", False)]
)
def test_a_noms_number_is_letter_four_figures_two_letters(text, fits):
    assert (why_not_noms_number(text) is None) is fits
