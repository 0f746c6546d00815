"""``manage.py sweep``: what the clock does every night and morning, now. Running it again changes nothing."""

import datetime as dt
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mosovo import clock
from mosovo.days import in_words
from mosovo.diary import actions


class Command(BaseCommand):
    help = "Bring every deadline up to the day, pass on what is overdue, tell people, and ask for the day's e-mails."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--today", metavar="YYYY-MM-DD", help="the day to sweep for (default: today)")

    def handle(self, *args: Any, **options: Any) -> None:
        now, today = clock.now(), self._day(options["today"])
        start = time.monotonic()
        done = actions.sweep(now=now, today=today)
        mails = actions.queue_digests(now=now, today=today)
        print(f"Swept for {in_words(today)} in {time.monotonic() - start:.1f} s.")
        print(f"Looked at: {done.cases:,} cases, {done.officers:,} officers")
        print(f"Deadlines opened, ended or brought up to date: {done.changed:,}")
        print(f"Overdue work passed on: {done.to_supervisors:,} to supervisors, {done.to_managers:,} to unit managers")
        print(f"Alerts given: {done.told:,}; e-mails asked for: {mails:,}")

    @staticmethod
    def _day(text: str | None) -> dt.date:
        if text is None:
            return clock.today()
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            raise CommandError(f"{text} is not a day; write it as 2026-03-21.") from None
