"""The demonstration's force and its sign-ins."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cases.synthetic.demonstration import prepare
from mosovo import clock
from mosovo.errors import DomainError


class Command(BaseCommand):
    """Thin: the preparing is in cases/synthetic."""

    help = "Loads the made-up force where the database is empty and gives the demonstration's sign-ins their password."

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses outside the demonstration."""
        if not settings.DEMO:
            raise CommandError("This is for the demonstration alone (MOSOVO_DEMO=1): it gives ten people one password.")
        password = os.environ.get("MOSOVO_DEMO_PASSWORD", "")
        if len(password) < 8:
            raise CommandError("Set MOSOVO_DEMO_PASSWORD to the one password of the sign-ins, at least 8 characters.")
        try:
            prepare(
                password=password,
                now=clock.now(),
                today=clock.today(),
                say=lambda words: self.stdout.write(f"  {words}"),
            )
        except DomainError as error:
            raise CommandError(str(error)) from error
