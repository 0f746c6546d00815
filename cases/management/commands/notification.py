"""Works out notification for a file of records, one person a line. Needs no database."""

import json
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.notification import Fault, read, refused, work_out, written
from mosovo.clock import today
from mosovo.jsonl import STANDARD, add_file_arguments, lines_of, opened_input, record_of, refuse_same_file

FAULTY = 2


class Command(BaseCommand):
    """Line for line: each line read gives one line written, whatever was on it. The output is written whole or not."""

    help = (
        "Work out notification periods, deadlines, lateness and review for records, one JSON object a line. A line "
        "with faults gives these by field, and the run goes on. Exit code 1: nothing was written; 2: all was "
        "written, but some lines have faults."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The two files."""
        add_file_arguments(parser)

    def handle(self, *args: Any, input: str, output: str, **options: Any) -> None:  # noqa: A002  named by the option
        """Refuses, with exit code 1, only what concerns the files themselves."""
        refuse_same_file(input, output)
        day = today()
        with opened_input(input) as source:
            results = [answered(line, number, day) for number, line in enumerate(lines_of(source, input), start=1)]
        text = "".join(json.dumps(result) + "\n" for result in results)
        if output == STANDARD:
            self.stdout.write(text, ending="")
        else:
            write_whole(Path(output), text)
        faulty = sum(bool(result["errors"]) for result in results)
        report = f"{len(results)} lines read: {len(results) - faulty} without errors, {faulty} with errors."
        if faulty:
            raise CommandError(report, returncode=FAULTY)
        (self.stderr if output == STANDARD else self.stdout).write(report)


def answered(line: bytes, number: int, day: date) -> dict[str, object]:
    """The answer for one line of the file, or what is wrong with it."""
    record = record_of(line, number)
    if isinstance(record, str):
        return refused("", [Fault("line", record)])
    reading = read(record, today=day)
    name = record.get("id")
    if reading.person is None:
        return refused(name if isinstance(name, str) else "", reading.faults, reading.warnings)
    return written(reading.person.id, work_out(reading.person), reading.warnings)


def write_whole(path: Path, text: str) -> None:
    """Into a file beside it first, which then takes its place: a full disk leaves what was there as it was."""
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8", newline="\n")  # a device or a pipe: nothing to take the place of
            return
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=path.parent, delete=False) as file:
            beside = Path(file.name)
            try:
                file.write(text)
                file.close()
                beside.replace(path)
            finally:
                beside.unlink(missing_ok=True)
    except OSError as error:
        message = f"The output {path} cannot be written: {error.strerror or error}."
        raise CommandError(message) from error
