"""The first administrators of a real force, who make everybody else in Django admin."""

import os
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from mosovo import clock
from mosovo.access.actions import give_role
from mosovo.identity import acting_as_system
from mosovo.staff.actions import add_administrator
from mosovo.staff.models import Role, RoleHolding

LEAST = 3

ASKED = {
    "sign-in": "Sign-in name",
    "number": "Warrant or staff number",
    "given-names": "Given names",
    "family-name": "Family name",
}


class Command(BaseCommand):
    """Asks for what is not given; the password comes from a prompt or from MOSOVO_ADMIN_PASSWORD, never an option."""

    help = "Makes an administrator, who signs in and makes units, officers and roles in Django admin."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name, label in ASKED.items():
            parser.add_argument(f"--{name}", help=label)

    def handle(self, *args: Any, **options: Any) -> None:
        answers = {name.replace("-", "_"): self._answer(name, label, options) for name, label in ASKED.items()}
        password = os.environ.get("MOSOVO_ADMIN_PASSWORD") or self._ask_password()
        now = clock.now()
        with acting_as_system("set-up", reason="the administrator is made", source="create_administrator"):
            try:
                officer = add_administrator(**answers, password=password)
            except ValidationError as error:
                raise CommandError("\n".join(_sentences(error))) from None
            role = Role.objects.get(code="administrator")
            give_role(by=None, officer=officer, role=role, unit=None, starts_on=clock.today(), now=now)
        self.stdout.write(f"{officer.full_name} may now sign in as {officer.sign_in} and administer.")
        if RoleHolding.objects.filter(role=role).count() < LEAST:
            self.stdout.write("Whatever reaches cases needs two administrators. Run this again, until there are three.")

    def _answer(self, name: str, label: str, options: dict[str, Any]) -> str:
        given = options[name.replace("-", "_")]
        return (given if given is not None else input(f"{label}: ")).strip()

    def _ask_password(self) -> str:
        password = getpass("Password: ")
        if getpass("Password again: ") != password:
            raise CommandError("The two passwords are not the same. Run the command again.")
        return password


def _sentences(error: ValidationError) -> list[str]:
    if not hasattr(error, "error_dict"):
        return list(error.messages)
    labels = {name.replace("-", "_"): label for name, label in ASKED.items()}
    return [f"{labels.get(name, name)}: {text}" for name, texts in error.message_dict.items() for text in texts]
