"""Writes what the code knows better into the README: the diagrams of states, the columns of a nominal extract."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from cases.rules.nominal_import import columns_table
from mosovo.workflow.diagrams import put_between, tables, written_into

COLUMNS_BEGIN, COLUMNS_END = "<!-- import-columns:begin -->", "<!-- import-columns:end -->"


class Command(BaseCommand):
    """Changes nothing where the README is up to date."""

    help = "Writes the diagrams of all tables of states, and the columns of a nominal extract, into the README."

    def handle(self, *args: Any, **options: Any) -> None:
        """Each between its two marks."""
        readme = settings.BASE_DIR / "README.md"
        readme.write_text(with_columns(written_into(readme.read_text())))
        self.stdout.write(f"{len(tables())} diagrams and the columns of a nominal extract are in README.md.")


def with_columns(text: str) -> str:
    """``text`` with the table of columns between its two marks; ValueError where it has none."""
    return put_between(COLUMNS_BEGIN, COLUMNS_END, text, f"\n{columns_table()}\n")
