"""Every coming, leaving and refusal at the door is on record, by page and by API, with who, when and from where."""

import random
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.core.cache import caches
from django.db import DatabaseError, connection, transaction
from django.test import Client

from mosovo.identity import acting_as
from mosovo.staff.models import Officer
from tests.attack.tally import Tally
from tests.factories.staff import OfficerFactory
from tests.factors import give_app
from tests.logins import logged_in_as
from tests.people import People

pytestmark = pytest.mark.django_db

PASSWORD = "seven green kettles"


@pytest.fixture
def officers(people: People) -> list[Officer]:
    """One with a password alone, one with a factor besides, and one whose account is closed."""
    found = [OfficerFactory(sign_in=f"door{number}", is_active=number != 2) for number in range(3)]
    for officer in found:
        officer.set_password(PASSWORD)
        officer.save()
    give_app(found[1])
    return found


def ask(name: str, password: str, address: str, **code: str) -> Any:
    sent = {"sign_in": name, "password": password, **code}
    return Client(REMOTE_ADDR=address).post("/api/v1/token/", sent, content_type="application/json")


def counts() -> tuple[int, int, int]:
    """How many came, left, and were refused."""
    left = AccessLog.objects.filter(logout_time__isnull=False).count()
    return AccessLog.objects.count(), left, AccessFailureLog.objects.count()


def by_page(name: str, password: str, address: str) -> Client:
    browser = Client(REMOTE_ADDR=address)
    browser.post("/sign-in/", {"username": name, "password": password})
    return browser


def come_and_leave(address: str) -> tuple[int, int, int]:
    browser = by_page("door0", PASSWORD, address)
    browser.post("/sign-out/")
    return 1, 1, 0


def wrong_password(address: str) -> tuple[int, int, int]:
    by_page("door0", "wrong", address)
    return 0, 0, 1


def unknown_name(address: str) -> tuple[int, int, int]:
    by_page("nobody at all", PASSWORD, address)
    return 0, 0, 1


def closed_account(address: str) -> tuple[int, int, int]:
    by_page("door2", PASSWORD, address)
    return 0, 0, 1


def wrong_code(address: str) -> tuple[int, int, int]:
    by_page("door1", PASSWORD, address).post("/sign-in/second-factor/", {"code": "000000"})
    return 0, 0, 1


def shut_out(address: str) -> tuple[int, int, int]:
    for _ in range(7):
        by_page("door0", "wrong", address)
    return 0, 0, 7


def token(address: str) -> tuple[int, int, int]:
    assert ask("door0", PASSWORD, address).status_code == 201
    return 1, 0, 0


def wrong_token(address: str) -> tuple[int, int, int]:
    assert ask("door0", "wrong", address).status_code == 422
    return 0, 0, 1


def token_with_wrong_code(address: str) -> tuple[int, int, int]:
    assert ask("door1", PASSWORD, address, code="000000").status_code == 422
    return 0, 0, 1


EVENTS = (
    *(come_and_leave, wrong_password, unknown_name, closed_account, wrong_code, shut_out),
    *(token, wrong_token, token_with_wrong_code),
)


def test_as_many_are_on_record_as_came_left_and_were_refused(
    officers: list[Officer], times: Callable[[int, int], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    tally = Tally("comings, leavings and refusals at the door (leaked: not on record)", figure="V16.3.1")
    chance, faults = random.Random(16), []  # noqa: S311 # always the same
    for number in range(times(18, 500)):
        event = EVENTS[number % len(EVENTS)]
        before = counts()
        # The tries of before are forgotten, the record of them is not: each event comes to an open door.
        AccessAttempt.objects.all().delete()
        monkeypatch.setattr(caches["default"], "key_prefix", str(uuid.uuid4()))
        address = f"10.{chance.randrange(250)}.{number // 250}.{number % 250}"
        with transaction.atomic(), logged_in_as("mosovo_web"):
            wanted = event(address)
        found = tuple(after - early for after, early in zip(counts(), before, strict=True))
        tally.tried += sum(wanted)
        tally.leaked += sum(abs(one - other) for one, other in zip(found, wanted, strict=True))
        if found != wanted:
            faults.append((event.__name__, found, wanted))
    assert faults == []
    for row in [*AccessLog.objects.all(), *AccessFailureLog.objects.all()]:
        assert row.username
        assert row.attempt_time
        assert str(row.ip_address).startswith("10.")
        assert row.path_info.startswith(("/sign-in/", "/api/v1/token/"))


def test_nobody_takes_a_refusal_off_the_record(officers: list[Officer], people: People) -> None:
    wrong_password("10.0.0.1")
    for statement in ("DELETE FROM axes_accessfailurelog", "UPDATE axes_accessfailurelog SET username = 'x'"):
        for person in (people.administrator, officers[0]):
            with (
                logged_in_as("mosovo_web"),
                pytest.raises(DatabaseError, match="permission denied"),
                acting_as(person),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)
    assert AccessFailureLog.objects.count() == 1
