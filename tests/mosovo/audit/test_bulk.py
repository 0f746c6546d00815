"""Reading on a large scale: stopped within the hour, told to the unit manager, never for the warnings of a patrol."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection

from cases.models import Case
from mosovo.audit.actions import LookBook
from mosovo.audit.actions.bulk import LEAST, count_cases, seen_by
from mosovo.audit.models import Look, Refusal
from mosovo.diary.models import Notification
from mosovo.errors import TooMuch
from mosovo.force_settings.models import ForceSetting
from tests.api import program
from tests.factories.cases import FlagFactory
from tests.people import People, signed_in

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


def redis() -> Any:
    return cache._cache.get_client(None, write=True)  # type: ignore[attr-defined] # as bulk.py does


def looks(first: int, last: int, *, kind: str = "page", part: str = "case") -> LookBook:
    book = LookBook()
    book.add(kind, range(first, last), part)
    return book


@pytest.mark.parametrize(
    ("kind", "most"), [("page", 100), ("document", 100), ("list", 1000), ("search", 1000), ("api", 1000)]
)
def test_so_many_different_cases_and_no_more(people: People, kind: str, most: int) -> None:
    person = people.supervisor
    count_cases(person, looks(0, most, kind=kind), now=MONDAY)
    count_cases(person, looks(0, most, kind=kind), now=MONDAY)
    with pytest.raises(TooMuch, match=f"{most} different cases within an hour"):
        count_cases(person, looks(most, most + 1, kind=kind), now=MONDAY)
    count_cases(person, looks(0, most, kind=kind), now=MONDAY)
    count_cases(people.unit_manager, looks(most, most + 1, kind=kind), now=MONDAY)
    count_cases(person, looks(most, most + 1, kind=kind), now=MONDAY + dt.timedelta(hours=1, seconds=1))


def test_warnings_are_never_counted(people: People) -> None:
    for first in range(0, 5000, 100):
        count_cases(people.control_room, looks(first, first + 100, part="operational"), now=MONDAY)
    assert not redis().exists(*seen_by(people.control_room))


def test_requests_side_by_side_are_let_through_no_more_than_one_after_another(people: People) -> None:
    barrier = Barrier(8)

    def one(number: int) -> bool:
        barrier.wait()
        try:
            count_cases(people.supervisor, looks(90 * number, 90 * (number + 1)), now=MONDAY)
        except TooMuch:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(one, range(8))) == 1


def test_a_force_says_how_many(people: People) -> None:
    for value, most in (("80", 80), ("1", LEAST)):
        ForceSetting.objects.update_or_create(
            key="opened_an_hour", defaults={"value": value, "starts_on": MONDAY.date(), "reason": "Invented"}
        )
        redis().delete(*seen_by(people.supervisor))
        count_cases(people.supervisor, looks(0, most), now=MONDAY)
        with pytest.raises(TooMuch):
            count_cases(people.supervisor, looks(most, most + 1), now=MONDAY)


def test_page_and_api_say_so_and_the_manager_is_told_once(people: People, case: Case) -> None:
    person = people.offender_manager
    FlagFactory(nominal=case.nominal)
    with time_machine.travel(MONDAY + dt.timedelta(days=300), tick=False) as clock:
        count_cases(person, looks(10**6, 10**6 + 1000, kind="list"), now=MONDAY + dt.timedelta(days=300))
        browser = signed_in(person)
        for _ in range(2):
            page = browser.get(f"/cases/{case.reference}/")
            assert page.status_code == 429
            assert "which is the most allowed" in page.content.decode()
            assert "You have looked at too many cases</h1>" in page.content.decode()
            assert case.nominal.family_name not in page.content.decode()
        told = program(person).get(f"cases/{case.reference}/")
        assert told.status_code == 429
        assert "which is the most allowed" in told.json()["detail"]
        assert not Look.objects.filter(person_id=person.pk, case_ids=[case.pk], compartment="case").exists()
        assert Refusal.objects.filter(person_id=person.pk, status=429).count() == 3
        note = Notification.objects.get(key__startswith="too-much:")
        assert (note.to, "was stopped" in note.text) == (people.unit_manager, True)
        assert browser.get(f"/people/{case.reference}/flag/").status_code == 200
        clock.shift(dt.timedelta(hours=1, seconds=1))
        assert signed_in(person).get(f"/cases/{case.reference}/").status_code == 200
