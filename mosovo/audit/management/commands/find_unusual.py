"""``manage.py find_unusual``: what the clock does every night, for one day."""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mosovo import clock
from mosovo.audit.actions.unusual import find_unusual, hand_on_reviews
from mosovo.days import in_words


class Command(BaseCommand):
    help = "Find what was unusual about the looks of a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--day", metavar="YYYY-MM-DD", help="the day (default: yesterday)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            given = options["day"]
            day = dt.date.fromisoformat(given) if given else clock.today() - dt.timedelta(days=1)
        except ValueError:
            raise CommandError(f"{given} is not a day; write it as 2026-03-21.") from None
        found = find_unusual(day, now=clock.now())
        print(f"Unusual on {in_words(day)}: {found} new {'finding' if found == 1 else 'findings'}.")
        handed = hand_on_reviews(now=clock.now(), today=clock.today())
        print(f"Handed on to another reviewer: {handed}.")
