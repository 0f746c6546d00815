"""``manage.py seal_audit``: what the clock does every minute, now."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mosovo import clock
from mosovo.audit import actions
from mosovo.errors import Conflict


class Command(BaseCommand):
    help = "Seal all that is on record and hand the seal to the anchor."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--new-anchor", action="store_true", help="begin a lost anchor with the first seal")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = actions.seal(now=clock.now())
            handed = actions.hand_on(anew=options["new_anchor"])
        except (Conflict, ValueError) as error:
            raise CommandError(str(error)) from None
        print(f"Seal {made.number}: {made.count:,} rows." if made else "Nothing new is on record.")
        print(f"Seals handed to the anchor: {handed:,}")
