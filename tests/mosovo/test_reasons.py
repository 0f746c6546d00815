"""What does for a reason."""

import pytest

from mosovo.reasons import is_no_reason


@pytest.mark.parametrize("text", ["", " ", "x", "ok", "...........", "?!", "a.b", "12 34", " \u00a0\t\n", "-- n/a"])
def test_what_was_typed_to_get_past_is_no_reason(text: str) -> None:
    assert is_no_reason(text)


@pytest.mark.parametrize("text", ["Ill", "Away", "Łódź", "On leave until 3 May"])
def test_words_are_a_reason(text: str) -> None:
    assert not is_no_reason(text)


def test_words_may_be_asked_to_be_more() -> None:
    assert is_no_reason(" On leave ", least=9)
    assert not is_no_reason("On leave.", least=9)
    assert is_no_reason("." * 30, least=9)
