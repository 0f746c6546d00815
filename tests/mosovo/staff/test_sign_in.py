"""The door: who gets in, how guessing is stopped, and when a session ends."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import caches
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Contact
from mosovo.staff.devices import device_of
from mosovo.staff.models import Officer
from tests.factories.staff import OfficerFactory
from tests.people import People, signed_in

pytestmark = pytest.mark.django_db

PASSWORD = "seven green kettles"
MONDAY = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


@pytest.fixture
def officer(db: None) -> Officer:
    officer: Officer = OfficerFactory(sign_in="officer")
    officer.set_password(PASSWORD)
    officer.save()
    return officer


def sign_in(client: Client, name: str = "officer", password: str = PASSWORD, **more: str) -> int:
    address = more.pop("address", "192.0.2.1")
    answer = client.post("/sign-in/", {"username": name, "password": password, **more}, REMOTE_ADDR=address)
    return int(answer.status_code)


def is_in(client: Client) -> bool:
    return client.get(reverse("home")).headers.get("Location", "") != "/sign-in/?next=/"


def test_right_password_opens_and_session_id_is_new(officer: Officer) -> None:
    client = Client()
    client.cookies["mosovo_session"] = "planted"
    assert sign_in(client) == 302
    assert client.cookies["mosovo_session"].value not in {"planted", ""}
    assert is_in(client)


@pytest.mark.parametrize(
    ("name", "password"), [("officer", "wrong"), ("nobody", PASSWORD), ("n" * 5000, PASSWORD), ("officer ", "")]
)
def test_wrong_name_or_password_is_refused_in_one_sentence(officer: Officer, name: str, password: str) -> None:
    client = Client()
    answer = client.post("/sign-in/", {"username": name, "password": password})
    assert answer.status_code == 422
    if password:
        assert "The sign-in name or the password is wrong" in answer.content.decode()
    assert not is_in(client)


def test_closed_account_cannot_sign_in_and_loses_its_sessions_at_once(officer: Officer) -> None:
    client = Client()
    sign_in(client)
    officer.is_active = False
    officer.save()
    assert not is_in(client)
    assert sign_in(Client()) == 422


def test_sixth_attempt_is_not_even_tried_whatever_the_password(officer: Officer) -> None:
    client = Client()
    assert [sign_in(client, password="wrong") for _ in range(5)] == [422, 422, 422, 422, 429]
    assert sign_in(client) == 429
    assert sign_in(Client(), address="192.0.2.2") == 429, "the name has five tries from all strange places"


def test_many_names_from_one_address_are_stopped_and_the_other_desks_go_on(officer: Officer) -> None:
    found = [sign_in(Client(), name=f"name{n}", password="wrong") for n in range(12)]
    assert found == [422] * 10 + [429] * 2
    assert sign_in(Client(), address="192.0.2.2") == 302


def test_guessing_from_many_addresses_is_stopped_and_the_person_s_own_desk_stays_open(officer: Officer) -> None:
    assert sign_in(Client(), address="192.0.2.200") == 302
    found = [sign_in(Client(), password="wrong", address=f"192.0.2.{n}") for n in range(1, 31)]
    assert found == [422] * 4 + [429] * 26
    assert sign_in(Client(), address="192.0.2.99") == 429, "a place where they never were"
    assert sign_in(Client(), address="192.0.2.200") == 302


def test_guessing_behind_the_same_address_does_not_shut_the_browser_of_whose_name_it_is(officer: Officer) -> None:
    desk, guesser = Client(), Client()
    assert sign_in(desk) == 302
    desk.post("/sign-out/")
    for name in ("officer", *(f"name{n}" for n in range(20))):
        for _ in range(6):
            sign_in(guesser, name=name, password="wrong")
    assert sign_in(guesser) == 429
    assert sign_in(desk) == 302
    desk.post("/sign-out/")
    assert [sign_in(desk, password="wrong") for _ in range(6)] == [422] * 5 + [429], "five of its own"


def test_browser_knows_several_people_and_forgets_them_after_a_month(officer: Officer) -> None:
    desk = Client()
    other = OfficerFactory(sign_in="other")
    other.set_password(PASSWORD)
    other.save()
    with time_machine.travel(MONDAY, tick=False) as clock:
        for name in ("officer", "other"):
            assert sign_in(desk, name) == 302
            desk.post("/sign-out/")
        request = RequestFactory().get("/")
        request.COOKIES["mosovo_browser"] = desk.cookies["mosovo_browser"].value
        assert device_of(request, "officer", now=MONDAY)
        assert device_of(request, "officer", now=MONDAY) != device_of(request, "other", now=MONDAY)
        assert device_of(request, "nobody", now=MONDAY) is None
        clock.shift(dt.timedelta(days=30))
        assert device_of(request, "officer", now=MONDAY + dt.timedelta(days=30)) is None
        request.COOKIES["mosovo_browser"] = "made up"
        assert device_of(request, "officer", now=MONDAY) is None


def copy_of(browser: Client) -> Client:
    other = Client()
    other.cookies["mosovo_browser"] = browser.cookies["mosovo_browser"].value
    return other


def wrong(browser: Client, times: int) -> list[int]:
    return [sign_in(browser, password="wrong", address="192.0.2.77") for _ in range(times)]


def test_copies_of_a_browser_s_cookie_are_one_browser(officer: Officer) -> None:
    desk, copies = Client(), []
    for _ in range(3):
        assert sign_in(desk) == 302
        desk.post("/sign-out/")
        copies.append(copy_of(desk))
    found = [status for copy in copies for status in wrong(copy, 3)]
    assert found == [422] * 5 + [429] * 4


def test_known_browsers_of_a_name_have_fifteen_tries_together(officer: Officer) -> None:
    desks = [Client() for _ in range(5)]
    for desk in desks:
        assert sign_in(desk) == 302
        desk.post("/sign-out/")
    assert [status for desk in desks for status in wrong(desk, 4)] == [422] * 15 + [429] * 5


def test_browser_is_strange_after_another_password_but_where_that_was_chosen(officer: Officer) -> None:
    desk, chosen = Client(), Client()
    assert (sign_in(desk), sign_in(chosen)) == (302, 302)
    fresh = "eleven brown teapots"
    answer = chosen.post(
        "/password/", {"old_password": PASSWORD, "new_password1": fresh, "new_password2": fresh}, follow=False
    )
    assert answer.status_code == 303
    request = RequestFactory().get("/")
    for browser, known in ((desk, False), (chosen, True)):
        request.COOKIES["mosovo_browser"] = browser.cookies["mosovo_browser"].value
        assert (device_of(request, "officer", now=timezone.now()) is not None) == known


def test_present_password_is_tried_five_times_by_whoever_found_a_session(officer: Officer) -> None:
    client = Client()
    sign_in(client)
    new = {"new_password1": "eleven brown teapots", "new_password2": "eleven brown teapots"}
    assert [client.post("/password/", {"old_password": "wrong"} | new).status_code for _ in range(6)] == [422] * 5 + [
        429
    ]
    assert client.post("/password/", {"old_password": PASSWORD} | new).status_code == 429


def test_what_succeeds_is_not_counted(officer: Officer) -> None:
    assert [sign_in(Client()) for _ in range(25)] == [302] * 25


def test_lock_out_outlives_the_cache(officer: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(5):
        sign_in(Client(), password="wrong")
    monkeypatch.setattr(caches["default"], "key_prefix", "lost")
    assert sign_in(Client()) == 429


def test_known_and_unknown_names_are_answered_alike_and_cost_one_hash_each(
    officer: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes = []
    encode = MD5PasswordHasher.encode

    def counted(hasher: MD5PasswordHasher, password: str, salt: str) -> str:
        hashes.append(password)
        return str(encode(hasher, password, salt))

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    answers = []
    for name in ("officer", "nobody"):
        found = [
            Client().post("/sign-in/", {"username": name, "password": "wrong"}, REMOTE_ADDR="192.0.2.7")
            for _ in range(6)
        ]
        answers.append([(one.status_code, one.content.decode().count("wrong")) for one in found])
    assert answers[0] == answers[1]
    assert len(hashes) == 10, "five of six tries for each name, one hash a try"


def test_shut_sign_in_opens_again_after_a_quarter_of_an_hour(officer: Officer) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        for _ in range(5):
            sign_in(Client(), password="wrong")
        clock.shift(dt.timedelta(minutes=14))
        assert sign_in(Client()) == 429
        clock.shift(dt.timedelta(minutes=2))
        assert sign_in(Client()) == 302


def test_sign_out_kills_the_session_on_the_server(officer: Officer) -> None:
    client = Client()
    sign_in(client)
    kept = client.cookies["mosovo_session"].value
    answer = client.post("/sign-out/")
    assert answer.status_code == 302
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    replay = Client()
    replay.cookies["mosovo_session"] = kept
    assert not is_in(replay)


def test_sign_out_is_not_done_by_following_a_link(officer: Officer) -> None:
    client = Client()
    sign_in(client)
    answer = client.get("/sign-out/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST, OPTIONS")
    assert "This page cannot be loaded again" in answer.content.decode()
    assert is_in(client)


def test_idle_person_is_signed_out_after_a_quarter_of_an_hour(officer: Officer) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        client = Client()
        sign_in(client)
        assert is_in(client)
        clock.shift(dt.timedelta(seconds=900))
        assert is_in(client)
        clock.shift(dt.timedelta(seconds=901))
        assert not is_in(client)


def test_busy_person_is_signed_out_after_eight_hours(officer: Officer) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        client = Client()
        sign_in(client)
        for _ in range(8 * 6):
            assert is_in(client)
            clock.shift(dt.timedelta(minutes=10))
        clock.shift(dt.timedelta(seconds=1))
        assert not is_in(client)


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_next_never_leads_off_the_site(officer: Officer, elsewhere: str) -> None:
    answer = Client().post("/sign-in/", {"username": "officer", "password": PASSWORD, "next": elsewhere})
    assert answer.headers["Location"] == "/"


def test_new_password_ends_other_sessions_and_keeps_this_one(officer: Officer) -> None:
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)
    new = "eleven brown teapots"
    form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert here.post("/password/", form).status_code == 303
    assert is_in(here)
    assert not is_in(there)
    assert sign_in(Client()) == 422
    assert sign_in(Client(), password=new) == 302


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"old_password": "wrong"}, "The present password is wrong"),
        ({"new_password2": "other words here"}, "The two new passwords are not the same"),
        ({"new_password1": "short", "new_password2": "short"}, "at least 15 characters"),
    ],
)
def test_bad_new_password_is_refused_in_words(officer: Officer, change: dict[str, str], sentence: str) -> None:
    client = Client()
    sign_in(client)
    new = "eleven brown teapots"
    answer = client.post("/password/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new} | change)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)


def test_behind_the_proxy_the_address_is_what_it_wrote_last(officer: Officer, settings: Any) -> None:
    settings.BEHIND_TLS_PROXY = True
    client = Client(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.66, 192.0.2.9")
    client.post("/sign-in/", {"username": "officer", "password": PASSWORD})
    assert UserSession.objects.get().ip == "192.0.2.9"
    settings.BEHIND_TLS_PROXY = False
    client.post("/sign-out/")
    client.post("/sign-in/", {"username": "officer", "password": PASSWORD})
    assert UserSession.objects.latest("created_at").ip == "10.0.0.1"


def test_person_without_a_role_is_told_whom_to_ask(people: People) -> None:
    page = signed_in(people.stranger).get("/")
    assert page.status_code == 200
    assert people.administrator.full_name in page.content.decode()


def test_nobody_is_sent_to_sign_in(db: None) -> None:
    assert Client().get("/").headers["Location"] == "/sign-in/?next=/"
    assert Client().get("/sign-in/").status_code == 200


def test_words_sent_after_the_session_ended_come_back_and_nothing_is_saved(people: People, case: Case) -> None:
    url = f"/cases/{case.reference}/conversations/record/"
    typed = {"with_whom": "A neighbour", "text": "Half a page of <words>.", "new_password1": "seven green kettles"}
    with time_machine.travel(MONDAY, tick=False) as clock:
        client = signed_in(people.offender_manager)
        client.get("/my-activity/")
        clock.shift(dt.timedelta(seconds=901))
        for _ in range(2):  # signed out by the first; the second comes without a session
            answer = client.post(url, typed)
            page = answer.content.decode()
            assert answer.status_code == 403
            assert "You had been signed out" in page
            assert "Half a page of &lt;words&gt;." in page
            assert "kettles" not in page
            assert f"/sign-in/?next={url}" in page
            assert case.nominal.family_name not in page
            client.cookies["mosovo_session"] = "ended"
    assert not Contact.objects.exists()


def test_form_without_words_after_the_session_ended_leads_to_the_door(people: People, case: Case) -> None:
    client = Client()
    client.cookies["mosovo_session"] = "ended"
    assert client.post(f"/cases/{case.reference}/allocate/", {"officer": "1"}).status_code == 302
    assert Client().post("/media/log/", {"question": "Some words of somebody"}).status_code == 302


def test_program_is_never_answered_with_words_of_a_form(people: People) -> None:
    client = Client()
    client.cookies["mosovo_session"] = "ended"
    assert client.post("/api/v1/visits/", {"seen": "Some words"}).status_code == 401
