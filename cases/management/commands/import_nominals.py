"""Takes in a nominal extract: a file of comma separated values with one person in each row."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.actions.nominal_import import Report, import_nominals
from cases.rules.nominal_import import FileFault, columns_table
from mosovo import clock


class Command(BaseCommand):
    """Prints every fault by line and column with what to do. Exit code 0 where there is none, else 1."""

    help = (
        "Take in a nominal extract (CSV in UTF-8, first line the names of the columns; --columns lists them). Good "
        "rows go in, bad ones are listed by line and column with what to do; running it again changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """A file, or the list of columns."""
        parser.add_argument("file", nargs="?", metavar="FILE.csv", help="the extract")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done and keep nothing")
        parser.add_argument("--columns", action="store_true", help="print the columns as a table and stop")

    def handle(self, *args: Any, file: str | None, dry_run: bool, columns: bool, **options: Any) -> None:
        """Refuses what is no readable file in a sentence, too with exit code 1."""
        if columns:
            self.stdout.write(columns_table())
            return
        if file is None:
            raise CommandError("Name the file to take in, or ask for --columns.")
        try:
            report = import_nominals(content_of(file), dry_run=dry_run, now=clock.now(), today=clock.today())
        except FileFault as error:
            raise CommandError(f"{file}: {error}") from error
        self._tell(report, dry_run=dry_run)
        if not report.is_clean:
            raise SystemExit(1)

    def _tell(self, report: Report, *, dry_run: bool) -> None:
        for fault in report.faults:
            self.stdout.write(str(fault))
        for outcome in report.outcomes:
            for words in outcome.warnings:
                self.stdout.write(f"line {outcome.line}, warning: {outcome.reference} {words}")
            for words in outcome.changes:
                self.stdout.write(f"line {outcome.line}, changed: {outcome.reference} {words}")
        self.stdout.write(("Dry run, nothing kept: " if dry_run else "") + report.summary)


def content_of(name: str) -> bytes:
    """The bytes of the file; CommandError in a sentence where there are none to be had."""
    try:
        return Path(name).read_bytes()
    except IsADirectoryError:
        raise CommandError(f"{name} is a folder. Name the file in it.") from None
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror or error}.") from error
