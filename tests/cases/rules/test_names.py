"""Names taken apart into words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.rules.names import LONGEST, words_of


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Anne-Marie O’Brien", ["ANNE", "MARIE", "OBRIEN"]),
        ("O'Brien", ["OBRIEN"]),
        ("O Brien", ["OBRIEN"]),
        ("OBrien", ["OBRIEN"]),
        ("Mc Donald", ["MCDONALD"]),
        ("Zoë Müller", ["ZOE", "MULLER"]),
        ("Łukasz Søren Strauß", ["LUKASZ", "SOREN", "STRAUSS"]),
        ("St. John-Smythe", ["ST", "JOHN", "SMYTHE"]),
        ("  ", []),
        ("O", ["O"]),
    ],
)
def test_words_of_a_name(name: str, words: list[str]) -> None:
    assert words_of(name) == words


@given(st.text(max_size=200))
def test_words_are_short_capitals_and_taking_them_apart_again_changes_nothing(name: str) -> None:
    words = words_of(name)
    assert all(0 < len(word) <= LONGEST and word == word.upper() for word in words)
