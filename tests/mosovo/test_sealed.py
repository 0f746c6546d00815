"""Words that the database keeps but cannot read."""

from typing import Any

import pytest

from mosovo.sealed import seal, unseal


def test_sealed_words_come_back_and_are_never_the_same_twice() -> None:
    one, other = seal("Łódź <words>"), seal("Łódź <words>")
    assert unseal(one) == unseal(other) == "Łódź <words>"
    assert one != other
    assert "words" not in one


def test_changed_words_are_refused() -> None:
    sealed = seal("words")
    for place in range(0, len(sealed) - 2, 7):
        changed = sealed[:place] + ("A" if sealed[place] != "A" else "B") + sealed[place + 1 :]
        with pytest.raises(ValueError, match="key of this system"):
            unseal(changed)


def test_key_of_before_still_opens_and_a_lost_one_does_not(settings: Any) -> None:
    sealed, before = seal("words"), settings.SECRET_KEY
    settings.SECRET_KEY = "another key, another key, another key, another key, another"
    with pytest.raises(ValueError, match="key of this system"):
        unseal(sealed)
    settings.SECRET_KEY_FALLBACKS = [before]
    assert unseal(sealed) == "words"
