"""At the door: a second factor set up and used, and what happens to somebody who was called away from the screen."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as conf
from playwright.sync_api import Page, expect

from cases.models import Case, Contact
from mosovo.staff.models import Draft, Officer
from tests.factors import code_now
from tests.journeys.conftest import PHONE, Desk
from tests.people import People, signed_in

pytestmark = pytest.mark.django_db

Inspect = Callable[[Page], Page]
PASSWORD = "seven green kettles"


@pytest.fixture
def officer(people: People, settings: Any) -> Officer:
    settings.SECOND_FACTOR_REQUIRED = True
    officer = people.offender_manager
    officer.set_password(PASSWORD)
    officer.save()
    return officer


def by_password(page: Page, officer: Officer, address: str = "/") -> None:
    page.goto(address)
    page.get_by_label("Sign-in name").fill(officer.sign_in)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_app_is_set_up_at_the_first_sign_in_and_asked_for_at_the_next(
    desk: Desk, inspected: Inspect, officer: Officer
) -> None:
    page = desk(None, size=PHONE, phone=True)
    by_password(page, officer)
    expect(page.get_by_role("heading", name="Your second factor")).to_be_visible()
    for shut in ("My day", "Alerts", officer.full_name):
        expect(page.get_by_role("link", name=shut)).to_have_count(0)
    inspected(page).get_by_role("button", name="Set up an app").click()
    secret = inspected(page).locator(".app-secret").inner_text()
    page.get_by_label("Code").fill(code_now(secret=secret))
    page.get_by_role("button", name="Add the app").click()
    codes = inspected(page).locator(".app-secrets code").all_inner_texts()
    assert len(set(codes)) == 10
    page.get_by_role("button", name="I have written them down").click()
    expect(page.get_by_role("heading", name="My day")).to_be_visible()

    page = desk(None)
    by_password(page, officer)
    expect(inspected(page).get_by_role("heading", name="Prove that it is you")).to_be_visible()
    page.get_by_label("Code").fill("12")
    page.get_by_role("button", name="Sign in").click()
    expect(inspected(page).get_by_text("That is not right").first).to_be_visible()
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="My day")).to_be_visible()
    page.goto("/sessions/")
    expect(inspected(page).get_by_text("This one")).to_be_visible()
    page.get_by_role("button", name=re.compile("^End")).click()
    expect(page.get_by_text("That session has ended.")).to_be_visible()


def test_passkey_is_made_and_opens(
    desk: Desk, inspected: Inspect, officer: Officer, live_server: Any, settings: Any
) -> None:
    home = live_server.url.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, not to an address
    page = desk(None)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "usb", "hasResidentKey": True, "hasUserVerification": True}
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {**key, "isUserVerified": True}})
    by_password(page, officer, f"{home}/")
    page.get_by_role("button", name="Add a passkey").click()
    inspected(page).get_by_label("Name of the passkey").fill("Key on my lanyard")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    assert Authenticator.objects.filter(user=officer, type="webauthn").count() == 1
    page.get_by_role("button", name="I have written them down").click()
    page.get_by_role("button", name="Sign out").click()

    by_password(page, officer, f"{home}/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="My day")).to_be_visible()
    page.goto(f"{home}/second-factor/")
    expect(inspected(page).get_by_text("Key on my lanyard").first).to_be_visible()
    page.get_by_role("button", name="Sign out").click()

    verified = {"authenticatorId": made["authenticatorId"], "isUserVerified": False}
    devtools.send("WebAuthn.setUserVerified", verified)
    by_password(page, officer, f"{home}/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("Your browser did not finish")).to_be_visible()


def test_warning_comes_before_the_end_and_staying_is_one_press(
    desk: Desk, inspected: Inspect, people: People, settings: Any
) -> None:
    settings.IDLE_SECONDS = 123
    page = desk(people.offender_manager, size=PHONE, phone=True)
    page.goto("/my-day/")
    warning = page.get_by_role("dialog")
    expect(warning).to_have_count(0)
    expect(warning).to_be_visible(timeout=10_000)
    expect(warning).to_contain_text(re.compile("You will be signed out in 1:[0-9]{2} minutes"))
    settings.IDLE_SECONDS = 900
    inspected(page).get_by_role("button", name="Stay signed in").click()
    expect(warning).to_have_count(0)
    expect(page.get_by_role("heading", name="My day")).to_be_visible()


def test_words_of_somebody_called_away_wait_for_them(
    desk: Desk, inspected: Inspect, people: People, case: Case, settings: Any
) -> None:
    settings.IDLE_SECONDS, settings.IDLE_WARNING_SECONDS = 6, 3
    page = desk(people.offender_manager)
    address = f"/cases/{case.reference}/conversations/record/"
    page.goto(address)
    text = page.locator("textarea").first
    text.fill("Half a page of invented words")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible(timeout=20_000)
    assert page.url.endswith(f"/sign-in/?next={address}")
    assert Draft.objects.count() == 1

    settings.IDLE_SECONDS, settings.IDLE_WARNING_SECONDS = 900, 120
    key = signed_in(people.offender_manager).cookies[conf.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": conf.SESSION_COOKIE_NAME, "value": key, "url": page.url.split("/sign-in")[0]}])
    page.goto(address)
    expect(page.get_by_text("You had begun to write here")).to_be_visible()
    inspected(page).get_by_role("button", name="Put my words back").click()
    expect(page.locator("textarea").first).to_have_value("Half a page of invented words")
    expect(page.get_by_text("You had begun to write here")).to_have_count(0)
    assert not Contact.objects.exists()
