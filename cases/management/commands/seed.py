"""Makes a plausible force out of nothing: units, officers, and the people they manage, all invented."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.module_loading import autodiscover_modules

from cases.synthetic.actions import Order, seed_force
from mosovo import clock
from mosovo.errors import Conflict


class Command(BaseCommand):
    """Thin: the making is in cases/synthetic."""

    help = (
        "Make up a police force and the people it manages. Everybody is invented; the same seed makes the same force."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """How much, and from which seed."""
        parser.add_argument("--offenders", type=int, default=300, help="people managed (300)")
        parser.add_argument("--officers", type=int, default=12, help="offender managers (12)")
        parser.add_argument("--units", type=int, default=3, help="units (3)")
        parser.add_argument("--seed", type=int, default=1, help="another number makes another force (1)")
        parser.add_argument("--add", action="store_true", help="put them beside the cases that are there already")

    def handle(
        self, *args: Any, offenders: int, officers: int, units: int, seed: int, add: bool = False, **options: Any
    ) -> None:
        """Say what is being made and how long it took."""
        autodiscover_modules("synthetic")
        begun = time.monotonic()
        order = Order(offenders=offenders, officers=officers, units=units, seed=seed, add=add)

        def say(words: str) -> None:
            self.stdout.write(f"{time.monotonic() - begun:6.1f} s  {words}")

        try:
            made = seed_force(order, now=clock.now(), today=clock.today(), say=say)
        except Conflict as error:
            raise CommandError(str(error)) from error
        say(f"{made.cases} cases, {made.people} people of the units, {made.deadlines} deadlines: done")
