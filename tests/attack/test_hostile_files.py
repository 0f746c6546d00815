"""Files that must not come in, and files that must: each made by program, each put to the one door there is."""

from collections.abc import Callable, Iterable

import pytest

from mosovo.incoming import FileKind, Unfit, check
from mosovo.incoming.apart import TOO_MUCH, look_apart
from mosovo.incoming.check import look_into
from tests.attack.files import KINDS, File, good, hostile, office
from tests.attack.tally import Tally


def refused(name: str, content: bytes) -> str:
    """The sentence with which the file is refused; empty where it is taken in."""
    try:
        # Here and not in a process of its own: the same look at hundreds of files.
        check(name, content, kinds=FileKind.values, megabytes=20, look=look_into)
    except Unfit as fault:
        return fault.sentence
    return ""


def put(files: Iterable[File]) -> list[tuple[str, bytes, str]]:
    return [(name, content, refused(name, content)) for name, content in files]


def test_no_hostile_file_is_taken_in(times: Callable[[int, int], int]) -> None:
    tally = Tally("hostile files (leaked: accepted)")
    answers = [one for number in range(times(1, 3)) for one in put(hostile(number))]
    accepted = [(name, content[:80]) for name, content, sentence in answers if not sentence]
    tally.tried, tally.leaked = len(answers), len(accepted)
    assert accepted == []
    assert tally.tried >= times(250, 500)
    # Each says what to do, in a sentence or two.
    assert [s for _, _, s in answers if not (s.endswith(".") and len(s.split(". ")) >= 1 and len(s) > 40)] == []


def test_no_good_file_is_refused(times: Callable[[int, int], int]) -> None:
    tally = Tally("good files")
    rounds = range(times(4, 20))
    answers = put((f"Invented scan {number}.v1.{kind}", good(kind, number)) for number in rounds for kind in KINDS)
    turned_away = [(name, sentence) for name, _, sentence in answers if sentence]
    tally.tried, tally.refused = len(answers), len(turned_away)
    assert turned_away == []
    assert tally.tried >= times(20, 100)


def test_size_is_counted_to_the_byte() -> None:
    most = 1024 * 1024
    assert refused("a.txt", b"a" * (most * 20)) == ""
    assert "larger than 20 MB" in refused("a.txt", b"a" * (most * 20 + 1))


# Each is below what a force takes in, and would take from minutes to hours if looking took the square of its size.
SLOW = {
    "spaces in a cell": ("a.xlsx", lambda: office("xlsx", inside=f"<f>{' ' * 900_000}</f>"), ""),
    "streams without an end": ("a.pdf", lambda: b"%PDF-1.7\n" + b"stream\n" * 1_000_000 + b"%%EOF", "cannot be read"),
    "pictures behind pictures": ("a.jpg", lambda: b"\xff\xd8\xff\xd9" * 600_000, "cannot be opened"),
    "blanks behind pictures": ("a.jpg", lambda: b"\xff\xd8\xff\xd9\0" * 600_000, "cannot be opened"),
}


@pytest.mark.parametrize("slow", SLOW)
def test_looking_takes_no_longer_than_the_size_of_the_file(slow: str) -> None:
    name, made, said = SLOW[slow]
    sentence = refused(name, made())
    assert said in sentence
    assert bool(said) == bool(sentence)


def test_a_command_in_a_cell_is_found_behind_spaces_too() -> None:
    for written in ("cmd|'/c calc'!A1", "  =  cmd |'/c calc'!A1 ", "=\n cmd|'/c calc'!A1"):
        assert "fetches something" in refused("a.xlsx", office("xlsx", inside=f"<f>{written}</f>"))


def test_a_look_apart_says_the_same_and_ends_at_its_limits() -> None:
    for kind in KINDS[:-1]:
        assert check(f"a.{kind}", good(kind, 1), kinds=FileKind.values, megabytes=20).name == f"a.{kind}"
    with pytest.raises(Unfit, match="cannot be read as a whole"):
        look_apart(FileKind.PDF, b"%PDF-1.7\n%%EOF")
    for limits in ({"seconds": 0}, {"megabytes": 1}):
        with pytest.raises(Unfit) as refusal:
            look_apart(FileKind.JPEG, good("jpg", 1) + bytes(8_000_000), **limits)
        assert refusal.value.sentence == TOO_MUCH
