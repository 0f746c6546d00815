"""Puts a backup back into an empty database, and reads all of it again before it says so."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from mosovo.backup import BackupError, put_back


class Command(BaseCommand):
    """Runs as the owner, who makes the tables anew."""

    help = "Restores the backup in FOLDER into an empty database and checks every table, the policies and the grants."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER", help="made by backup")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            manifest = put_back(connection.get_connection_params(), folder)
        except BackupError as error:
            raise CommandError(str(error)) from None
        rows = sum(int(count) for count, _ in manifest.tables.values())
        self.stdout.write(
            f"Restored and read again: {len(manifest.tables)} tables, {rows:,} rows, as kept on {manifest.made_at}."
            " Run migrate now: it gives the database its key."
        )
