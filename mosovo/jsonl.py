"""Files of JSON objects, one a line, for commands: read line by line, whatever is on a line, and written in words."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.core.management.base import CommandError, CommandParser

# A record is a few hundred bytes. The limit keeps a file without line ends from being read into memory whole.
LONGEST_LINE = 1_000_000
STANDARD = "-"


class FieldGivenTwice(ValueError):
    """One object of the line names the same field twice."""


def add_file_arguments(parser: CommandParser) -> None:
    """`-` stands for standard input or output."""
    parser.add_argument("--input", required=True, metavar="FILE", help="file of records, or - for standard input")
    parser.add_argument("--output", required=True, metavar="FILE", help="file to write, or - for standard output")


def refuse_same_file(source: str, target: str) -> None:
    """The output takes the input's place otherwise, and nobody means that."""
    if STANDARD in {source, target} or not (Path(source).is_file() and Path(target).is_file()):
        return
    if Path(source).samefile(target):
        message = "The output is the same file as the input; name another one."
        raise CommandError(message)


@contextmanager
def opened_input(name: str) -> Iterator[BinaryIO]:
    """The input as bytes, since a line that is not text must not stop the run."""
    if name == STANDARD:
        yield sys.stdin.buffer
        return
    try:
        with Path(name).open("rb") as file:
            yield file
    except OSError as error:
        raise unreadable_input(name, error) from error


def lines_of(file: BinaryIO, name: str) -> Iterator[bytes]:
    """The lines, one at a time. One longer than LONGEST_LINE comes cut short, so that it is not a record."""
    try:
        while line := file.readline(LONGEST_LINE):
            rest = line
            while len(rest) == LONGEST_LINE and not rest.endswith(b"\n"):
                rest = file.readline(LONGEST_LINE)
            yield line
    except OSError as error:
        raise unreadable_input(name, error) from error


def unreadable_input(name: str, error: OSError) -> CommandError:
    """The sentence for an input that cannot be opened or read on."""
    return CommandError(f"The input {name} cannot be read: {error.strerror or error}.")


def record_of(line: bytes, number: int) -> dict[str, object] | str:
    """The object on a line, or why there is none, in a sentence that names the line."""
    try:
        record = json.loads(line.decode("utf-8-sig").strip(), object_pairs_hook=once_each)
    except (ValueError, RecursionError) as error:
        return f"Line {number} is not a JSON object: {why_not_json(error)}."
    if not isinstance(record, dict):
        return f"Line {number} is JSON, but not an object with the fields of a record."
    return record


def why_not_json(error: ValueError | RecursionError) -> str:
    """The reason in words; the parser's own speak of "line 1", which is every line here."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg}, at character {error.pos + 1}"
    if isinstance(error, FieldGivenTwice):
        return "a field is given twice"
    if isinstance(error, UnicodeDecodeError):
        return "it is not text in UTF-8"
    return "it is nested too deeply" if isinstance(error, RecursionError) else "it holds a number too long to be one"


def once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """The object, unless it gives a field twice: the parser would keep the last, and nobody knows which is meant."""
    record = dict(pairs)
    if len(record) < len(pairs):
        raise FieldGivenTwice
    return record
