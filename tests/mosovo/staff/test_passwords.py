"""Which passwords are taken: long enough, not too long, and none that everybody's guessing begins with."""

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from mosovo.staff.passwords import common, is_easily_guessed

PHRASES = (
    "seven green kettles",
    "eleven brown teapots",
    "lantern quiet harbour",
    "Rainy-Thursday-biscuits",
    "threadbare ottoman violin",
    "my aunt keeps nine geese",
    "copper/bramble/thimble",
    "correct horse battery staple",
    "xK4!vQz9-mTr7#pLw2",
    "wheelbarrow sonnet 1987",
)
MIXED = "wq7 kettle brown hinge plover 93 tumbler satchel "


def is_taken(password: str) -> bool:
    try:
        validate_password(password)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    ("length", "taken"), [(14, False), (15, True), (64, True), (128, True), (200, True), (201, False)]
)
def test_length(length: int, taken: bool) -> None:
    assert is_taken((MIXED * 5)[:length]) is taken


def test_common_passwords_are_refused_however_they_are_dressed_up() -> None:
    early = sorted(common())[::5] + [one for one in common() if len(one) >= 15]
    assert len(early) > 3000
    for one in early:
        for dressed in (
            one * 4,
            one.capitalize() + "1234567890!!!!!",
            f"2026{one}2026{one}2026",
            f"!!!!!!{one}!!!!!!1",
        ):
            if len(dressed) >= 15:
                assert not is_taken(dressed), dressed


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "P@ssw0rdP@ssw0rd1",
        "Password123456789",
        "qwertyuiopasdfgh",
        "1q2w3e4r5t6y7u8i",
        "abcdefghijklmnop",
        "987654321098765432",
        "aaaaaaaaaaaaaaaaaa",
        "mosovomosovo2026!",
        "Police-Password-2026",
        "monkeydragon12345",
        "!!!!!!!!2026!!!!!!!!",
    ],
)
def test_what_guessers_try_early_is_refused(password: str) -> None:
    assert is_easily_guessed(password)


def test_words_without_a_thread_are_taken() -> None:
    refused = [phrase for phrase in PHRASES if not is_taken(phrase)]
    assert refused == []


def test_hash_costs_what_it_should() -> None:
    kept = make_password("seven green kettles", hasher=Argon2PasswordHasher())
    assert kept.startswith("argon2$argon2id$v=19$m=102400,t=2,p=8$")
    assert [entry["NAME"].rpartition(".")[2] for entry in settings.AUTH_PASSWORD_VALIDATORS] == [
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "NotTooLong",
        "NotEasilyGuessed",
        "CommonPasswordValidator",
    ]
