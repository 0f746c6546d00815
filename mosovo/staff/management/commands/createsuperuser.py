"""In the place of Django's own: nobody is a superuser here, whom every check of Django would let through."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

INSTEAD = (
    "Nobody is a superuser in MOSOVO, and the database refuses one. "
    "The first administrator is made by: manage.py create_administrator"
)


class Command(BaseCommand):
    """Refuses, and says what to do instead."""

    help = INSTEAD
    requires_system_checks = ()

    def run_from_argv(self, argv: list[str]) -> None:
        """Whatever options it is given."""
        super().run_from_argv(argv[:2])

    def handle(self, *args: Any, **options: Any) -> None:
        raise CommandError(INSTEAD)
