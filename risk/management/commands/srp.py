"""Scores a file of records, one JSON object a line, with DC-SRP and IIC-SRP. Needs no database."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mosovo.clock import today
from risk.srp import read, score, unreadable, written

# A record is a few hundred bytes. The limit keeps a file without line ends from being read into memory whole.
LONGEST_LINE = 1_000_000
STANDARD = "-"


class FieldGivenTwice(ValueError):
    """One object of the line names the same field twice."""


class Command(BaseCommand):
    """Line for line: each line read gives one line written, whatever was on it."""

    help = (
        "Score DC-SRP and IIC-SRP for records in the field names of the Ministry of Justice's API, one JSON object a "
        "line. A line that cannot be scored gives errors and null scores, and the run goes on."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """`-` stands for standard input or output."""
        parser.add_argument("--input", required=True, metavar="FILE", help="file of records, or - for standard input")
        parser.add_argument("--output", required=True, metavar="FILE", help="file to write, or - for standard output")

    def handle(self, *args: Any, input: str, output: str, **options: Any) -> None:  # noqa: A002  named by the option
        """Refuses, with exit code 1, only what concerns the files themselves."""
        refuse_same_file(input, output)
        lines = faulty = 0
        # The input first: a wrong name there must not empty the output.
        with opened_input(input) as source, self.opened_output(output) as write:
            for line in lines_of(source, input):
                lines += 1
                result = scored(line, lines, today())
                faulty += bool(result["errors"])
                write(json.dumps(result) + "\n")
        report = self.stderr if output == STANDARD else self.stdout
        report.write(f"{lines} lines read: {lines - faulty} without errors, {faulty} with errors.")

    @contextmanager
    def opened_output(self, name: str) -> Iterator[Callable[[str], Any]]:
        """A function that writes text to the file or to standard output."""
        try:
            if name == STANDARD:
                yield lambda text: self.stdout.write(text, ending="")
                return
            with Path(name).open("w", encoding="utf-8", newline="\n") as file:
                yield file.write
        except OSError as error:
            message = f"The output {name} cannot be written: {error.strerror or error}."
            raise CommandError(message) from error


def refuse_same_file(source: str, target: str) -> None:
    """Opening the output empties it, so it must not be the input."""
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


def scored(line: bytes, number: int, day: date) -> dict[str, object]:
    """The result for one line of the file, the number of which is named where it holds no record."""
    try:
        record = json.loads(line.decode("utf-8-sig").strip(), object_pairs_hook=once_each)
    except (ValueError, RecursionError) as error:
        return unreadable(f"Line {number} is not a JSON object: {why_not_json(error)}.")
    if not isinstance(record, dict):
        return unreadable(f"Line {number} is JSON, but not an object with the fields of a record.")
    reading = read(record)
    return written(score(reading.answers, today=day, malformed=reading.faults, noted=reading.warnings))


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
