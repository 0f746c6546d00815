"""Scores a file of records, one JSON object a line, with DC-SRP and IIC-SRP. Needs no database."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mosovo.clock import today
from mosovo.jsonl import STANDARD, add_file_arguments, lines_of, opened_input, record_of, refuse_same_file
from risk.srp import read, score, unreadable, written


class Command(BaseCommand):
    """Line for line: each line read gives one line written, whatever was on it."""

    help = (
        "Score DC-SRP and IIC-SRP for records in the field names of the Ministry of Justice's API, one JSON object a "
        "line. A line that cannot be scored gives errors and null scores, and the run goes on."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The two files."""
        add_file_arguments(parser)

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


def scored(line: bytes, number: int, day: date) -> dict[str, object]:
    """The result for one line of the file, the number of which is named where it holds no record."""
    record = record_of(line, number)
    if isinstance(record, str):
        return unreadable(record)
    reading = read(record)
    return written(score(reading.answers, today=day, malformed=reading.faults, noted=reading.warnings))
