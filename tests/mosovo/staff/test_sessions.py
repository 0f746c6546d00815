"""One's sessions: on a list, ended one by one, and all together when an account is closed."""

import datetime as dt

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone
from knox.models import AuthToken

from mosovo.staff.actions import issue_token, save_officer
from mosovo.staff.models import Officer
from tests.factories.staff import OfficerFactory
from tests.people import People, signed_in

pytestmark = pytest.mark.django_db

PASSWORD = "seven green kettles"


@pytest.fixture
def officer(db: None) -> Officer:
    officer: Officer = OfficerFactory(sign_in="officer")
    officer.set_password(PASSWORD)
    officer.save()
    return officer


def browser(**more: str) -> Client:
    client = Client(**more)
    assert client.post("/sign-in/", {"username": "officer", "password": PASSWORD}).status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get("/my-activity/").status_code == 200


def test_sessions_are_listed_and_ended_one_by_one(officer: Officer) -> None:
    here, there = browser(), browser(REMOTE_ADDR="192.0.2.7", HTTP_USER_AGENT="Invented browser")
    page = here.get("/sessions/").content.decode()
    assert "192.0.2.7" in page
    assert "Invented browser" in page
    assert page.count("This one") == 1
    row = UserSession.objects.get(session_key=there.session.session_key)
    assert here.post(f"/sessions/{row.pk}/end/").status_code == 303
    assert (is_in(here), is_in(there)) == (True, False)
    assert "192.0.2.7" not in here.get("/sessions/").content.decode()


def test_session_that_nobody_came_back_to_is_not_on_the_list(officer: Officer) -> None:
    with time_machine.travel(dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC), tick=False) as clock:
        left = browser(REMOTE_ADDR="192.0.2.7")
        assert is_in(left)
        clock.shift(dt.timedelta(minutes=16))
        assert "192.0.2.7" not in browser().get("/sessions/").content.decode()


def test_nobody_ends_another_s_session(people: People, officer: Officer) -> None:
    theirs = browser()
    row = UserSession.objects.get()
    for person in (people.stranger, people.administrator):
        assert signed_in(person).post(f"/sessions/{row.pk}/end/").status_code == 404
    assert is_in(theirs)


def test_closed_account_is_signed_out_for_good(officer: Officer) -> None:
    clients = [browser() for _ in range(5)]
    issue_token(officer=officer, now=timezone.now())
    officer.is_active = False
    save_officer(officer=officer)
    officer.is_active = True
    save_officer(officer=officer)
    assert [is_in(client) for client in clients] == [False] * 5
    assert not UserSession.objects.exists()
    assert not AuthToken.objects.exists()
