"""Keeps the whole database, documents included, in a folder, with a manifest of what is in it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from mosovo import clock
from mosovo.backup import BackupError, keep


class Command(BaseCommand):
    """Runs as the backup login, which row security hides nothing from."""

    help = "Keeps the database in FOLDER: a dump, and a manifest with the count and sum of every table and the guard."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER", help="new or empty")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            manifest = keep(connection.get_connection_params(), folder, made_at=clock.now().isoformat())
        except BackupError as error:
            raise CommandError(str(error)) from None
        rows = sum(int(count) for count, _ in manifest.tables.values())
        self.stdout.write(
            f"Kept in {folder}: {len(manifest.tables)} tables, {rows:,} rows. Encrypt it before it leaves."
        )
