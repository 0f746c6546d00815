"""Passwords that a guesser tries first, found by rule: no list is as long as what people make of the same few words."""

import gzip
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

LONGEST = 200
FEWEST_KINDS, FEWEST_REST, LONGEST_WORD = 6, 4, 40
# Signs that stand for letters; a 1 may be either.
PLAIN = [str.maketrans("0134578@$!", f"o{one}eastb" + f"as{one}") for one in "li"]
ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "qazwsxedcrfvtgbyhnujmikolp")
OURS = ("mosovo", "police", "probation", "offender", "constabulary", "testshire")
SENTENCE = (
    "This password is one that a guesser tries early. Use three or more words that have nothing to do with each other."
)


class NotEasilyGuessed:
    """No common password, plain or dressed up: repeated, doubled, in figures and signs, along the keyboard."""

    def validate(self, password: str, user: Any = None) -> None:
        if is_easily_guessed(password):
            raise ValidationError(SENTENCE, code="password_easily_guessed")

    def get_help_text(self) -> str:
        return "Use three or more words that have nothing to do with each other."


class NotTooLong:
    """An end to what is worked through at every attempt."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) > LONGEST:
            raise ValidationError(f"Use at most {LONGEST} characters.", code="password_too_long")

    def get_help_text(self) -> str:
        return f"Use at most {LONGEST} characters."


def is_easily_guessed(password: str) -> bool:
    """Whether it is made of nothing but what everybody's guessing begins with."""
    low = password.lower()
    if len(set(low)) < FEWEST_KINDS or low in (low + low)[1:-1] or low in common() or _is_run(low):
        return True
    forms = {"".join(sign for sign in form if sign.isalnum()) for form in (low, *map(low.translate, PLAIN))}
    return any(_is_made_of_common(form) for form in forms | {"".join(filter(str.isalpha, form)) for form in forms})


@cache
def common() -> frozenset[str]:
    """The common passwords that come with Django."""
    path = Path(password_validation.__file__).parent / "common-passwords.txt.gz"
    return frozenset(gzip.decompress(path.read_bytes()).decode().split())


@cache
def _words() -> frozenset[str]:
    plain = {"".join(filter(str.isalnum, one)) for one in common()} | set(OURS)
    return frozenset(one for one in plain if len(one) >= 4 and not one.isdecimal())


def _is_run(low: str) -> bool:
    """Along the keyboard or the alphabet, either way, for the most part."""
    rows = [row * 2 for row in (*ROWS, *(row[::-1] for row in ROWS))]
    pairs = [low[at : at + 2] for at in range(len(low) - 1)]
    return sum(any(pair in row for row in rows) for pair in pairs) * 4 >= len(pairs) * 3


def _is_made_of_common(signs: str) -> bool:
    """Figures, at most two common words, each once or again and again, and hardly a letter more."""
    if signs.isalpha() and signs in (signs + signs)[1:-1]:
        return True
    known, found = _words(), set[str]()
    at = rest = 0
    while at < len(signs):
        fit = next(
            (signs[at:end] for end in range(min(len(signs), at + LONGEST_WORD), at + 3, -1) if signs[at:end] in known),
            "",
        )
        if fit:
            found.add(fit)
        elif signs[at].isalpha():
            rest += 1
        at += len(fit) or 1
    return len(found) <= 2 and rest < FEWEST_REST
