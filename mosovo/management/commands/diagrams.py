"""Writes the diagrams of all tables of states into the README."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from mosovo.workflow.diagrams import tables, written_into


class Command(BaseCommand):
    help = "Writes the diagrams of all tables of states into the README, between its two marks."

    def handle(self, *args: Any, **options: Any) -> None:
        readme = settings.BASE_DIR / "README.md"
        readme.write_text(written_into(readme.read_text()))
        self.stdout.write(f"{len(tables())} diagrams are in README.md.")
