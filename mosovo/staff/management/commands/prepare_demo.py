"""The demonstration's force and its sign-ins."""

import os

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from mosovo.demo import SIGN_INS
from mosovo.identity import acting_as_system
from mosovo.staff.models import Officer

FORCE = {"offenders": 600, "officers": 16, "units": 3, "seed": 1}


class Command(BaseCommand):
    """Load the made-up force into an empty database; give its sign-ins the one password."""

    help = "Loads the made-up force where the database is empty and gives the demonstration's sign-ins their password."

    def handle(self, *args: object, **options: object) -> None:
        if not settings.DEMO:
            raise CommandError("This is for the demonstration alone: it gives ten people one password.")
        with acting_as_system("demonstration", reason="preparing the demonstration", source="prepare_demo"):
            empty = not Officer.objects.exists()
        if empty:
            self.stdout.write("Making up a force …")
            call_command("seed", **FORCE)
        self._set_passwords(os.environ["MOSOVO_DEMO_PASSWORD"])

    def _set_passwords(self, password: str) -> None:
        names = [name for name, _ in SIGN_INS]
        with acting_as_system("demonstration", reason="preparing the demonstration", source="prepare_demo"):
            officers = {officer.sign_in: officer for officer in Officer.objects.filter(sign_in__in=names)}
            missing = sorted(set(names) - set(officers))
            if missing:
                raise CommandError(f"This database's force lacks the sign-ins {', '.join(missing)}. Use another one.")
            for officer in officers.values():
                if not officer.check_password(password):
                    officer.set_password(password)
                    officer.save(update_fields=["password"])
