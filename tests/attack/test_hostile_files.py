"""Files that must not come in, and files that must: each made by program, each put to the one door there is."""

from collections.abc import Callable, Iterable

from mosovo.incoming import FileKind, Unfit, check
from tests.attack.files import KINDS, File, good, hostile
from tests.attack.tally import Tally


def refused(name: str, content: bytes) -> str:
    """The sentence with which the file is refused; empty where it is taken in."""
    try:
        check(name, content, kinds=FileKind.values, megabytes=20)
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
