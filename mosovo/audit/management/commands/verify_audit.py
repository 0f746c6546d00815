"""``manage.py verify_audit``: is the record as it was sealed? Exit code 1 where it is not."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mosovo import clock
from mosovo.audit.verifying import verify
from mosovo.identity import acting_as_system


class Command(BaseCommand):
    help = "Work out every seal over the record again, compare it with the anchor, and name the first broken row."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with acting_as_system("verify", reason="verifying the record"):
                found = verify(now=clock.now())
        except ValueError as error:
            raise CommandError(str(error)) from None
        print(f"Gone through: {found.seals:,} seals over {found.rows:,} rows.")
        if found.faults:
            more = f" Further faults: {len(found.faults) - 1:,}." if len(found.faults) > 1 else ""
            raise CommandError(f"{found.faults[0]}{more}")
        print("The record is as it was sealed.")
