"""The first administrator of a real force."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from mosovo.staff.models import Officer

pytestmark = pytest.mark.django_db

PASSWORD = "seven green kettles"
WHO = {"sign_in": "first", "number": "A1", "given_names": "First", "family_name": "Administrator"}


@pytest.fixture(autouse=True)
def _password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOSOVO_ADMIN_PASSWORD", PASSWORD)


def test_administrator_signs_in_and_lands_in_admin(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("create_administrator", **WHO)
    assert "may now sign in as first" in capsys.readouterr().out
    browser = Client()
    browser.post("/sign-in/", {"username": "first", "password": PASSWORD})
    assert browser.get("/").headers["Location"] == "/admin/"
    assert browser.get("/admin/staff/roleholding/add/").status_code == 200
    assert not Officer.objects.get(sign_in="first").is_superuser


def test_what_is_not_given_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MOSOVO_ADMIN_PASSWORD")
    answers = iter(WHO.values())
    monkeypatch.setattr("builtins.input", lambda prompt: next(answers))
    monkeypatch.setattr("mosovo.staff.management.commands.create_administrator.getpass", lambda prompt: PASSWORD)
    call_command("create_administrator")
    assert Officer.objects.get(sign_in="first").check_password(PASSWORD)


def test_two_different_passwords_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MOSOVO_ADMIN_PASSWORD")
    typed = iter([PASSWORD, "another one altogether"])
    monkeypatch.setattr("mosovo.staff.management.commands.create_administrator.getpass", lambda prompt: next(typed))
    with pytest.raises(CommandError, match="not the same"):
        call_command("create_administrator", **WHO)


@pytest.mark.parametrize(
    ("change", "password", "sentence"),
    [
        ({"number": ""}, PASSWORD, "Warrant or staff number: This field cannot be blank."),
        ({}, "short", "at least 15 characters"),
        ({}, "first.administrator", "too similar"),
    ],
)
def test_faults_are_named_and_nothing_is_made(
    monkeypatch: pytest.MonkeyPatch, change: dict[str, str], password: str, sentence: str
) -> None:
    monkeypatch.setenv("MOSOVO_ADMIN_PASSWORD", password)
    with pytest.raises(CommandError, match=sentence):
        call_command("create_administrator", **WHO | change)
    assert not Officer.objects.filter(sign_in="first").exists()


def test_name_that_is_taken_is_refused() -> None:
    call_command("create_administrator", **WHO)
    with pytest.raises(CommandError, match="already exists"):
        call_command("create_administrator", **WHO)
