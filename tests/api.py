"""Programs that speak to the API: one for each person, with a token."""

from typing import Any

from django.test import Client
from django.utils import timezone

from mosovo.staff.actions import issue_token
from mosovo.staff.models import Officer
from tests.people import People


class Program:
    """A client of the API that sends and reads JSON."""

    def __init__(self, token: str = "") -> None:
        headers = {"HTTP_AUTHORIZATION": f"Token {token}"} if token else {}
        self.client = Client(raise_request_exception=True, **headers)

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1/{path}", query)

    def post(self, path: str, **body: Any) -> Any:
        return self.client.post(f"/api/v1/{path}", body, content_type="application/json")


def program(person: Officer) -> Program:
    """A program that has signed in as ``person``."""
    token, _ = issue_token(officer=person, now=timezone.now())
    return Program(token)


def api_answers(people: People, path: str, **body: Any) -> dict[str, int]:
    """The ladder: what each person's program, and one without a token, is answered; POST where there is a body."""
    programs = {name: program(person) for name, person in people.items()} | {"nobody": Program()}
    return {name: (one.post(path, **body) if body else one.get(path)).status_code for name, one in programs.items()}


def api_refused_but(people: People, *, status: int = 404, **others: int) -> dict[str, int]:
    """Everybody answered ``status`` but those named; one without a token 401."""
    return {name: status for name, _ in people.items()} | {"nobody": 401} | others
