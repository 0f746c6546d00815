"""Half-written words: kept for the one who wrote them, for a day, until their form is sent."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from cases.models import Case
from mosovo.access.sight import visible
from mosovo.diary.actions import sweep
from mosovo.identity import acting_as
from mosovo.staff.models import Draft
from tests.people import People, signed_in

pytestmark = pytest.mark.django_db

MONDAY = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


def page_of(case: Case) -> str:
    return f"/cases/{case.reference}/conversations/record/"


def keep(client: Client, address: str, **words: Any) -> int:
    return int(client.post(f"/words/?address={address}", words).status_code)


def given_back(client: Client, address: str) -> Any:
    answer = client.get(f"/words/?address={address}")
    return answer.json()["words"] if answer.status_code == 200 else answer.status_code


def test_words_come_back_to_the_one_who_wrote_them_alone(people: People, case: Case) -> None:
    url = page_of(case)
    assert keep(signed_in(people.offender_manager), url, text="Half a <page>", with_whom="A neighbour") == 204
    assert given_back(signed_in(people.offender_manager), url) == {
        "text": ["Half a <page>"],
        "with_whom": ["A neighbour"],
    }
    assert given_back(signed_in(people.supervisor), url) == 204
    assert given_back(signed_in(people.offender_manager), "/my-day/") == 204
    with acting_as(people.supervisor):
        assert not Draft.objects.exists()
        assert not visible(people.supervisor, Draft).exists()


def test_no_password_or_code_is_kept_and_what_is_kept_is_sealed(people: People) -> None:
    client = signed_in(people.stranger)
    keep(client, "/password/", new_password1="seven green kettles", code="123456", credential="x", note="Plain words")
    assert given_back(client, "/password/") == {"note": ["Plain words"]}
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM staff_draft")
        assert "Plain words" not in str(cursor.fetchall())


def test_words_go_when_the_form_is_sent_and_stay_when_it_is_refused(people: People, case: Case) -> None:
    url, client = page_of(case), signed_in(people.offender_manager)
    keep(client, url, text="Half a page")
    assert client.post(url, {}).status_code == 422
    assert given_back(client, url) == {"text": ["Half a page"]}
    assert client.post(url.replace("conversations/record/", "close/"), {}).status_code in {404, 422}
    assert Draft.objects.exists()
    client.post("/words/drop/?address=" + url)
    assert given_back(client, url) == 204


def test_sent_form_forgets_its_words(people: People) -> None:
    people.stranger.set_password("seven green kettles")
    people.stranger.save()
    client = signed_in(people.stranger)
    keep(client, "/password/", note="Plain words")
    new = "eleven brown teapots"
    form = {"old_password": "seven green kettles", "new_password1": new, "new_password2": new}
    assert client.post("/password/", form).status_code == 303
    assert not Draft.objects.exists()


def test_words_are_kept_for_a_day(people: People, case: Case) -> None:
    url = page_of(case)
    with time_machine.travel(MONDAY, tick=False) as clock:
        keep(signed_in(people.offender_manager), url, text="Half a page")
        clock.shift(dt.timedelta(hours=24))
        assert given_back(signed_in(people.offender_manager), url) == {"text": ["Half a page"]}
        clock.shift(dt.timedelta(seconds=1))
        assert given_back(signed_in(people.offender_manager), url) == 204
        sweep(now=timezone.now(), today=timezone.localdate())
    assert not Draft.objects.exists()


@pytest.mark.parametrize("address", ["", "//elsewhere.example/", "/no-such-page/", "https://elsewhere.example/"])
def test_words_are_kept_for_our_own_forms_alone(people: People, address: str) -> None:
    assert keep(signed_in(people.stranger), address, text="Words") == 404


def test_too_much_is_not_kept(people: People) -> None:
    client = signed_in(people.stranger)
    assert keep(client, "/password/", text="x" * 200_001) == 204
    assert given_back(client, "/password/") == 204


def test_what_the_page_s_script_asks_keeps_no_session_alive(people: People) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        client = signed_in(people.stranger)
        client.get("/my-activity/")
        for _ in range(3):
            clock.shift(dt.timedelta(seconds=299))
            keep(client, "/password/", text="Words")
        clock.shift(dt.timedelta(seconds=10))
        assert client.get("/my-activity/").status_code == 302


def test_staying_starts_the_time_anew_but_not_for_ever(people: People) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        client = signed_in(people.stranger)
        assert 'data-left="900"' in client.get("/my-activity/").content.decode()
        for times in range(1, 35):
            clock.shift(dt.timedelta(minutes=14))
            assert client.post("/stay/").json() == {"left": min(900, 8 * 3600 - times * 14 * 60)}
        clock.shift(dt.timedelta(minutes=4, seconds=1))
        assert client.post("/stay/").status_code == 302
